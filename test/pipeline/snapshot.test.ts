import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Of } from '../../pipeline/snapshot-rows.ts';
import { takeSnapshot } from '../../pipeline/steps/snapshot.ts';
import { encodersIn } from '../../platform/encoder/index.ts';
import { createLogger } from '../../platform/log/index.ts';
import { ModelsRoom } from '../subgraphs/models/models-room.ts';
import { ASSISTANT, behind, facesOver, libraryExamples, type Taught } from './small-assistant.ts';

const log = createLogger({ level: 'silent', name: 'test' });
const encoders = encodersIn(undefined);
const NONE = { before: null, after: null };

interface ShownExample {
  exampleId: string;
  utterance: string;
  intent: string | null;
  split: string;
  source: string;
  feedbackIds: string[];
}
interface Change {
  kind: string;
  before: ShownExample | null;
  after: ShownExample | null;
}
interface Page<T> {
  edges: { cursor: string; node: T }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}
const EXAMPLE = 'exampleId utterance intent split source feedbackIds';

describe('dataset snapshots', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());

  /** A run of its own that takes a snapshot of what is taught, and goes no further. */
  async function snapshotOf(taught: Taught, assistantId = ASSISTANT): Promise<{ id: string; runId: string }> {
    const { trainingRun } = await room.request(assistantId);
    const runId = trainingRun?.id ?? '';
    await room.models.recorder.begin(runId);
    const { objects, models } = room;
    const id = await takeSnapshot({ ...facesOver(taught), models, objects, encoders, log }, { runId, assistantId });
    await models.recorder.fail(runId, 'a test that goes no further');
    return { id, runId };
  }

  async function differenceOf(from: string, to: string, filter: { kind?: string; source?: string } = {}) {
    const { datasetDifference } = await room.ask<{
      datasetDifference: {
        counts: { kind: string; source: string; count: number }[];
        changes: Page<Change> & { totalCount: number };
      };
    }>(
      `query($from: ID!, $to: ID!, $kind: DatasetChangeKind, $source: ExampleSource) { datasetDifference(from: $from, to: $to) {
        from { id } to { id } counts { kind source count }
        changes(first: 100, kind: $kind, source: $source) { totalCount edges { node { kind before { ${EXAMPLE} } after { ${EXAMPLE} } } } } } }`,
      { from, to, ...filter },
    );
    return { ...datasetDifference, changes: datasetDifference.changes.edges.map(({ node }) => node) };
  }

  async function examplesAfter(id: string, after?: string | null): Promise<Page<ShownExample>> {
    const { datasetSnapshot } = await room.ask<{ datasetSnapshot: { examples: Page<ShownExample> } }>(
      `query($id: ID!, $after: String) { datasetSnapshot(id: $id) {
        examples(first: 40, after: $after) { edges { node { ${EXAMPLE} } } pageInfo { hasNextPage endCursor } } } }`,
      { id, after },
    );
    return datasetSnapshot.examples;
  }

  async function heldBy(id: string) {
    const { datasetSnapshot } = await room.ask<{
      datasetSnapshot: { sha256: string; exampleCount: number; counts: object[]; unlabelledCount: number };
    }>(
      'query($id: ID!) { datasetSnapshot(id: $id) { sha256 exampleCount counts { split source count } unlabelledCount } }',
      { id },
    );
    return datasetSnapshot;
  }

  const seeds = libraryExamples();
  const trained = seeds.filter(({ split, intent }) => split === 'train' && intent === 'renew_loan');
  const [gone, contradicted, confirmed] = trained;

  it('differ by what was added, removed and relabelled, each with where it comes from', async () => {
    const before = await snapshotOf({
      examples: seeds,
      labels: [label('my paperback is due', 'reserve', 'feedback_1')],
    });
    const after = await snapshotOf({
      examples: [
        ...seeds.filter((example) => example !== gone),
        { ...seeds[1]!, exampleId: 'example_new', utterance: 'prolong my lending', split: 'train', source: 'IMPORT' },
      ],
      labels: [
        label('my paperback is due', 'renew_loan', 'feedback_2'),
        label(`${contradicted!.utterance}!`, 'report_loss', 'feedback_3'),
        label(confirmed!.utterance, 'renew_loan', 'feedback_4'),
      ],
    });
    const { counts, changes } = await differenceOf(before.id, after.id);
    expect(counts).toEqual([
      { kind: 'ADDED', source: 'FEEDBACK', count: 1 },
      { kind: 'ADDED', source: 'IMPORT', count: 1 },
      { kind: 'RELABELLED', source: 'FEEDBACK', count: 2 },
      { kind: 'REMOVED', source: 'SEED', count: 1 },
    ]);
    const told = changes.map(({ kind, before: was, after: is }) => ({
      kind,
      utterance: (is ?? was)?.utterance,
      intents: [was?.intent ?? null, is?.intent ?? null],
      feedbackIds: [was?.feedbackIds ?? [], is?.feedbackIds ?? []],
    }));
    expect(told).toHaveLength(5);
    expect(told).toEqual(
      expect.arrayContaining([
        {
          kind: 'RELABELLED',
          utterance: 'my paperback is due',
          intents: ['reserve', 'renew_loan'],
          feedbackIds: [['feedback_1'], ['feedback_2']],
        },
        // A review said otherwise than the example, and a label with an id of its own stands in its place.
        {
          kind: 'RELABELLED',
          utterance: `${contradicted!.utterance}!`,
          intents: ['renew_loan', 'report_loss'],
          feedbackIds: [[], ['feedback_3']],
        },
        {
          kind: 'ADDED',
          utterance: confirmed!.utterance,
          intents: [null, 'renew_loan'],
          feedbackIds: [[], ['feedback_4']],
        },
      ]),
    );
    expect(changes.find(({ kind }) => kind === 'REMOVED')?.before).toMatchObject({ exampleId: gone?.exampleId });
    expect((await differenceOf(before.id, after.id, { kind: 'ADDED', source: 'IMPORT' })).changes).toEqual([
      { ...NONE, kind: 'ADDED', after: expect.objectContaining({ exampleId: 'example_new' }) },
    ]);

    const back = await differenceOf(after.id, before.id);
    expect(back.changes.map(({ kind }) => kind).filter((kind) => kind === 'RELABELLED')).toHaveLength(2);
    expect(back.changes.filter(({ kind }) => kind === 'REMOVED')).toHaveLength(2);
  });

  it('differ in nothing where the same was taught, whatever run took them', async () => {
    const taught = { examples: seeds, labels: [] };
    const [one, other] = [await snapshotOf(taught), await snapshotOf(taught)];
    expect(await differenceOf(one.id, other.id)).toMatchObject({ counts: [], changes: [] });
  });

  it('show each example once, page by page, with the feedback behind it', async () => {
    const { id } = await snapshotOf({
      examples: seeds,
      labels: [label('my paperback is due', 'reserve', 'feedback_5')],
    });
    const shown: ShownExample[] = [];
    let page: Page<ShownExample> | undefined;
    while (page === undefined || page.pageInfo.hasNextPage) {
      page = await examplesAfter(id, page?.pageInfo.endCursor);
      shown.push(...page.edges.map(({ node }) => node));
    }
    expect(shown).toHaveLength(seeds.length + 1);
    expect(new Set(shown.map(({ exampleId }) => exampleId)).size).toBe(seeds.length + 1);
    expect(shown.find(({ source }) => source === 'FEEDBACK')).toMatchObject({
      utterance: 'my paperback is due',
      intent: 'reserve',
      split: 'TRAIN',
      feedbackIds: ['feedback_5'],
    });
    expect(shown.filter(({ split }) => split === 'TEST')).toHaveLength(
      seeds.filter(({ split }) => split === 'test').length,
    );
  });

  it('are not compared across assistants, and there is nothing to tell of one that does not exist', async () => {
    const taught = { examples: seeds, labels: [] };
    const [one, other] = [await snapshotOf(taught), await snapshotOf(taught, 'asst_other')];
    await expect(differenceOf(one.id, other.id)).rejects.toThrow('BAD_USER_INPUT');
    const { datasetDifference } = await room.ask<{ datasetDifference: null }>(
      `{ datasetDifference(from: "${one.id}", to: "snapshot_none") { counts { count } } }`,
    );
    expect(datasetDifference).toBeNull();
  });

  it('have beside them what nobody has labelled, as no example, and nothing of it near one', async () => {
    const tested = seeds.find(({ split }) => split === 'test')!;
    const taught = { examples: seeds, labels: [label('my paperback is due', 'reserve', 'feedback_6')] };
    const said = ['prolong my lending', `${tested.utterance}!`, `${gone!.utterance}?`, 'My paperback is due!'];
    const unlabelled = said.map((utterance, i) => ({ turnId: `turn_${i}`, utterance }));
    const [without, beside] = [await snapshotOf(taught), await snapshotOf({ ...taught, unlabelled })];
    const [one, other] = [await heldBy(without.id), await heldBy(beside.id)];
    expect(other).toEqual({ ...one, unlabelledCount: 1 });
    expect(one.unlabelledCount).toBe(0);
    expect((await differenceOf(without.id, beside.id)).changes).toEqual([]);
    expect((await room.run(beside.runId))?.log.join('\n')).toContain('1 utterances beside them');

    const { unlabelledUri } = await room.models.registry.snapshot(beside.id);
    const bytes = await room.objects.get(room.objects.keyOf(unlabelledUri ?? ''));
    expect(Buffer.from(bytes).toString()).toBe('{"turnId":"turn_0","utterance":"prolong my lending"}\n');
    expect(unlabelledUri).toContain(sha256Of(bytes));
  });

  it('are checked to hold no training example near a test example, which the run’s log says', async () => {
    const { runId } = await snapshotOf({ examples: seeds, labels: [] });
    const testing = seeds.filter(({ split }) => split === 'test');
    expect((await room.run(runId))?.log.join('\n')).toContain(
      `none of ${seeds.length - testing.length} training examples is near one of ${testing.length} test examples`,
    );

    const leaked = {
      ...testing[0]!,
      exampleId: 'example_leaked',
      utterance: ` ${testing[0]!.utterance} !`,
      split: 'train',
    } as const;
    const { trainingRun } = await room.request('asst_leaks');
    await room.models.recorder.begin(trainingRun?.id ?? '');
    const run = { runId: trainingRun?.id ?? '', assistantId: 'asst_leaks' };
    const context = {
      ...facesOver({ examples: [...seeds, leaked], labels: [] }),
      models: room.models,
      objects: room.objects,
      encoders,
      log,
    };
    await expect(takeSnapshot(context, run)).rejects.toThrow(
      `Training examples are near test examples, which could not judge any more: 1 test examples, e.g. ${testing[0]!.exampleId}.`,
    );
    expect(await room.models.registry.snapshotOfRun(run.runId)).toBeUndefined();
  });
});

function label(utterance: string, intent: string, feedbackId: string) {
  return { utterance, intent, language: 'en', weight: 1, ...behind(feedbackId) };
}
