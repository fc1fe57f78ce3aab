import { type Database, type Transaction, transaction } from '../../platform/db/index.ts';
import type { Clock } from '../../platform/lifecycle/index.ts';
import type { Outbox } from '../../platform/queue/index.ts';
import {
  actPerformed,
  checkText,
  type Connection,
  idempotent,
  type IdempotentInput,
  InvalidInput,
  newId,
  NotFound,
  type PageArguments,
  type RoomCall,
  toConnection,
} from '../kit/index.ts';
import { isTrusted } from './access.ts';
import { canonicalLanguage } from './language.ts';
import { findAssistants, insertAssistant, pageOfAssistants } from './store/assistant-store.ts';
import type { AssistantRow } from './store/tables.ts';
import { timePage } from './store/time-page.ts';

const NAME_LIMIT = 200;
const LANGUAGES_LIMIT = 20;

/** What an assistant is made of. `languages` are BCP 47 tags, the default first. */
export interface NewAssistant {
  name: string;
  languages: readonly string[];
  isPublic?: boolean | null | undefined;
  /** IANA; UTC unless given. */
  timeZone?: string | null | undefined;
}

/** The assistants: who there is to talk to. */
export class AssistantService {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #outbox: Outbox;

  constructor({ db, clock, outbox }: { db: Database; clock: Clock; outbox: Outbox }) {
    this.#db = db;
    this.#clock = clock;
    this.#outbox = outbox;
  }

  /** @throws InvalidInput and DomainError TEXT_REQUIRED, TEXT_TOO_LONG, IDEMPOTENCY_CONFLICT. */
  async create(input: NewAssistant & IdempotentInput, { identity, requestId }: RoomCall): Promise<AssistantRow> {
    const row = this.#rowOf(newId('asst'), input);
    return transaction(this.#db, async (tx) => {
      const id = await idempotent(
        tx,
        { schema: 'conversation', operation: 'createAssistant', identity, input },
        async () => {
          await insertAssistant(tx, row);
          const act = { actor: identity.id, action: 'ASSISTANT_CREATED', subject: row.id, at: row.createdAt } as const;
          const facts = [
            { name: 'name', value: row.name },
            { name: 'languages', value: row.languages.join(', ') },
            { name: 'isPublic', value: String(row.isPublic) },
            { name: 'timeZone', value: row.timeZone },
          ];
          await this.#outbox.append(tx, actPerformed({ assistantId: row.id, ...act, facts, requestId }));
          return row.id;
        },
      );
      return id === row.id ? row : one(tx, id);
    });
  }

  /** Makes the assistant with this id unless there is one; twice is safe. For seeding. */
  async ensure(assistant: NewAssistant & { id: string }): Promise<AssistantRow> {
    await insertAssistant(this.#db, this.#rowOf(assistant.id, assistant));
    return one(this.#db, assistant.id);
  }

  /** The assistants behind ids, all at once. */
  readonly find = async (ids: readonly string[]): Promise<ReadonlyMap<string, AssistantRow>> => {
    const rows = await findAssistants(this.#db, ids);
    return new Map(rows.map((row) => [row.id, row]));
  };

  /** Null for an unknown one; to end users and anonymous callers those that are not public are unknown. */
  async assistant(id: string, { identity }: RoomCall): Promise<AssistantRow | null> {
    const [row] = await findAssistants(this.#db, [id]);
    return row && (row.isPublic || isTrusted(identity)) ? row : null;
  }

  /** Oldest first. @throws BadUserInput */
  async assistants(page: PageArguments, { identity }: RoomCall): Promise<Connection<AssistantRow>> {
    const request = timePage(page);
    const rows = await pageOfAssistants(this.#db, request, { onlyPublic: !isTrusted(identity) });
    return toConnection(rows, request, { key: (row) => [row.createdAt.getTime(), row.id], node: (row) => row });
  }

  #rowOf(id: string, { name, languages, isPublic, timeZone }: NewAssistant): AssistantRow {
    checkText(name, { path: ['input', 'name'], limit: NAME_LIMIT, required: true });
    return {
      id,
      name: name.trim(),
      languages: checkedLanguages(languages),
      isPublic: isPublic ?? false,
      timeZone: checkedTimeZone(timeZone ?? 'UTC'),
      createdAt: this.#clock.now(),
    };
  }
}

async function one(db: Database | Transaction, id: string): Promise<AssistantRow> {
  const [row] = await findAssistants(db, [id]);
  if (!row) throw new NotFound('assistant');
  return row;
}

/** In its canonical spelling. An offset such as `-03:00` is none: it would not know of summer time. */
function checkedTimeZone(timeZone: string): string {
  try {
    if (ZONE_NAME.test(timeZone)) return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    // Said below.
  }
  throw new InvalidInput(`"${timeZone}" is not an IANA time zone, e.g. America/Sao_Paulo.`, ['input', 'timeZone']);
}
const ZONE_NAME = /^[A-Za-z]/;

function checkedLanguages(languages: readonly string[]): string[] {
  const path = ['input', 'languages'];
  if (languages.length === 0 || languages.length > LANGUAGES_LIMIT)
    throw new InvalidInput(`An assistant speaks 1..${LANGUAGES_LIMIT} languages.`, path);
  const canonical = languages.map((language) => {
    const tag = canonicalLanguage(language);
    if (tag === undefined) throw new InvalidInput(`"${language}" is not a BCP 47 language tag.`, path);
    return tag;
  });
  return [...new Set(canonical)];
}
