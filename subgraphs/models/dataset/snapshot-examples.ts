import { setImmediate } from 'node:timers/promises';
import type { ObjectStore } from '../../../platform/objects/index.ts';
import type { SnapshotRow } from '../store/tables.ts';
import type { ExampleSource, ExampleSplit } from '../vocabulary.ts';

/** An example of a snapshot, with where it comes from. */
export interface SnapshotExample {
  exampleId: string;
  utterance: string;
  /** Null for out-of-scope. */
  intent: string | null;
  language: string;
  weight: number;
  split: ExampleSplit;
  source: ExampleSource;
  /** The feedback behind a label; none behind other examples. */
  feedbackIds: string[];
  /** The reviews of the inbox behind a label. */
  reviewIds: string[];
}

type RowLine = Omit<SnapshotExample, 'split' | 'source' | 'feedbackIds' | 'reviewIds'> & {
  split: 'train' | 'validation' | 'test';
};
/** Lineage from before there was an inbox knows no reviews. */
type LineageLine = Pick<SnapshotExample, 'exampleId' | 'source' | 'feedbackIds'> & { reviewIds?: string[] };

const SPLITS = { train: 'TRAIN', validation: 'VALIDATION', test: 'TEST' } as const;
const NO_LINEAGE: Omit<LineageLine, 'exampleId'> = { source: 'SEED', feedbackIds: [] };
const LINES_BETWEEN_BREATHS = 1_000;

/** The examples of a snapshot in the byte order of its rows, which never changes. Reads both objects whole. @throws ObjectMissing */
export async function examplesOf(
  objects: Pick<ObjectStore, 'get' | 'keyOf'>,
  { uri, lineageUri }: Pick<SnapshotRow, 'uri' | 'lineageUri'>,
): Promise<SnapshotExample[]> {
  const [rows, lineage] = await Promise.all([uri, lineageUri].map((one) => objects.get(objects.keyOf(one))));
  const lines = new Map<string, LineageLine>();
  for await (const line of jsonLines<LineageLine>(lineage)) lines.set(line.exampleId, line);
  const examples: SnapshotExample[] = [];
  for await (const { exampleId, utterance, intent, language, weight, split } of jsonLines<RowLine>(rows)) {
    const { source, feedbackIds, reviewIds = [] } = lines.get(exampleId) ?? NO_LINEAGE;
    examples.push({
      exampleId,
      utterance,
      intent,
      language,
      weight,
      split: SPLITS[split],
      source,
      feedbackIds,
      reviewIds,
    });
  }
  return examples;
}

async function* jsonLines<T>(bytes: Uint8Array | undefined): AsyncGenerator<T, void> {
  const lines = Buffer.from(bytes ?? [])
    .toString('utf8')
    .split('\n');
  for (const [i, line] of lines.entries()) {
    if (line) yield JSON.parse(line) as T;
    // This process answers people meanwhile.
    if (i % LINES_BETWEEN_BREATHS === LINES_BETWEEN_BREATHS - 1) await setImmediate();
  }
}
