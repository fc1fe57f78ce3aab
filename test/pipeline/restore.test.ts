import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeSnapshot } from '../../pipeline/steps/snapshot.ts';
import { transaction } from '../../platform/db/index.ts';
import { encodersIn } from '../../platform/encoder/index.ts';
import { createLogger } from '../../platform/log/index.ts';
import { ModelsRoom } from '../subgraphs/models/models-room.ts';
import { feedbackChanged } from '../subgraphs/models/observed.ts';
import { behind, facesOver, libraryExamples, type Taught } from './small-assistant.ts';

const log = createLogger({ level: 'silent', name: 'test' });
const encoders = encodersIn(undefined);
const seeds = libraryExamples();

interface Snapshot {
  id: string;
  sha256: string;
  uri: string;
  lineageUri: string;
  exampleCount: number;
  unlabelledCount: number;
  restoredFromId: string | null;
  leftOut: number | null;
}
interface Restoration {
  trainingRun: { id: string; state: string; reason: string; requestedBy: string; restoredSnapshotId: string } | null;
  errors: { code: string; path: string[] }[];
}

describe('restoring a dataset snapshot', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());

  const restore = async (assistantId: string, snapshotId: string, more: object = {}): Promise<Restoration> =>
    (
      await room.ask<{ restoreDatasetSnapshot: Restoration }>(
        `mutation($input: RestoreDatasetSnapshotInput!) { restoreDatasetSnapshot(input: $input) {
          trainingRun { id state reason requestedBy restoredSnapshotId } errors { code path } } }`,
        { input: { assistantId, snapshotId, reason: 'the last import was wrong', ...more } },
      )
    ).restoreDatasetSnapshot;

  const snapshot = async (id: string): Promise<Snapshot> =>
    (
      await room.ask<{ datasetSnapshot: Snapshot }>(
        'query($id: ID!) { datasetSnapshot(id: $id) { id sha256 uri lineageUri exampleCount unlabelledCount restoredFromId leftOut } }',
        { id },
      )
    ).datasetSnapshot;

  /** A run takes its snapshot and goes no further; without an id, one that is asked for now. */
  async function taken(assistantId: string, taught: Taught, runId?: string): Promise<Snapshot> {
    const run = { runId: runId ?? (await room.request(assistantId)).trainingRun?.id ?? '', assistantId };
    await room.models.recorder.begin(run.runId);
    const { objects, models } = room;
    try {
      return await snapshot(await takeSnapshot({ ...facesOver(taught), models, objects, encoders, log }, run));
    } finally {
      await models.recorder.fail(run.runId, 'a test that goes no further');
    }
  }

  const logOf = async (runId: string) => (await room.run(runId))?.log.join('\n');
  const rowCount = async (assistantId: string) =>
    (
      await room.ask<{ trainingRuns: { edges: object[] } }>(
        'query($id: ID!) { trainingRuns(assistantId: $id, first: 100) { edges { cursor } } }',
        { id: assistantId },
      )
    ).trainingRuns.edges.length;

  it('has the next run learn the very rows again, whatever is taught by then, and the run after it what is', async () => {
    const id = 'asst_again';
    const earlier = await taken(id, {
      examples: seeds,
      labels: [label('my paperback is due', 'reserve', 'again_1')],
      unlabelled: [
        { turnId: 'turn_1', utterance: 'prolong my lending' },
        { turnId: 'turn_2', utterance: 'somebody spoke of this since' },
      ],
    });
    const stillUnlabelled = [{ turnId: 'turn_1', utterance: 'prolong my lending' }];
    const wrong: Taught = { examples: seeds.slice(0, -20), labels: [], unlabelled: stillUnlabelled };
    const later = await taken(id, wrong);
    expect(later.sha256).not.toBe(earlier.sha256);

    const { trainingRun, errors } = await restore(id, earlier.id);
    expect(errors).toEqual([]);
    expect(trainingRun).toMatchObject({ state: 'QUEUED', requestedBy: 'ada', restoredSnapshotId: earlier.id });
    const restored = await taken(id, wrong, trainingRun?.id);
    expect(earlier.unlabelledCount).toBe(2);
    expect(restored).toEqual({
      ...earlier,
      id: restored.id,
      restoredFromId: earlier.id,
      leftOut: 0,
      unlabelledCount: 1,
    });
    expect(restored.id).not.toBe(earlier.id);
    expect(await logOf(trainingRun?.id ?? '')).toContain(`${seeds.length + 1} examples of snapshot ${earlier.id}`);
    const { entries } = await room.auditLog(id, { filter: { actions: ['DATASET_RESTORED'] } });
    expect(entries).toMatchObject([
      {
        actor: 'ada',
        subject: trainingRun?.id,
        facts: expect.arrayContaining([
          { name: 'reason', value: 'the last import was wrong', before: null },
          { name: 'snapshot', value: earlier.id, before: null },
        ]),
      },
    ]);

    expect(await taken(id, wrong)).toMatchObject({ sha256: later.sha256, restoredFromId: null, leftOut: null });
  });

  it('leaves out every label that any feedback behind was taken back or relabelled since, and says how many', async () => {
    const id = 'asst_withdrawn';
    const labels = [
      label('my paperback is due', 'reserve', 'kept'),
      label('give me more time', 'renew_loan', 'retracted'),
      label('it fell into the sea', 'report_loss', 'rejected'),
      label('put it aside', 'reserve', 'relabelled'),
      { ...label('I want it longer', 'renew_loan', 'one_of_two'), feedbackIds: ['one_of_two', 'other_of_two'] },
    ];
    const earlier = await taken(id, { examples: seeds, labels });
    const about = { assistantId: id, sequence: 2 } as const;
    const intents = { retracted: 'renew_loan', rejected: 'report_loss', one_of_two: 'renew_loan' };
    await transaction(room.database.db, async (tx) => {
      await room.models.consumeBatch(tx, [
        feedbackChanged({ ...about, feedbackId: 'kept', correctedIntent: 'reserve' }),
        ...Object.entries(intents).map(([feedbackId, correctedIntent]) => {
          const status = feedbackId === 'rejected' ? 'REJECTED' : 'RETRACTED';
          return feedbackChanged({ ...about, feedbackId, correctedIntent, change: status, status });
        }),
        feedbackChanged({ ...about, feedbackId: 'relabelled', correctedIntent: 'report_loss' }),
      ]);
    });

    const { trainingRun } = await restore(id, earlier.id);
    const restored = await taken(id, { examples: seeds, labels }, trainingRun?.id);
    expect(restored).toMatchObject({ exampleCount: seeds.length + 1, restoredFromId: earlier.id, leftOut: 4 });
    expect(restored.sha256).toBe(
      (await taken('asst_withdrawn', { examples: seeds, labels: labels.slice(0, 1) })).sha256,
    );
    expect(await logOf(trainingRun?.id ?? '')).toContain('4 labels left out: feedback behind them was taken back');
  });

  it('joins a run that restores the same, and none that learns anything else, nor is it joined by one', async () => {
    const id = 'asst_waits';
    const [one, other] = [
      await taken(id, { examples: seeds, labels: [] }),
      await taken(id, { examples: seeds.slice(0, -20), labels: [] }),
    ];
    const waiting = (await room.request(id)).trainingRun?.id ?? '';
    const refused = { trainingRun: null, errors: [{ code: 'INVALID_STATE', path: ['input', 'snapshotId'] }] };
    expect(await restore(id, one.id)).toEqual(refused);
    expect((await room.request(id)).trainingRun?.id).toBe(waiting);
    await room.models.recorder.fail(waiting, 'a test that goes no further');

    const restoring = (await restore(id, one.id)).trainingRun;
    expect((await restore(id, one.id)).trainingRun).toEqual(restoring);
    expect((await restore(id, other.id)).errors).toMatchObject([{ code: 'INVALID_STATE' }]);
    expect(await room.request(id)).toMatchObject({ trainingRun: null, errors: [{ code: 'INVALID_STATE' }] });
    await room.models.recorder.begin(restoring?.id ?? '');
    const next = (await room.request(id)).trainingRun;
    expect(next).toMatchObject({ state: 'QUEUED' });
    expect(next?.id).not.toBe(restoring?.id);
  });

  it('leaves new labels to the run after it, for which the policy waits until the restoring one has begun', async () => {
    const id = 'asst_policy_waits';
    const earlier = await taken(id, { examples: seeds, labels: [] });
    await room.setPolicy(id, { volume: 1, debounceMinutes: 0, cron: '* * * * *' });
    const restoring = (await restore(id, earlier.id)).trainingRun?.id ?? '';
    const told = feedbackChanged({ assistantId: id, feedbackId: 'feedback_waits', correctedIntent: 'reserve' });
    await transaction(room.database.db, (tx) => room.models.consumeBatch(tx, [told]));
    room.clock.advance(24 * 3_600_000);
    await room.models.triggerDue();
    const before = await rowCount(id);
    expect((await room.setPolicy(id, {})).retrainPolicy).toMatchObject({ newLabels: 1 });
    await room.models.recorder.begin(restoring);
    await room.models.triggerDue();
    expect(await rowCount(id)).toBe(before + 1);
    expect((await room.setPolicy(id, {})).retrainPolicy).toMatchObject({ newLabels: 0 });
  });

  it('asks once for one key', async () => {
    const id = 'asst_once_restored';
    const earlier = await taken(id, { examples: seeds, labels: [] });
    const first = await restore(id, earlier.id, { idempotencyKey: 'once' });
    expect(await restore(id, earlier.id, { idempotencyKey: 'once' })).toEqual(first);
    expect((await restore(id, 'another', { idempotencyKey: 'once' })).errors).toMatchObject([
      { code: 'IDEMPOTENCY_CONFLICT' },
    ]);
    expect((await room.auditLog(id, { filter: { actions: ['DATASET_RESTORED'] } })).entries).toHaveLength(1);
  });

  it('is refused for a snapshot of another assistant, for none and without a reason, and then asks for nothing', async () => {
    const id = 'asst_refused';
    const foreign = await taken('asst_foreign', { examples: seeds, labels: [] });
    const refusals = [
      await restore(id, foreign.id),
      await restore(id, 'snapshot_none'),
      await restore(id, foreign.id, { reason: ' ' }),
    ];
    expect(refusals.map(({ errors: [error] }) => error)).toEqual([
      { code: 'NOT_FOUND', path: ['input', 'snapshotId'] },
      { code: 'NOT_FOUND', path: ['input', 'snapshotId'] },
      { code: 'TEXT_REQUIRED', path: ['input', 'reason'] },
    ]);
    expect(await rowCount(id)).toBe(0);
    expect((await room.auditLog(id)).entries).toEqual([]);
  });

  it.each([
    ['the rows are', 'uri'],
    ['the lineage is', 'lineageUri'],
    ['what was unlabelled is', 'unlabelledUri'],
  ] as const)('fails the run where %s not what was taken', async (_what, part) => {
    const id = `asst_changed_${part}`;
    const taught = [label(`lend me longer, ${part}`, 'renew_loan', `changed_${part}`)];
    const unlabelled = [{ turnId: 'turn_1', utterance: `prolong it, ${part}` }];
    const earlier = await taken(id, { examples: seeds, labels: taught, unlabelled });
    const uris = await room.models.registry.snapshot(earlier.id);
    await room.objects.put(room.objects.keyOf(uris[part] ?? ''), Buffer.from('{}\n'), {
      contentType: 'application/jsonl',
    });
    const { trainingRun } = await restore(id, earlier.id);
    await expect(taken(id, { examples: seeds, labels: [] }, trainingRun?.id)).rejects.toThrow(
      `The rows of snapshot ${earlier.id} are not those that were taken: something changed them since.`,
    );
  });
});

function label(utterance: string, intent: string, feedbackId: string) {
  return { utterance, intent, language: 'en', weight: 1, ...behind(feedbackId) };
}
