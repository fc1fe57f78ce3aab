import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLResolveInfo, parse } from 'graphql';
import {
  DomainError,
  presentThenChanges,
  type Subgraph,
  type SubgraphContext,
  Topic,
} from '../../subgraphs/kit/index.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@inaccessible"])';

const RUNS = `${LINK}
  type Run @key(fields: "id") { id: ID! sequence: Int! state: String! seenBy: String! version: Version }
  type Version @key(fields: "id", resolvable: false) { id: ID! }
  type Query {
    run(id: ID!): Run
    runs(first: Int!): [Run!]!
    whoami: String
    crash: String
    refuse: String
    wait(ms: Int!): String
    secret: String @inaccessible
  }
  type Mutation { advance(id: ID!): Run wait(ms: Int!): String }
  type Subscription {
    "Begins with the present state."
    runUpdated(id: ID!): Run!
    "Begins with the next."
    runStarted: Run!
    broken: Run!
  }
`;
const VERSIONS = `${LINK}
  type Version @key(fields: "id") { id: ID! number: Int! askedBy: String }
  type Query { version(id: ID!): Version }
`;
const NOTES = `${LINK}
  type Run @key(fields: "id") { id: ID! note: String }
  type Query { noteCount: Int }
`;
/** The notes subgraph after a deployment: more fields. */
export const NEWER_NOTES = NOTES.replace('note: String', 'note: String noteLength: Int');
/** And after one that took away what clients use. */
export const POORER_NOTES = NOTES.replace('note: String', 'remark: String');

interface Run {
  id: string;
  sequence: number;
  state: string;
}

/** Three subgraphs that share entities, with counters of what they were asked. */
export class SmallGraph {
  readonly changes = new Topic<Run>();
  readonly asked = { runs: 0, versions: 0, notes: 0 };
  /** Subscriptions open on the runs subgraph now. */
  get listening(): number {
    return this.#listening;
  }
  readonly subgraphs: readonly Subgraph[];
  readonly aborted: string[] = [];
  readonly #runs = new Map<string, Run>();
  #listening = 0;

  constructor() {
    for (let i = 1; i <= 10; i++) this.#runs.set(`run_${i}`, { id: `run_${i}`, sequence: 1, state: 'QUEUED' });
    this.subgraphs = [
      subgraph('runs', RUNS, this.#runResolvers()),
      subgraph('versions', VERSIONS, {
        Query: { version: (_: unknown, { id }: { id: string }) => versionOf(id) },
        Version: {
          __resolveReference: ({ id }: { id: string }, { identity }: SubgraphContext) => {
            this.asked.versions++;
            return { ...versionOf(id), askedBy: identity.id };
          },
        },
      }),
      subgraph('notes', NOTES, {
        Query: { noteCount: () => 10 },
        Run: {
          __resolveReference: ({ id }: { id: string }) => {
            this.asked.notes++;
            return { id, note: `note on ${id}` };
          },
        },
      }),
    ];
  }

  /** Changes a run and tells everyone who listens. */
  advance(id: string, state = 'RUNNING'): Run {
    const before = this.#runs.get(id) ?? { id, sequence: 0, state: 'QUEUED' };
    const run = { id, sequence: before.sequence + 1, state };
    this.#runs.set(id, run);
    this.changes.publish(id, run);
    if (before.sequence === 0) this.changes.publish('started', run);
    return run;
  }

  supergraph(notes = NOTES): string {
    const { supergraphSdl, errors } = composeServices(
      this.subgraphs.map(({ name, sdl }) => ({
        name,
        url: `http://internal-${name}.example:4001/graphql`,
        typeDefs: parse(name === 'notes' ? notes : sdl),
      })),
    );
    if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
    return supergraphSdl;
  }

  #runResolvers() {
    const wait = async (_: unknown, { ms }: { ms: number }, { signal, requestId }: SubgraphContext) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      if (signal?.aborted) this.aborted.push(requestId);
      return 'waited';
    };
    const current = (events: AsyncIterableIterator<Run>) => {
      this.#listening++;
      return counted(events, () => this.#listening--);
    };
    return {
      Query: {
        run: (_: unknown, { id }: { id: string }) => {
          this.asked.runs++;
          return this.#runs.get(id) ?? null;
        },
        runs: (_: unknown, { first }: { first: number }) => [...this.#runs.values()].slice(0, first),
        whoami: (_: unknown, __: unknown, { identity }: SubgraphContext) => identity.id,
        crash: () => {
          throw new Error('password is hunter2 at http://10.0.0.7:5432');
        },
        refuse: () => {
          throw new DomainError('NOT_FOUND', 'There is no such run.');
        },
        wait,
        secret: () => 'only for rooms',
      },
      Mutation: { advance: (_: unknown, { id }: { id: string }) => this.advance(id), wait },
      Subscription: {
        runUpdated: {
          subscribe: (_: unknown, { id }: { id: string }) =>
            current(
              presentThenChanges(this.changes.listen(id), {
                read: () => Promise.resolve(this.#runs.get(id) ?? { id, sequence: 0, state: 'UNKNOWN' }),
                versionOf: ({ sequence }) => sequence,
                isLast: ({ state }) => state === 'SUCCEEDED',
              }),
            ),
          resolve: (run: Run) => run,
        },
        runStarted: { subscribe: () => current(this.changes.listen('started')), resolve: (run: Run) => run },
        broken: {
          subscribe: () => {
            throw new Error('the broker at amqp://internal is gone');
          },
        },
      },
      Run: {
        version: ({ id }: Run) => ({ __typename: 'Version', id: id.replace('run', 'mv') }),
        seenBy: (_: Run, __: unknown, { identity }: SubgraphContext, _info: GraphQLResolveInfo) => identity.id,
      },
    };
  }
}

function versionOf(id: string) {
  return { id, number: Number(id.split('_')[1]), askedBy: null };
}

function subgraph(name: string, sdl: string, resolvers: object): Subgraph {
  return { name, sdl, schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]) };
}

function counted<T>(events: AsyncIterableIterator<T>, onClose: () => void): AsyncIterableIterator<T> {
  let isClosed = false;
  const close = () => {
    if (!isClosed) onClose();
    isClosed = true;
  };
  return {
    async next() {
      const step = await events.next();
      if (step.done) close();
      return step;
    },
    async return() {
      close();
      await events.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
