import { sql } from 'kysely';
import type { Identity } from '../../../platform/auth/index.ts';
import { type Database, transaction } from '../../../platform/db/index.ts';
import { createLogger } from '../../../platform/log/index.ts';
import type { ObjectStore } from '../../../platform/objects/index.ts';
import type { Delivery } from '../../../platform/queue/index.ts';
import {
  type Acceptance,
  createFeedback,
  feedbackMigrations,
  type Feedback,
} from '../../../subgraphs/feedback/index.ts';
import { inProcessSource, type RoomDocument, type Rooms } from '../../../subgraphs/kit/index.ts';
import { createTestClock, type TestClock } from '../../kit/clock.ts';
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts';

export const ADMIN: Identity = { id: 'admin', roles: ['admin'] };
export const ANALYST: Identity = { id: 'ana.lyst', roles: ['analyst'] };
export const APP: Identity = { id: 'app', roles: ['app'] };
export const userOf = (conversationId: string): Identity => ({
  id: `token:${conversationId}`,
  roles: ['user'],
  boundTo: conversationId,
});

export interface FeedbackNode {
  id: string;
  turnId: string;
  source: string;
  verdict: string;
  signal: string | null;
  correctedIntent: string | null;
  correctedAnswer: string | null;
  comment: string | null;
  status: string;
  at: string;
  supersededBy: string | null;
}
const FEEDBACK = 'id turnId source verdict signal correctedIntent correctedAnswer comment status at supersededBy';

export interface MutationAnswer {
  feedback: FeedbackNode | null;
  errors: { code: string; path: string[] | null }[];
}

/** A turn that conversation knows. */
interface KnownTurn {
  turnId: string;
  conversationId: string;
  assistantId: string;
  endUserId: string | null;
  utterance: string;
  language: string | null;
  index: number;
  at: string;
  replyKind: string;
  intent: string | null;
  chosenIntent: string | null;
  confidence: number | null;
  modelVersionId: string | null;
}

/** Feedback with its own database, and other rooms that say what the test wants. */
export interface TestRoom {
  readonly db: Database;
  readonly test: TestDatabase;
  readonly room: Feedback;
  readonly clock: TestClock;
  /** The intents of nlp's examples, by utterance. */
  readonly seeds: Map<string, string | null>;
  /** The intents of nlp, in the order in which they were made. */
  readonly intents: string[];
  /** How new corrections are accepted from now on. */
  acceptance: Acceptance;
  /** Makes a turn known to conversation, and returns it. */
  turn(facts?: Partial<KnownTurn>): KnownTurn;
  execute<T>(query: string, variables?: Record<string, unknown>, identity?: Identity): Promise<Executed<T>>;
  subscribe<T>(query: string): Promise<AsyncIterableIterator<{ data: T }>>;
  submit(input: Record<string, unknown>, identity?: Identity): Promise<MutationAnswer>;
  report(input: Record<string, unknown>, identity?: Identity): Promise<MutationAnswer>;
  retract(input: Record<string, unknown>, identity?: Identity): Promise<MutationAnswer>;
  review(input: Record<string, unknown>, identity?: Identity): Promise<MutationAnswer>;
  history(filter?: Record<string, unknown>, first?: number): Promise<FeedbackNode[]>;
  /** The messages that wait in the outbox, in order, as JSON. */
  outbox(): Promise<Record<string, unknown>[]>;
  /** Lets all messages of the outbox come through, without a queue between. */
  settle(): Promise<void>;
  consume(...messages: unknown[]): Promise<void>;
  close(): Promise<void>;
}
interface Executed<T> {
  data: T;
  errors: { message: string; extensions: Record<string, unknown> }[] | undefined;
}

const KNOWN_INTENTS = ['library', 'student_card', 'grades'];
const silent = createLogger({ level: 'silent', name: 'test' });

/** Nothing waits anywhere. */
const NO_DELIVERY: Delivery = {
  depth: () => Promise.resolve({ queue: { waiting: 0, inFlight: 0, deadLetters: 0 }, outboxes: [] }),
  redrive: () => Promise.resolve(0),
  release: () => Promise.resolve(0),
};

export async function openRoom({
  objects,
  delivery,
}: { objects?: ObjectStore; delivery?: (db: Database) => Delivery } = {}): Promise<TestRoom> {
  const test = await createTestDatabase({ migrations: feedbackMigrations });
  const clock = createTestClock();
  const turns = new Map<string, KnownTurn>();
  const seeds = new Map<string, string | null>();
  const intents = [...KNOWN_INTENTS];
  const rooms: Rooms = {
    ask: <TResult, TVariables extends object>({ room }: RoomDocument<TResult, TVariables>, variables: TVariables) => {
      const {
        turnId,
        names,
        utterances = [],
        input,
      } = variables as {
        turnId?: string;
        names?: string[];
        utterances?: string[];
        input?: { name: string };
      };
      const answers: Record<string, object> = {
        conversation: { turnFacts: turns.get(turnId ?? '') ?? null },
        nlp: {
          knownIntents: intents.filter((name) => names?.includes(name)),
          createIntent: input && { errors: createIntent(intents, input.name) },
          seedIntents: utterances.flatMap((utterance) => {
            const intent = seeds.get(utterance);
            return intent === undefined ? [] : [{ utterance, intent }];
          }),
        },
      };
      return Promise.resolve(answers[room] as TResult);
    },
  };
  const room = createFeedback({
    delivery: delivery?.(test.db) ?? NO_DELIVERY,
    db: test.db,
    rooms,
    notifications: test.notifications,
    objects: objects ?? noObjects(),
    clock,
    log: silent,
    acceptanceOf: () => Promise.resolve(testRoom.acceptance),
  });
  const source = inProcessSource(room.subgraph, silent);

  async function execute<T>(query: string, variables: Record<string, unknown> = {}, identity = ADMIN) {
    const result = await source.execute({ query, variables, identity, requestId: 'test' });
    return { data: result.data, errors: result.errors } as unknown as Executed<T>;
  }
  async function mutate(name: string, input: Record<string, unknown>, identity: Identity): Promise<MutationAnswer> {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const { data, errors } = await execute<Record<string, MutationAnswer>>(
      `mutation($input: ${type}!) { ${name}(input: $input) { feedback { ${FEEDBACK} } errors { code path } } }`,
      { input },
      identity,
    );
    if (errors) throw Object.assign(new Error(errors[0]?.message), { code: errors[0]?.extensions['code'] });
    return data[name] as MutationAnswer;
  }
  async function outboxRows(): Promise<{ sequence: number; body: Record<string, unknown> }[]> {
    const tables = test.db
      .withSchema('feedback')
      .withTables<{ outbox: { sequence: number; body: Record<string, unknown> } }>();
    return tables.selectFrom('outbox').select(['sequence', 'body']).orderBy('sequence').execute();
  }
  async function consume(...messages: unknown[]): Promise<void> {
    const bodies = messages.map((message) => JSON.parse(JSON.stringify(message)) as unknown);
    await transaction(test.db, (tx) => room.consumeBatch(tx, bodies));
  }

  const testRoom: TestRoom = {
    db: test.db,
    test,
    room,
    clock,
    execute,
    consume,
    seeds,
    intents,
    acceptance: 'AUTO',
    turn(facts = {}) {
      const turn: KnownTurn = {
        turnId: `turn_${turns.size + 1}`,
        conversationId: 'conv_1',
        assistantId: 'asst_1',
        endUserId: null,
        utterance: 'the turnstile swallows my card',
        language: 'en',
        index: turns.size,
        at: clock.now().toISOString(),
        replyKind: 'ANSWER',
        intent: 'library',
        chosenIntent: null,
        confidence: 0.8,
        modelVersionId: 'version_1',
        ...facts,
      };
      turns.set(turn.turnId, turn);
      return turn;
    },
    subscribe: <T>(query: string) =>
      source.subscribe({ query, identity: ADMIN, requestId: 'test' }) as Promise<AsyncIterableIterator<{ data: T }>>,
    submit: (input, identity = ADMIN) => mutate('submitFeedback', input, identity),
    report: (input, identity = ADMIN) => mutate('recordSignal', input, identity),
    retract: (input, identity = ADMIN) => mutate('retractFeedback', input, identity),
    review: (input, identity = ADMIN) => mutate('reviewFeedback', input, identity),
    async history(filter = {}, first = 100) {
      const { data } = await execute<{ feedbackHistory: { edges: { node: FeedbackNode }[] } }>(
        `query($filter: FeedbackFilter!, $first: Int!) { feedbackHistory(filter: $filter, first: $first) { edges { node { ${FEEDBACK} } } } }`,
        { filter: { assistantId: 'asst_1', ...filter }, first },
      );
      return data.feedbackHistory.edges.map(({ node }) => node);
    },
    outbox: async () => (await outboxRows()).map(({ body }) => body),
    async settle() {
      const rows = await outboxRows();
      if (rows.length === 0) return;
      await consume(...rows.map(({ body }) => body));
      const tables = test.db.withSchema('feedback').withTables<{ outbox: { sequence: number } }>();
      await tables
        .deleteFrom('outbox')
        .where(
          'sequence',
          'in',
          rows.map(({ sequence }) => sequence),
        )
        .execute();
    },
    close: () => test.close(),
  };
  return testRoom;
}

/** What nlp says to a new intent. */
function createIntent(intents: string[], name: string): { code: string; message: string; path: string[] }[] {
  const isName = name !== '' && name.length <= 100;
  if (isName && !intents.includes(name)) {
    intents.push(name);
    return [];
  }
  const code = isName ? 'INTENT_EXISTS' : 'INVALID_INPUT';
  return [{ code, message: 'nlp refuses it', path: ['input', 'name'] }];
}

/** How many transactions of this database wait for an advisory lock. */
export async function countWaiting(db: Database): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*) as waiting from pg_locks join pg_database on pg_database.oid = database
    where locktype = 'advisory' and not granted and datname = current_database()`.execute(db);
  return rows[0]?.waiting ?? 0;
}

function noObjects(): ObjectStore {
  return new Proxy({} as ObjectStore, {
    get: (_, name) => () => Promise.reject(new Error(`this test has no objects to ${String(name)}`)),
  });
}
