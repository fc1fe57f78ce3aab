import { type Database, type Migration, type Notifications, transaction } from '../../platform/db/index.ts';
import type { Encoders } from '../../platform/encoder/index.ts';
import type { Clock, Lifecycle } from '../../platform/lifecycle/index.ts';
import type { Logger } from '../../platform/log/index.ts';
import { createOutbox } from '../../platform/queue/index.ts';
import type { ObjectStore } from '../../platform/objects/index.ts';
import { Assistants, buildSubgraph, type Rooms, type Subgraph } from '../kit/index.ts';
import { AssistantCache } from './assistant-cache.ts';
import { DeploymentWatcher } from './deployment-watcher.ts';
import { EntityExtractors, EntityFinder } from './entity-finder.ts';
import { EntityTypeResolver } from './entity-resolvers.ts';
import { EntityTypeService } from './entity-type-service.ts';
import { ExampleImport } from './example-import.ts';
import { ExampleResolver } from './example-resolvers.ts';
import { ExampleService } from './example-service.ts';
import { Explainer } from './explainer.ts';
import { Handles } from './handles.ts';
import { Interpreter } from './interpreter.ts';
import * as create from './migrations/20261122T1500-nlp-create.ts';
import * as shadowInterpretations from './migrations/20261128T0950-nlp-shadow.ts';
import * as outboxTable from './migrations/20261123T0747-nlp-outbox.ts';
import * as entityTypeTable from './migrations/20261128T1005-nlp-entity-types.ts';
import * as shadowsByTime from './migrations/20261128T1035-nlp-forget-shadows.ts';
import * as handoffIntents from './migrations/20261128T1205-nlp-handoff.ts';
import { CATALOGUE_CHANNEL } from './parts.ts';
import {
  AssistantResolver,
  ExplanationResolver,
  IntentResolver,
  InterpretationResolver,
  ShadowResolver,
} from './resolvers.ts';
import { NlpService } from './service.ts';
import { Shadow } from './shadow.ts';
import { readDefinitions } from './store/entity-type-store.ts';
import { readExamples, type SnapshotExample } from './store/example-store.ts';
import { readCatalogue } from './store/intent-store.ts';
import { readServedVersions, replaceServedVersions } from './store/served-version-store.ts';
import { forgetShadows } from './store/shadow-store.ts';
import { AssistantRef, DeploymentRef, TurnRef } from './types.ts';
import { VersionLoader } from './version-loader.ts';

export type { SnapshotExample } from './store/example-store.ts';

export const nlpMigrations: Readonly<Record<string, Migration>> = {
  '20261122T1500-nlp-create': create,
  '20261123T0747-nlp-outbox': outboxTable,
  '20261128T0950-nlp-shadow': shadowInterpretations,
  '20261128T1005-nlp-entity-types': entityTypeTable,
  '20261128T1035-nlp-forget-shadows': shadowsByTime,
  '20261128T1205-nlp-handoff': handoffIntents,
};

export interface NlpDependencies {
  db: Database;
  rooms: Rooms;
  notifications: Notifications;
  objects: Pick<ObjectStore, 'get' | 'keyOf'>;
  /** What versions with an encoder are served with. */
  encoders: Pick<Encoders, 'open'>;
  clock: Clock;
  log: Logger;
  /** Of this process: under it models knows who has acknowledged a deployment. */
  processId: string;
}

/** The room that knows what users may want, and interprets what they say with the version in service. */
export interface Nlp {
  readonly subgraph: Subgraph;
  readonly service: NlpService;
  /** Whether this process serves what it should, as far as it can know. */
  readonly isReady: boolean;
  /** Seeds an assistant; safe to call again. */
  importIntents: ExampleImport['importIntents'];
  /** The intents of an assistant, and whether anything is said to them. */
  intentsOf(assistantId: string): Promise<{ name: string; hasAnswer: boolean }[]>;
  /** All examples of an assistant, in the byte order of their ids: what a dataset snapshot is made from. */
  examplesForSnapshot(assistantId: string): AsyncIterable<SnapshotExample>;
  /** Forgets shadow interpretations of more than ninety days ago. Safe to repeat. */
  forgetShadows(): Promise<void>;
  /**
   * Listens for changes and follows deployments until the lifecycle stops. Needs the other rooms to be reachable, not to be up:
   * the versions served last are loaded when the promise resolves.
   */
  start(lifecycle: Lifecycle): Promise<void>;
}

export function createNlp({
  db,
  rooms,
  notifications,
  objects,
  encoders,
  clock,
  log,
  processId,
}: NlpDependencies): Nlp {
  const catalogues = new AssistantCache((assistantId) => readCatalogue(db, assistantId));
  const extractors = new AssistantCache(
    async (assistantId) => new EntityExtractors(await readDefinitions(db, assistantId)),
  );
  const taught = [catalogues, extractors];
  const handles = new Handles();
  const parts = {
    db,
    notifications,
    assistants: new Assistants(rooms),
    clock,
    outbox: createOutbox({ schema: 'nlp', notifications }),
    forget: (assistantId: string) => taught.forEach((cache) => cache.forget(assistantId)),
  };
  const service = new NlpService(parts, catalogues);
  const entityTypes = new EntityTypeService(parts);
  const imports = new ExampleImport(parts);
  const shadow = new Shadow({ db, log });
  const interpreter = new Interpreter({ db, handles, catalogues, extractors, clock, shadow });
  const explainer = new Explainer({ handles, rooms, interpretationsOf: interpreter.interpretationsOf });
  const watcher = new DeploymentWatcher({
    handles,
    loader: new VersionLoader({ readArtifact: (uri) => objects.get(objects.keyOf(uri)), encoders, log }),
    servedVersions: {
      read: () => readServedVersions(db),
      replace: (assistantId, versions) => transaction(db, (tx) => replaceServedVersions(tx, assistantId, versions)),
    },
    rooms,
    clock,
    log,
    processId,
  });
  const subgraph = buildSubgraph({
    name: 'nlp',
    resolvers: [
      new IntentResolver(service),
      new AssistantResolver(service),
      new EntityTypeResolver(entityTypes, new EntityFinder({ extractors, handles, clock })),
      new ExampleResolver(imports, new ExampleService(parts)),
      new InterpretationResolver(interpreter),
      new ExplanationResolver(explainer),
      new ShadowResolver(shadow),
    ],
    references: { Intent: service.intentsById },
    stubs: { Turn: TurnRef, Assistant: AssistantRef, Deployment: DeploymentRef },
  });

  return {
    subgraph,
    service,
    get isReady() {
      return watcher.isReady;
    },
    importIntents: (seed) => imports.importIntents(seed),
    async intentsOf(assistantId) {
      const catalogue = await catalogues.of(assistantId);
      return [...catalogue.values()].map(({ name, answers }) => ({ name, hasAnswer: answers.size > 0 }));
    },
    examplesForSnapshot: (assistantId) => readExamples(db, assistantId),
    forgetShadows: () => forgetShadows(db, clock.now()),
    async start(lifecycle) {
      const stopForgetting = await notifications.listen(CATALOGUE_CHANNEL, parts.forget, {
        onReconnect: () => taught.forEach((cache) => cache.forgetAll()),
      });
      lifecycle.onStop('nlp catalogue changes', stopForgetting);
      const lookNow = () => watcher.lookNow();
      const stopDeployments = await notifications.listen('models_deployment', lookNow, { onReconnect: lookNow });
      lifecycle.onStop('nlp deployment changes', stopDeployments);
      lifecycle.onStop('nlp shadow interpretations', () => shadow.stop());
      await watcher.start(lifecycle);
    },
  };
}
