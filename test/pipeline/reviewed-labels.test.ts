import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { takeSnapshot } from '../../pipeline/steps/snapshot.ts';
import { encodersIn } from '../../platform/encoder/index.ts';
import { createLogger } from '../../platform/log/index.ts';
import { Inbox } from '../subgraphs/feedback/inbox.ts';
import { openRoom, type TestRoom } from '../subgraphs/feedback/room.ts';
import { ModelsRoom } from '../subgraphs/models/models-room.ts';
import { facesOver, libraryExamples } from './small-assistant.ts';

const ASSISTANT = 'asst_1';
const log = createLogger({ level: 'silent', name: 'test' });
const encoders = encodersIn(undefined);

interface Shown {
  utterance: string;
  intent: string | null;
  source: string;
  feedbackIds: string[];
  reviewIds: string[];
}

let models: ModelsRoom;
let feedback: TestRoom;
beforeAll(async () => {
  [models, feedback] = await Promise.all([ModelsRoom.open(), openRoom()]);
});
afterAll(() => Promise.all([models.close(), feedback.close()]));

/** The labels in a snapshot of what is taught now, or in one restored. */
async function labelsInSnapshot(restoredId?: string): Promise<Shown[]> {
  return (await snapshotOf(restoredId)).labels;
}

async function requested(): Promise<string> {
  return (await models.request(ASSISTANT)).trainingRun?.id ?? '';
}

async function restored(snapshotId: string): Promise<string> {
  const { restoreDatasetSnapshot } = await models.ask<{ restoreDatasetSnapshot: { trainingRun: { id: string } } }>(
    'mutation($input: RestoreDatasetSnapshotInput!) { restoreDatasetSnapshot(input: $input) { trainingRun { id } } }',
    { input: { assistantId: ASSISTANT, snapshotId, reason: 'a look back' } },
  );
  return restoreDatasetSnapshot.trainingRun.id;
}

async function snapshotOf(restoredId?: string): Promise<{ id: string; labels: Shown[]; all: Shown[] }> {
  const runId = await (restoredId === undefined ? requested() : restored(restoredId));
  await models.models.recorder.begin(runId);
  const { nlp } = facesOver({ examples: libraryExamples(), labels: [] });
  const { objects } = models;
  const context = { nlp, feedback: feedback.room, models: models.models, objects, encoders, log };
  const id = await takeSnapshot(context, { runId, assistantId: ASSISTANT });
  await models.models.recorder.fail(runId, 'a test that goes no further');
  const { datasetSnapshot } = await models.ask<{ datasetSnapshot: { examples: { edges: { node: Shown }[] } } }>(
    `query($id: ID!) { datasetSnapshot(id: $id) {
      examples(first: 100) { edges { node { utterance intent source feedbackIds reviewIds } } } } }`,
    { id },
  );
  const all = datasetSnapshot.examples.edges.map(({ node }) => node);
  return { id, all, labels: all.filter(({ source }) => source !== 'SEED') };
}

it('goes from the queue to the inbox, by a decision to a label, and into the next snapshot until it is undone', async () => {
  const inbox = new Inbox(feedback);
  const [turnId] = await inbox.hear({ utterance: 'my marks please', confidence: 0.3 });
  await feedback.submit({ turnId, verdict: 'CORRECTION', correctedIntent: 'library' });
  await feedback.settle();
  await inbox.hear({ utterance: 'My marks, please!', confidence: 0.35, modelVersionId: 'version_2', intent: 'grades' });
  const [before] = await labelsInSnapshot();
  expect(before).toMatchObject({ intent: 'library', source: 'FEEDBACK', reviewIds: [] });

  const [item] = await inbox.items();
  const { review } = await inbox.review({ itemId: item?.id, decision: 'ACCEPT' });
  const reviewed = await snapshotOf();
  expect(reviewed.labels).toEqual([
    { utterance: 'My marks, please!', intent: 'grades', source: 'REVIEW', feedbackIds: [], reviewIds: [review?.id] },
  ]);
  expect(await labelsInSnapshot(reviewed.id)).toEqual(reviewed.labels);
  const { rows } = await sql<{ reviewId: string }>`
    select review_id from models.snapshot_review where snapshot_id = ${reviewed.id}`.execute(models.database.db);
  expect(rows).toEqual([{ reviewId: review?.id }]);
  await inbox.undo(review?.id);
  expect(await labelsInSnapshot()).toEqual([before]);
  expect(await labelsInSnapshot(reviewed.id)).toEqual([]);
});

it('teaches to refuse what a review calls out of scope, instead of the example that said otherwise', async () => {
  const inbox = new Inbox(feedback);
  const seed = libraryExamples().find(({ split, intent }) => split === 'train' && intent !== null);
  const utterance = seed?.utterance ?? '';
  await inbox.hear({ turnId: 'turn_seed', conversationId: 'conv_seed', utterance, confidence: 0.3 });
  const item = (await inbox.items()).find((one) => one.utterance === utterance);
  const examplesOf = async () => (await snapshotOf()).all.filter((one) => one.utterance === utterance);
  expect(await examplesOf()).toMatchObject([{ intent: seed?.intent, source: 'SEED' }]);
  const { review } = await inbox.review({ itemId: item?.id, decision: 'OUT_OF_SCOPE' });
  expect(await examplesOf()).toMatchObject([{ intent: null, source: 'REVIEW', reviewIds: [review?.id] }]);
  await inbox.undo(review?.id);
  expect(await examplesOf()).toMatchObject([{ intent: seed?.intent, source: 'SEED' }]);
});

it('keeps an out-of-scope example, whatever one user says that it means, until a review says so too', async () => {
  const inbox = new Inbox(feedback);
  const seed = libraryExamples().find(({ split, intent }) => split === 'train' && intent === null);
  const utterance = seed?.utterance ?? '';
  await inbox.hear({ turnId: 'turn_joke', conversationId: 'conv_joke', utterance, confidence: 0.3 });
  const item = (await inbox.items()).find((one) => one.utterance === utterance);
  await feedback.submit({ turnId: 'turn_joke', verdict: 'CORRECTION', correctedIntent: 'library' });
  await feedback.settle();
  expect(await feedback.room.labelsFor(ASSISTANT, { seedIntentOf: () => undefined })).toMatchObject([
    { utterance: 'my marks please', intent: 'library' },
    { utterance, intent: 'library' },
  ]);
  const examplesOf = async () => (await snapshotOf()).all.filter((one) => one.utterance === utterance);
  expect(await examplesOf()).toMatchObject([{ intent: null, source: 'SEED' }]);
  await inbox.review({ itemId: item?.id, decision: 'RELABEL', intent: 'library' });
  expect(await examplesOf()).toMatchObject([{ intent: 'library', source: 'REVIEW' }]);
});
