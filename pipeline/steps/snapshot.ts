import { createHash } from 'node:crypto';
import { nearEqualKey } from '../../nlu/index.ts';
import { PermanentFailure, type StepContext } from '../faces.ts';
import { encodeRows, sha256Of, type SnapshotRow } from './snapshot-rows.ts';

/** Where each row comes from, kept outside the hash: who said something is no part of what was learned. */
interface Lineage {
  exampleId: string;
  source: 'SEED' | 'IMPORT' | 'FEEDBACK';
  feedbackIds: string[];
}

const MIN_INTENTS = 2;

/**
 * Freezes what the assistant is taught now: seed and import examples, and the labels that feedback gives. Kept on S3 under its own
 * sha256, so the same data is kept once; its lineage lies beside it. Gives the snapshot's id.
 * @throws PermanentFailure where there is too little to learn from.
 */
export async function snapshot(
  { nlp, feedback, models, objects }: StepContext,
  { runId, assistantId }: { runId: string; assistantId: string },
): Promise<string> {
  const rows: SnapshotRow[] = [];
  const lineage: Lineage[] = [];
  const seedIntents = new Map<string, string>();
  const testKeys = new Set<string>();
  for await (const { source, ...row } of nlp.examplesForSnapshot(assistantId)) {
    rows.push(row);
    lineage.push({ exampleId: row.exampleId, source, feedbackIds: [] });
    const key = nearEqualKey(row.utterance);
    if (row.split === 'test') testKeys.add(key);
    else if (row.intent !== null) seedIntents.set(key, row.intent);
  }
  const labels = await feedback.labelsFor(assistantId, { seedIntentOf: (key) => seedIntents.get(key) });
  for (const { feedbackIds, ...label } of labels) {
    const key = nearEqualKey(label.utterance);
    // Nothing near a test example may teach, or the test would no longer tell anything.
    if (testKeys.has(key)) continue;
    const exampleId = `label_${createHash('sha256').update(`${assistantId}\n${key}`).digest('hex').slice(0, 32)}`;
    rows.push({ exampleId, ...label, split: 'train' });
    lineage.push({ exampleId, source: 'FEEDBACK', feedbackIds });
  }
  refuseTooLittle(rows);

  const bytes = encodeRows(rows);
  const sha256 = sha256Of(bytes);
  const key = `snapshots/${sha256}.jsonl`;
  if (!(await objects.exists(key))) await objects.put(key, bytes, { contentType: 'application/jsonl' });
  lineage.sort((a, b) => (a.exampleId < b.exampleId ? -1 : 1));
  const lineageBytes = Buffer.from(lineage.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  const lineageKey = `snapshots/${sha256}.lineage-${sha256Of(lineageBytes).slice(0, 16)}.jsonl`;
  await objects.put(lineageKey, lineageBytes, { contentType: 'application/jsonl' });

  const taken = await models.registry.recordSnapshot({
    runId,
    assistantId,
    sha256,
    uri: objects.uri(key),
    lineageUri: objects.uri(lineageKey),
    exampleCount: rows.length,
    counts: countsOf(rows, lineage),
    feedbackIds: [...new Set(lineage.flatMap((entry) => entry.feedbackIds))],
  });
  return taken.id;
}

function refuseTooLittle(rows: readonly SnapshotRow[]): void {
  const intents = new Set(rows.flatMap(({ split, intent }) => (split === 'train' && intent !== null ? [intent] : [])));
  if (intents.size < MIN_INTENTS)
    throw new PermanentFailure(
      `There are training examples for ${intents.size} intent${intents.size === 1 ? '' : 's'}; at least ${MIN_INTENTS} are needed.`,
    );
}

const SPLITS = { train: 'TRAIN', validation: 'VALIDATION', test: 'TEST' } as const;

function countsOf(rows: readonly SnapshotRow[], lineage: readonly Lineage[]) {
  const sources = new Map(lineage.map(({ exampleId, source }) => [exampleId, source]));
  const counts = new Map<
    string,
    { split: (typeof SPLITS)[keyof typeof SPLITS]; source: Lineage['source']; count: number }
  >();
  for (const { exampleId, split } of rows) {
    const source = sources.get(exampleId) ?? 'IMPORT';
    const key = `${split} ${source}`;
    const known = counts.get(key);
    counts.set(key, { split: SPLITS[split], source, count: (known?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
