import type { Role, TokenIssuer } from '../../platform/auth/index.ts';
import { type Database, transaction } from '../../platform/db/index.ts';
import type { Clock } from '../../platform/lifecycle/index.ts';
import type { Outbox } from '../../platform/queue/index.ts';
import { actPerformed, checkText, InvalidInput, type RoomCall } from '../kit/index.ts';
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
  readonly #db: Database;
  readonly #tokens: TokenIssuer;
  readonly #clock: Clock;
  readonly #outbox: Outbox;

  constructor({ db, tokens, clock, outbox }: { db: Database; tokens: TokenIssuer; clock: Clock; outbox: Outbox }) {
    this.#db = db;
    this.#tokens = tokens;
    this.#clock = clock;
    this.#outbox = outbox;
  }

  /** Calling twice issues two tokens of the same subject. @throws UnknownRole, InvalidInput; DomainError TEXT_REQUIRED, TEXT_TOO_LONG. */
  async issue(
    { role, name, expiresInDays }: IssueToken,
    { identity, requestId }: RoomCall,
  ): Promise<{ token: string; expiresAt: Date }> {
    const issued = ISSUED_ROLES.find((known) => known === role);
    if (!issued) throw new UnknownRole(role, ISSUED_ROLES);
    checkText(name, { path: ['input', 'name'], limit: NAME_LIMIT, required: true });
    if (expiresInDays < 1 || expiresInDays > LONGEST_DAYS)
      throw new InvalidInput(`A token is good for 1..${LONGEST_DAYS} days.`, ['input', 'expiresInDays']);
    const expiresInSeconds = expiresInDays * DAY_SECONDS;
    const at = this.#clock.now();
    const expiresAt = new Date(at.getTime() + expiresInSeconds * 1_000);
    const subject = `${issued}:${name.trim()}`;
    const token = await this.#tokens.issue({ id: subject, roles: [issued], expiresInSeconds });
    const facts = [
      { name: 'role', value: issued },
      { name: 'expiresAt', value: expiresAt.toISOString() },
    ];
    const act = { assistantId: null, actor: identity.id, action: 'TOKEN_ISSUED', subject, at, facts, requestId };
    // Nobody gets a token of which it is not known that it was given.
    await transaction(this.#db, (tx) => this.#outbox.append(tx, actPerformed(act)));
    return { token, expiresAt };
  }
}
