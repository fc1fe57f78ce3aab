import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  approveAndWait,
  champion,
  Chat,
  DEMO,
  eventually,
  type LearnedVersion,
  retrain,
  type UserErrorAnswer,
  versionOfRun,
} from '../kit/loop.ts';
import { type RunningMalha, startMalha } from '../kit/malha.ts';

// What the seeded utterances do not teach.
const KEPT = { utterance: 'the red light blinks when I hold it to the reader', intent: 'student_card' };
const TAKEN_BACK = { utterance: 'the doors were shut although it was only six', intent: 'library_hours' };
const LONG = 600_000;

interface Fate {
  datasetSnapshotId: string | null;
  modelVersion: { number: number } | null;
  removedFromSnapshotId: string | null;
  removedInVersion: { number: number } | null;
}
interface Example {
  utterance: string;
  intent: string;
  source: string;
  feedbackIds: string[];
}
interface Difference {
  counts: { kind: string; source: string; count: number }[];
  changes: { totalCount: number; edges: { node: { kind: string; before: Example | null; after: Example | null } }[] };
}
const EXAMPLE = 'utterance intent source feedbackIds';

describe('what was learned and is taken back, over the public graph', () => {
  let malha: RunningMalha;
  let first: string;
  let kept: string;
  let takenBack: { id: string; user: Chat };
  let learned: LearnedVersion;
  beforeAll(async () => {
    malha = await startMalha('one');
    first = (await champion(malha)).datasetSnapshotId;
  }, 300_000);
  afterAll(() => malha?.stop(), 30_000);

  async function correct({ utterance, intent }: typeof KEPT): Promise<{ id: string; user: Chat }> {
    const user = await Chat.start(malha);
    const { id } = await user.feedback(await user.say(utterance), { verdict: 'CORRECTION', correctedIntent: intent });
    await untilStatus(id, 'ACCEPTED');
    return { id, user };
  }
  async function untilStatus(id: string, expected: string): Promise<void> {
    await eventually(async () => ((await feedback(id)).status === expected ? true : undefined), { what: expected });
  }
  async function feedback(id: string): Promise<{ status: string; fate: Fate | null }> {
    const { feedbackHistory } = await malha.graph().data<{
      feedbackHistory: { edges: { node: { id: string; status: string; fate: Fate | null } }[] };
    }>(`{ feedbackHistory(filter: { assistantId: "${DEMO}" }, first: 100) { edges { node { id status fate {
      datasetSnapshotId modelVersion { number } removedFromSnapshotId removedInVersion { number } } } } } }`);
    const found = feedbackHistory.edges.find(({ node }) => node.id === id);
    if (!found) throw new Error(`there is no feedback ${id}`);
    return found.node;
  }
  async function difference(from: string, to: string): Promise<Difference> {
    const { datasetDifference } = await malha.graph().data<{ datasetDifference: Difference }>(
      `query($from: ID!, $to: ID!) { datasetDifference(from: $from, to: $to) { counts { kind source count }
        changes(first: 100) { totalCount edges { node { kind before { ${EXAMPLE} } after { ${EXAMPLE} } } } } } }`,
      { from, to },
    );
    return datasetDifference;
  }

  it('is learned from corrections, each with its lineage', { timeout: LONG }, async () => {
    kept = (await correct(KEPT)).id;
    takenBack = await correct(TAKEN_BACK);
    learned = await retrain(malha, 'two corrections');
    await approveAndWait(malha, learned);

    for (const id of [kept, takenBack.id])
      expect((await feedback(id)).fate).toEqual({
        datasetSnapshotId: learned.datasetSnapshotId,
        modelVersion: { number: learned.number },
        removedFromSnapshotId: null,
        removedInVersion: null,
      });
    const { counts, changes } = await difference(first, learned.datasetSnapshotId);
    expect(counts).toEqual([{ kind: 'ADDED', source: 'FEEDBACK', count: 2 }]);
    const added = changes.edges.map(({ node }) => node);
    expect(added).toHaveLength(2);
    for (const [said, id] of [
      [KEPT, kept],
      [TAKEN_BACK, takenBack.id],
    ] as const)
      expect(added).toContainEqual({
        kind: 'ADDED',
        before: null,
        after: { ...said, source: 'FEEDBACK', feedbackIds: [id] },
      });
  });

  it('is forgotten by the next version once its user takes it back', { timeout: LONG }, async () => {
    const { retractFeedback } = await malha
      .graph(takenBack.user.token)
      .data<{ retractFeedback: { errors: UserErrorAnswer[] } }>(
        'mutation($input: RetractFeedbackInput!) { retractFeedback(input: $input) { errors { code message } } }',
        { input: { feedbackId: takenBack.id } },
      );
    expect(retractFeedback.errors).toEqual([]);
    await untilStatus(takenBack.id, 'RETRACTED');
    const next = await retrain(malha, 'one correction was taken back');
    const forgotten = await feedback(takenBack.id);
    expect(forgotten.fate).toMatchObject({ removedFromSnapshotId: next.datasetSnapshotId, removedInVersion: null });
    await approveAndWait(malha, next);

    expect((await feedback(takenBack.id)).fate).toEqual({
      datasetSnapshotId: learned.datasetSnapshotId,
      modelVersion: { number: learned.number },
      removedFromSnapshotId: next.datasetSnapshotId,
      removedInVersion: { number: next.number },
    });
    expect((await feedback(kept)).fate).toMatchObject({ removedFromSnapshotId: null, removedInVersion: null });
    const { counts, changes } = await difference(learned.datasetSnapshotId, next.datasetSnapshotId);
    expect(counts).toEqual([{ kind: 'REMOVED', source: 'FEEDBACK', count: 1 }]);
    expect(changes.edges.map(({ node }) => node)).toEqual([
      {
        kind: 'REMOVED',
        before: { ...TAKEN_BACK, source: 'FEEDBACK', feedbackIds: [takenBack.id] },
        after: null,
      },
    ]);
  });

  it('gives way to the very data of the first version once they are restored', { timeout: LONG }, async () => {
    const { restoreDatasetSnapshot } = await malha.graph().data<{
      restoreDatasetSnapshot: { trainingRun: { id: string } | null; errors: UserErrorAnswer[] };
    }>('mutation($input: RestoreDatasetSnapshotInput!) { restoreDatasetSnapshot(input: $input) { trainingRun { id } errors { code message } } }', { input: { assistantId: DEMO, snapshotId: first, reason: 'back to the beginning' } });
    expect(restoreDatasetSnapshot.errors).toEqual([]);
    const restored = await versionOfRun(malha, restoreDatasetSnapshot.trainingRun!.id);
    expect(await difference(first, restored.datasetSnapshotId)).toEqual({
      counts: [],
      changes: { totalCount: 0, edges: [] },
    });
    const [former, latter] = await Promise.all([first, restored.datasetSnapshotId].map(contents));
    expect(latter).toEqual({ ...former, restoredFromId: first });
    expect(former?.restoredFromId).toBeNull();
  });

  async function contents(
    id: string,
  ): Promise<{ sha256: string; exampleCount: number; restoredFromId: string | null }> {
    const { datasetSnapshot } = await malha
      .graph()
      .data<{ datasetSnapshot: { sha256: string; exampleCount: number; restoredFromId: string | null } }>(
        'query($id: ID!) { datasetSnapshot(id: $id) { sha256 exampleCount restoredFromId } }',
        { id },
      );
    return datasetSnapshot;
  }
});
