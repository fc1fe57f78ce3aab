import { createHash } from 'node:crypto';
import { DEFAULT_PARAMETERS, encodeModel, train } from '../../../nlu/index.ts';
import { encodersIn } from '../../../platform/encoder/index.ts';
import { Lifecycle } from '../../../platform/lifecycle/index.ts';
import { createLogger } from '../../../platform/log/index.ts';
import type { ObjectStore } from '../../../platform/objects/index.ts';
import {
  inProcessSource,
  type RoomDocument,
  type Rooms,
  type SubgraphSource,
  Unavailable,
} from '../../../subgraphs/kit/index.ts';
import { createNlp, type Nlp, nlpMigrations } from '../../../subgraphs/nlp/index.ts';
import type { DesiredDeployment } from '../../../subgraphs/nlp/neighbours.ts';
import { createTestBucket } from '../../kit/aws.ts';
import { createTestClock } from '../../kit/clock.ts';
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts';

export const ASSISTANT = 'asst_1';
const log = createLogger({ level: 'silent', name: 'test' });

interface Acknowledged {
  input: {
    processId: string;
    deployments: string[];
    champions?: string[];
    leaseSeconds: number;
    faults?: { deploymentId: string; message: string }[];
  };
}

/** Conversation and models, as far as nlp asks them. */
class Neighbours implements Rooms {
  desired: DesiredDeployment[] = [];
  isModelsUp = true;
  /** What was said, by turn. */
  readonly utterances = new Map<string, string>();
  /** Per process, the deployments that it said it serves. */
  readonly acknowledged = new Map<string, readonly string[]>();
  /** Those of them that answer as champions. */
  readonly champions = new Map<string, readonly string[]>();
  /** Per process, what it said it cannot serve. */
  readonly faults = new Map<string, readonly { deploymentId: string; message: string }[]>();

  async ask<TResult, TVariables extends object>(
    { room, query }: RoomDocument<TResult, TVariables>,
    variables: TVariables,
  ): Promise<TResult> {
    const answer = room === 'models' ? this.#models(query, variables) : this.#conversation(variables);
    return (await Promise.resolve(answer)) as TResult;
  }

  #models(query: string, variables: object): object {
    if (!this.isModelsUp) throw new Unavailable('The models subgraph does not answer.');
    if (query.startsWith('query')) return { desiredDeployments: this.desired };
    const { input } = variables as Acknowledged;
    this.faults.set(input.processId, input.faults ?? []);
    this.champions.set(input.processId, input.champions ?? []);
    if (input.leaseSeconds > 0) this.acknowledged.set(input.processId, input.deployments);
    else this.acknowledged.delete(input.processId);
    return { acknowledgeDeployment: true };
  }

  #conversation(variables: object): object {
    if ('turnId' in variables) {
      const utterance = this.utterances.get(variables.turnId as string);
      return { turnFacts: utterance === undefined ? null : { utterance } };
    }
    return { assistant: 'id' in variables && variables.id === ASSISTANT ? { id: ASSISTANT } : null };
  }
}

/** The nlp room over a database and a bucket of its own. */
export class NlpRoom {
  readonly database: TestDatabase;
  readonly objects: ObjectStore;
  readonly neighbours = new Neighbours();
  readonly clock = createTestClock();

  private constructor(database: TestDatabase, objects: ObjectStore) {
    this.database = database;
    this.objects = objects;
  }

  static async open(): Promise<NlpRoom> {
    return new NlpRoom(await createTestDatabase({ migrations: nlpMigrations }), await createTestBucket());
  }

  /** One process that serves the room. */
  async process(processId = 'p1', encodersRoot?: string): Promise<NlpProcess> {
    const { db, notifications } = this.database;
    const nlp = createNlp({
      db,
      notifications,
      rooms: this.neighbours,
      objects: this.objects,
      encoders: encodersIn(encodersRoot),
      clock: this.clock,
      log,
      processId,
    });
    return new NlpProcess(nlp);
  }

  /** Keeps bytes as an artefact and gives what models would want of it. */
  async artifact(
    bytes: Uint8Array,
    deployment: Partial<DesiredDeployment> & { deploymentId: string; modelVersionId: string },
  ): Promise<DesiredDeployment> {
    const artifactSha256 = createHash('sha256').update(bytes).digest('hex');
    const key = `models/${deployment.deploymentId}`;
    await this.objects.put(key, bytes);
    return {
      assistantId: ASSISTANT,
      artifactUri: this.objects.uri(key),
      artifactSha256,
      trafficShare: 1,
      state: 'LIVE',
      ...deployment,
    };
  }

  /** Tells every process that there is something to look at. */
  async notifyDeployment(): Promise<void> {
    await this.database.notifications.notify(this.database.db, 'models_deployment', ASSISTANT);
  }

  close(): Promise<void> {
    return this.database.close();
  }
}

/** Calls `look` until it is true; the test's own time limit ends a wait in vain. */
export async function until(look: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await look())) await new Promise((resolve) => setTimeout(resolve, 10));
}

export interface InterpretAnswer {
  interpretation: {
    intent: string | null;
    confidence: number;
    isOutOfScope: boolean;
    language: string;
    modelVersionId: string;
    ranking: { intent: string; confidence: number }[];
    entities: { type: string; value: string; start: number; end: number }[];
  } | null;
  decision: string;
  answer: string | null;
  options: { intent: string; label: string }[];
  handoffIntents: string[];
  language: string;
}

const INTERPRET = `mutation($input: InterpretInput!) { interpret(input: $input) {
  interpretation { intent confidence isOutOfScope language modelVersionId ranking { intent confidence }
    entities { type value start end } }
  decision answer options { intent label } handoffIntents language } }`;

export class NlpProcess {
  readonly nlp: Nlp;
  readonly #source: SubgraphSource;
  readonly #lifecycle = new Lifecycle();
  #turns = 0;

  constructor(nlp: Nlp) {
    this.nlp = nlp;
    this.#source = inProcessSource(nlp.subgraph, log);
  }

  start(): Promise<void> {
    return this.nlp.start(this.#lifecycle);
  }

  stop(): Promise<void> {
    return this.#lifecycle.stop('test');
  }

  async ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors } = await this.#source.execute({
      query,
      variables,
      identity: { id: 'admin', roles: ['admin'] },
      requestId: 'test',
    });
    if (errors) throw new Error(JSON.stringify(errors));
    return data as T;
  }

  /** One mutation's payload, by the names of its input and of its fields. */
  async mutate<T>(
    name: string,
    input: object,
    fields: string,
  ): Promise<T & { errors: { code: string; path: string[] | null }[] }> {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
    const query = `mutation($input: ${type}) { ${name}(input: $input) { ${fields} errors { code path } } }`;
    return (await this.ask<Record<string, never>>(query, { input }))[name] as never;
  }

  async interpret(utterance: string, more: object = {}): Promise<InterpretAnswer> {
    const input = {
      assistantId: ASSISTANT,
      conversationId: 'conv_1',
      turnId: `turn_${++this.#turns}`,
      utterance,
      ...more,
    };
    return (await this.ask<{ interpret: InterpretAnswer }>(INTERPRET, { input })).interpret;
  }
}

const UTTERANCES: Record<string, string[]> = {
  greeting: [
    'hello there',
    'hi',
    'good morning',
    'hey bot',
    'hello my friend',
    'good evening to you',
    'hi there friend',
    'hey good day',
  ],
  library_hours: [
    'when does the library open',
    'library opening hours',
    'is the library open on sunday',
    'what time does the library close',
    'hours of the library please',
    'until when is the library open',
    'library schedule this week',
    'does the library open early',
  ],
  loan_renewal: [
    'renew my book loan',
    'how do I renew a loan',
    'extend the loan of my book',
    'I want to renew the books I borrowed',
    'renewal of a borrowed book',
    'can I extend my loan',
    'renew loan online',
    'please renew my loan',
  ],
};

/** A small real model; `intents` renames the intents, so that two models can be told apart by their answers. */
export function trainedModel(names: Record<string, string> = {}): Uint8Array {
  const examples = Object.entries(UTTERANCES).flatMap(([intent, utterances]) =>
    utterances.map((utterance, i) => ({
      id: `${intent}-${i}`,
      utterance,
      intent: names[intent] ?? intent,
      language: 'en',
      weight: 1,
      split: 'train' as const,
    })),
  );
  return encodeModel(train({ examples, seed: 1, parameters: DEFAULT_PARAMETERS }));
}
