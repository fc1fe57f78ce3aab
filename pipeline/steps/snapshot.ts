import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { nearEqualKey } from '../../nlu/index.ts';
import type { Unlabelled } from '../../subgraphs/feedback/index.ts';
import type { SnapshotCount } from '../../subgraphs/models/index.ts';
import type { Faces, Run, StepContext } from '../faces.ts';
import { PermanentFailure } from '../faces.ts';
import {
  encodeLineage,
  encodeRows,
  lineageKeyOf,
  sha256Of,
  type SnapshotRow,
  type SourcedRow,
} from '../snapshot-rows.ts';
import { apartFrom, encodeUnlabelled, MOST_UNLABELLED, unlabelledKeyOf } from '../unlabelled.ts';
import { rowsAgain } from './restored-rows.ts';

const MIN_INTENTS = 2;
const ROWS_BETWEEN_BREATHS = 500;
const NEAR_EXAMPLES_NAMED = 5;

/**
 * Freezes what the assistant is taught now: its examples, and the labels that feedback gives; or, for a run that restores a snapshot, what
 * that one holds. The rows are kept on S3 under their sha256,
 * so the same data are kept once; their lineage lies beside them, and so does what users said that nobody has labelled. Gives the snapshot's
 * id; done again, that of the first.
 * @throws PermanentFailure where there is too little to learn from or to judge by; RunIsOver.
 */
export async function takeSnapshot(
  { nlp, feedback, models, objects }: StepContext,
  { runId, assistantId }: Run,
): Promise<string> {
  await models.recorder.record(runId, { stage: 'snapshot', progress: 0.02 });
  const earlier = await models.registry.snapshotOfRun(runId);
  if (earlier) return earlier.id;
  const toRestore = await models.registry.toRestore(runId);
  const { sourced, unlabelled, lines } = toRestore
    ? await rowsAgain({ objects, feedback }, toRestore)
    : await gather({ nlp, feedback }, assistantId);
  const rows = sourced.map(({ row }) => row);
  refuseTooLittle(rows);
  const checked = await refuseOverlap(rows);

  const bytes = encodeRows(rows);
  const sha256 = sha256Of(bytes);
  const key = `snapshots/${sha256}.jsonl`;
  if (!(await objects.exists(key))) await objects.put(key, bytes, { contentType: 'application/jsonl' });
  const lineage = encodeLineage(sourced);
  const lineageKey = lineageKeyOf(sha256, lineage);
  await objects.put(lineageKey, lineage, { contentType: 'application/jsonl' });
  const said = encodeUnlabelled(unlabelled);
  const unlabelledKey = unlabelledKeyOf(sha256, said);
  if (unlabelled.length > 0) await objects.put(unlabelledKey, said, { contentType: 'application/jsonl' });

  const { id } = await models.registry.recordSnapshot({
    runId,
    assistantId,
    sha256,
    uri: objects.uri(key),
    lineageUri: objects.uri(lineageKey),
    exampleCount: rows.length,
    unlabelledUri: unlabelled.length > 0 ? objects.uri(unlabelledKey) : null,
    unlabelledCount: unlabelled.length,
    counts: countsOf(sourced),
    restored: toRestore && { fromId: toRestore.snapshot.id, leftOut: toRestore.snapshot.exampleCount - rows.length },
    taught: sourced.flatMap(({ row: { intent }, feedbackIds }) =>
      intent === null ? [] : feedbackIds.map((feedbackId) => ({ feedbackId, intent })),
    ),
    reviewIds: sourced.flatMap(({ reviewIds }) => reviewIds),
  });
  await models.recorder.record(runId, { progress: 0.1, lines: [...lines, checked] });
  return id;
}

/** All rows, and what a person should know of how they were chosen. */
async function gather(
  { nlp, feedback }: Pick<Faces, 'nlp' | 'feedback'>,
  assistantId: string,
): Promise<{ sourced: SourcedRow[]; unlabelled: Unlabelled[]; lines: string[] }> {
  const examples: (SourcedRow & { key: string })[] = [];
  for await (const { source, ...row } of nlp.examplesForSnapshot(assistantId)) {
    examples.push({ row, source, feedbackIds: [], reviewIds: [], key: nearEqualKey(row.utterance) });
    // This process answers people meanwhile.
    if (examples.length % ROWS_BETWEEN_BREATHS === 0) await setImmediate();
  }
  const intents = new Map(examples.map(({ key, row }) => [key, row.intent]));
  const testKeys = new Set(examples.flatMap(({ key, row }) => (row.split === 'test' ? [key] : [])));

  const labels = (await feedback.labelsFor(assistantId, { seedIntentOf: (key) => intents.get(key) })).map((label) => ({
    ...label,
    key: nearEqualKey(label.utterance),
  }));
  // Nothing near a test example may teach, or the test would no longer tell anything.
  const taught = labels.filter(({ key }) => !testKeys.has(key));
  const intentOfLabel = new Map(taught.map(({ key, intent }) => [key, intent]));
  // Only a review contradicts an example, and then it is right: teaching both would teach neither.
  const kept = examples.filter(
    ({ key, row }) => row.split === 'test' || !intentOfLabel.has(key) || intentOfLabel.get(key) === row.intent,
  );
  const sourced = [
    ...kept,
    ...taught.map(({ key, feedbackIds, reviewIds, utterance, intent, language, weight }) => ({
      row: { exampleId: labelId(assistantId, key), utterance, intent, language, weight, split: 'train' as const },
      source: reviewIds.length > 0 ? ('REVIEW' as const) : ('FEEDBACK' as const),
      feedbackIds,
      reviewIds,
    })),
  ];
  const spokenOf = new Set([...examples, ...labels].map(({ key }) => key));
  const unlabelled = apartFrom(spokenOf, await feedback.unlabelledFor(assistantId, { limit: MOST_UNLABELLED }));
  const lines = [`${sourced.length} examples, ${taught.length} of them from feedback`];
  if (unlabelled.length > 0) lines.push(`${unlabelled.length} utterances beside them that nobody has labelled`);
  if (taught.length < labels.length)
    lines.push(`${labels.length - taught.length} labels left out: they are near test examples`);
  if (kept.length < examples.length)
    lines.push(`${examples.length - kept.length} examples left out: a review says otherwise`);
  return { sourced, unlabelled, lines };
}

function labelId(assistantId: string, key: string): string {
  return `label_${createHash('sha256').update(`${assistantId}\n${key}`).digest('hex').slice(0, 32)}`;
}

function refuseTooLittle(rows: readonly SnapshotRow[]): void {
  const ofSplit = (wanted: SnapshotRow['split']) =>
    rows.filter(({ split, intent }) => split === wanted && intent !== null);
  const intents = new Set(ofSplit('train').map(({ intent }) => intent));
  if (intents.size < MIN_INTENTS)
    throw new PermanentFailure(
      `There are training examples of ${intents.size === 1 ? 'one intent' : 'no intent'}; at least ${MIN_INTENTS} intents are needed.`,
    );
  if (ofSplit('test').length === 0)
    throw new PermanentFailure('There is no test example with an intent, so no version could be judged. Import some.');
}

/**
 * Looks at the finished rows once more, whatever was meant to keep them apart: a test row that is near what is taught tells nothing. Gives
 * what a person should know. @throws PermanentFailure
 */
async function refuseOverlap(rows: readonly SnapshotRow[]): Promise<string> {
  const taught = new Set<string>();
  const tested: { key: string; row: SnapshotRow }[] = [];
  for (const [i, row] of rows.entries()) {
    const key = nearEqualKey(row.utterance);
    if (row.split === 'test') tested.push({ key, row });
    else taught.add(key);
    // This process answers people meanwhile.
    if (i % ROWS_BETWEEN_BREATHS === 0) await setImmediate();
  }
  const near = tested.filter(({ key }) => taught.has(key));
  if (near.length === 0)
    return `checked: none of ${rows.length - tested.length} training examples is near one of ${tested.length} test examples`;
  const named = near
    .slice(0, NEAR_EXAMPLES_NAMED)
    .map(({ row: { exampleId } }) => exampleId)
    .join(', ');
  throw new PermanentFailure(
    `Training examples are near test examples, which could not judge any more: ${near.length} test examples, e.g. ${named}.`,
  );
}

const SPLITS = { train: 'TRAIN', validation: 'VALIDATION', test: 'TEST' } as const;

function countsOf(sourced: readonly SourcedRow[]): SnapshotCount[] {
  const counts = new Map<string, SnapshotCount>();
  for (const { row, source } of sourced) {
    const key = `${row.split} ${source}`;
    counts.set(key, { split: SPLITS[row.split], source, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
