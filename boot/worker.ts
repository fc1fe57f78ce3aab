import { createRelay } from '../platform/queue/index.ts';
import type { Pipeline } from '../pipeline/index.ts';
import { startChores } from './chores.ts';
import { startCleanUp } from './clean-up.ts';
import { createConsumer } from './consumer.ts';
import { ROOMS } from './roles.ts';
import { OUTBOXES, type SixRooms } from './rooms.ts';
import type { Services } from './services.ts';

/** Batches fetched side by side: SQS gives ten messages at a time, and sixty at once are recorded for little more than ten. */
const FETCHED_SIDE_BY_SIDE = 6;
const MINUTE_MS = 60_000;

/** The role that moves what others have committed: outboxes to the queue, the queue to the rooms, events to the archive, alerts to webhooks, runs to their end, and forgets what is too old. */
export async function startWorker(
  { db, queue, notifications, lifecycle, log }: Services,
  { rooms, pipeline }: { rooms: SixRooms; pipeline: Pipeline },
): Promise<void> {
  const { nlp, feedback, models } = rooms;
  await pipeline.start({ nlp, feedback, models });
  createConsumer({ db, queue, consumers: [feedback, models], instances: FETCHED_SIDE_BY_SIDE, lifecycle, log });
  for (const schema of OUTBOXES) createRelay({ db, schema, queue, notifications, lifecycle, log });
  feedback.archiver.start(lifecycle);
  models.webhooks.start(lifecycle);
  const forgetting = {
    'observed turns': () => feedback.forgetTurns(),
    'paces of feedback': () => feedback.forgetPaces(),
    'shadow interpretations': () => nlp.forgetShadows(),
  };
  startCleanUp({ db, schemas: ROOMS, chores: forgetting, lifecycle, log });
  const chores = { 'abandoned conversations': () => feedback.noteAbandonments() };
  startChores({ name: 'chores of the minute', chores, everyMs: MINUTE_MS, lifecycle, log });
}
