import type { Database, Migration, Notifications, Transaction } from '../../platform/db/index.ts';
import type { Clock, Lifecycle } from '../../platform/lifecycle/index.ts';
import type { Logger } from '../../platform/log/index.ts';
import type { ObjectStore } from '../../platform/objects/index.ts';
import type { Delivery } from '../../platform/queue/index.ts';
import { buildSubgraph, type Rooms, type Subgraph } from '../kit/index.ts';
import { ABANDONED_AFTER_MS, noteAbandonments } from './abandonment.ts';
import { admitStaff } from './access.ts';
import { type Archiver, createArchiver } from './archiver.ts';
import { ConflictQueries } from './conflict-resolvers.ts';
import { findConflicts } from './conflicts.ts';
import { ChangeOutbox } from './change-outbox.ts';
import { DeliveryResolver } from './delivery-resolvers.ts';
import { DeliveryService } from './delivery-service.ts';
import { deriveLabels, type Label, type SeedIntentOf } from './labels.ts';
import { type FeedbackChanged, readMessage, type TurnObserved } from './messages.ts';
import * as create from './migrations/20261122T1430-feedback-create.ts';
import * as oneVoice from './migrations/20261123T0405-feedback-one-voice-a-turn.ts';
import * as observedTurns from './migrations/20261128T0850-feedback-observed-turns.ts';
import * as abandonment from './migrations/20261128T1210-feedback-abandonment.ts';
import * as paceTable from './migrations/20261128T1220-feedback-pace.ts';
import * as standing from './migrations/20261128T1330-feedback-standing.ts';
import * as reviewInbox from './migrations/20261128T1245-feedback-review-inbox.ts';
import * as outOfScopeReviews from './migrations/20261128T1540-feedback-out-of-scope-reviews.ts';
import * as origin from './migrations/20261128T1845-feedback-origin.ts';
import * as outboxRefusals from './migrations/20261123T0310-feedback-outbox-refusals.ts';
import { observeTurns } from './observer.ts';
import { FeedbackReader } from './reader.ts';
import { RecordedFeedback } from './recorded-topic.ts';
import { type AcceptanceOf, arrive, recordChanges } from './recorder.ts';
import {
  FeedbackCounts,
  FeedbackFields,
  FeedbackMutations,
  FeedbackQueries,
  FeedbackSubscriptions,
  TurnFields,
} from './resolvers.ts';
import { ReviewItemCounts, ReviewItemFields, ReviewMutations, ReviewQueries } from './review-resolvers.ts';
import { ProposalMutations, ProposalQueries } from './proposal-resolvers.ts';
import { ProposalAcceptor } from './review/acceptance.ts';
import { gather } from './review/gather.ts';
import { ProposedIntents } from './review/proposals.ts';
import { ReviewReader } from './review/reader.ts';
import { ReviewService } from './review/service.ts';
import { FeedbackService } from './service.ts';
import { readEvidence } from './store/evidence.ts';
import { standingReviews } from './store/reviews.ts';
import { forgetObservedTurns, forgetUnreviewed } from './store/observed-turns.ts';
import { forgetPaces } from './store/pace.ts';
import { findUnlabelled, type Unlabelled } from './store/unlabelled.ts';
import { TurnRef } from './types.ts';

export type { Label } from './labels.ts';
export type { Unlabelled } from './store/unlabelled.ts';
export type { Acceptance } from './vocabulary.ts';

const FEEDBACK_PER_MINUTE = 60;
const BURST_MINUTES = 5;

export const feedbackMigrations: Record<string, Migration> = {
  '20261122T1430-feedback-create': create,
  '20261123T0310-feedback-outbox-refusals': outboxRefusals,
  '20261123T0405-feedback-one-voice-a-turn': oneVoice,
  '20261128T0850-feedback-observed-turns': observedTurns,
  '20261128T1210-feedback-abandonment': abandonment,
  '20261128T1220-feedback-pace': paceTable,
  '20261128T1245-feedback-review-inbox': reviewInbox,
  '20261128T1330-feedback-standing': standing,
  '20261128T1540-feedback-out-of-scope-reviews': outOfScopeReviews,
  '20261128T1845-feedback-origin': origin,
};

export interface FeedbackDependencies {
  db: Database;
  rooms: Rooms;
  notifications: Notifications;
  objects: ObjectStore;
  /** The way of all rooms' messages. */
  delivery: Delivery;
  clock: Clock;
  log: Logger;
  /** Asked in the consumer's transaction whether corrections teach at once; AUTO unless given. */
  acceptanceOf?: AcceptanceOf;
  /** So long after a fallback without a further turn its user has given up; half an hour unless given. */
  abandonedAfterMs?: number;
  /** How much feedback one user may give a minute in the long run, and five times as much at once; 60 unless given. */
  perMinute?: number;
}

/** What the rest of the program may ask of feedback. */
export interface Feedback {
  readonly subgraph: Subgraph;
  readonly service: FeedbackService;
  readonly archiver: Archiver;
  /**
   * Takes messages of the queue in their order: records feedback, and reads implicit feedback from turns. Idempotent. Resolves to the
   * messages as they now stand: each feedback in the status with which it arrived.
   * @throws UnreadableMessage for a message of another kind or version, which belongs into the dead-letter queue.
   */
  consumeBatch(tx: Transaction, messages: readonly unknown[]): Promise<readonly unknown[]>;
  /** What feedback teaches about the assistant's utterances now, one row per near-equal utterance. Derived at each call. */
  labelsFor(assistantId: string, options: { seedIntentOf: SeedIntentOf }): Promise<Label[]>;
  /** What the assistant's users said of late and nobody has spoken about, near-equal utterances once, at most `limit`, those last heard first. */
  unlabelledFor(assistantId: string, options: { limit: number }): Promise<Unlabelled[]>;
  /** Those of the reviews that still settle what an utterance of the inbox means: none that was undone. */
  standingReviews(reviewIds: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * Forgets observed turns of more than ninety days ago, but those that somebody spoke about, and what waits in the inbox for nothing but them.
   * Safe to repeat.
   */
  forgetTurns(): Promise<void>;
  /** Forgets who has not used up what one user may say. Safe to repeat. */
  forgetPaces(): Promise<void>;
  /** Says of fallbacks after which nobody said anything more in time that they were abandoned; for once a minute, in any number of processes. */
  noteAbandonments(): Promise<void>;
  /** Hears what other processes record; without it subscribers get nothing. */
  start(lifecycle: Lifecycle): Promise<void>;
}

/** Opens the room of feedback. Its migrations have run. */
export function createFeedback(dependencies: FeedbackDependencies): Feedback {
  const {
    db,
    rooms,
    notifications,
    objects,
    delivery,
    clock,
    log,
    acceptanceOf = () => Promise.resolve('AUTO'),
    abandonedAfterMs = ABANDONED_AFTER_MS,
    perMinute = FEEDBACK_PER_MINUTE,
  } = dependencies;
  const outbox = new ChangeOutbox({ schema: 'feedback', notifications });
  const service = new FeedbackService({
    db,
    rooms,
    clock,
    outbox,
    pace: { perMinute, burst: BURST_MINUTES * perMinute },
  });
  const reader = new FeedbackReader(db);
  const reviews = new ReviewReader(db);
  const reviewService = new ReviewService({ db, rooms, clock, outbox });
  const recorded = new RecordedFeedback({ db, notifications, log });
  const subgraph = buildSubgraph({
    name: 'feedback',
    resolvers: [
      new FeedbackMutations(service),
      new FeedbackQueries(reader),
      new FeedbackCounts(reader),
      new ConflictQueries((assistantId, call) => findConflicts({ db, rooms }, assistantId, call)),
      new ReviewMutations(reviewService),
      new ReviewQueries(reviews),
      new ReviewItemCounts(reviews),
      new ReviewItemFields(reviews),
      new ProposalQueries(new ProposedIntents(db)),
      new ProposalMutations(new ProposalAcceptor({ db, rooms }, reviewService)),
      new FeedbackFields(),
      new FeedbackSubscriptions(),
      new DeliveryResolver(new DeliveryService({ db, delivery, clock, outbox })),
      new TurnFields(reader.loadOfTurns),
    ],
    references: { Feedback: reader.loadMany },
    stubs: { Turn: TurnRef },
    subscriptions: {
      feedbackRecorded: ({ assistantId }: { assistantId: string }, { identity }) => {
        admitStaff(identity);
        return recorded.topic.listen(assistantId);
      },
    },
  });

  async function consumeBatch(tx: Transaction, messages: readonly unknown[]): Promise<readonly unknown[]> {
    const read = messages.map(readMessage);
    const turns = read.filter(isTurn);
    await observeTurns(tx, turns, { outbox, abandonedAfterMs });
    const arrived = await arrive(tx, read.filter(isChange), acceptanceOf);
    for (const [assistantId, ids] of await recordChanges(tx, arrived)) await recorded.tell(tx, assistantId, ids);
    await gather(tx, { turns, changes: arrived, now: clock.now() });
    const next = arrived.values();
    return messages.map((message, i) => (isChange(read[i]) ? next.next().value : message));
  }

  return {
    subgraph,
    service,
    archiver: createArchiver({ db, objects, log }),
    consumeBatch,
    labelsFor: async (assistantId, { seedIntentOf }) =>
      deriveLabels(await readEvidence(db, assistantId), seedIntentOf).labels,
    unlabelledFor: (assistantId, { limit }) => findUnlabelled(db, { assistantId, limit }),
    async forgetTurns() {
      await forgetObservedTurns(db, clock.now());
      await forgetUnreviewed(db);
    },
    standingReviews: (reviewIds) => standingReviews(db, reviewIds),
    forgetPaces: () => forgetPaces(db, clock.now()),
    noteAbandonments: () => noteAbandonments({ db, clock, outbox, abandonedAfterMs }),
    start: (lifecycle) => recorded.listen(lifecycle),
  };
}

type Message = ReturnType<typeof readMessage>;

function isTurn(message: Message): message is TurnObserved {
  return message.kind === 'TurnObserved';
}
function isChange(message: Message | undefined): message is FeedbackChanged {
  return message?.kind === 'FeedbackChanged';
}
