import type { Role, TokenIssuer } from '../../platform/auth/index.ts';
import type { Clock } from '../../platform/lifecycle/index.ts';
import { checkText, InvalidInput } from '../kit/index.ts';
import { UnknownRole } from './errors.ts';

const ISSUED_ROLES = ['analyst', 'ci', 'app'] as const satisfies readonly Role[];
const NAME_LIMIT = 100;
const LONGEST_DAYS = 365;
const DAY_SECONDS = 24 * 60 * 60;

export interface IssueToken {
  role: string;
  name: string;
  expiresInDays: number;
}

/** Issues tokens to programs and analysts. A token is shown once and kept nowhere. */
export class TokenService {
  readonly #tokens: TokenIssuer;
  readonly #clock: Clock;

  constructor({ tokens, clock }: { tokens: TokenIssuer; clock: Clock }) {
    this.#tokens = tokens;
    this.#clock = clock;
  }

  /** Calling twice issues two tokens of the same subject. @throws UnknownRole, InvalidInput; DomainError TEXT_REQUIRED, TEXT_TOO_LONG. */
  async issue({ role, name, expiresInDays }: IssueToken): Promise<{ token: string; expiresAt: Date }> {
    const issued = ISSUED_ROLES.find((known) => known === role);
    if (!issued) throw new UnknownRole(role, ISSUED_ROLES);
    checkText(name, { path: ['input', 'name'], limit: NAME_LIMIT, required: true });
    if (expiresInDays < 1 || expiresInDays > LONGEST_DAYS)
      throw new InvalidInput(`A token is good for 1..${LONGEST_DAYS} days.`, ['input', 'expiresInDays']);
    const expiresInSeconds = expiresInDays * DAY_SECONDS;
    const expiresAt = new Date(this.#clock.now().getTime() + expiresInSeconds * 1_000);
    const token = await this.#tokens.issue({ id: `${issued}:${name.trim()}`, roles: [issued], expiresInSeconds });
    return { token, expiresAt };
  }
}
