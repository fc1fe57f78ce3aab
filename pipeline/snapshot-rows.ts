import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { SnapshotCount } from '../subgraphs/models/index.ts';
import type { Example, LabelledSpan, Split } from '../nlu/index.ts';

/** One row of a dataset snapshot, as it is written. `weight` > 0; `intent` null means out of scope. */
export type SnapshotRow = {
  exampleId: string;
  utterance: string;
  intent: string | null;
  language: string;
  weight: number;
  split: Split;
  /** Where a person marked entities; absent where nobody looked, as in all rows before there were entity types: so their hashes stand. */
  spans?: readonly LabelledSpan[];
};

/** A row beside where it comes from: who said something is no part of what was learned, so it stays outside the hash. */
export interface SourcedRow {
  row: SnapshotRow;
  source: SnapshotCount['source'];
  feedbackIds: string[];
  reviewIds: string[];
}

/** Canonical JSON lines (RFC 8785) in byte order: the same rows give the same bytes, whatever order they came in. */
export function encodeRows(rows: readonly SnapshotRow[]): Uint8Array {
  const lines = rows.map((row) => Buffer.from(canonicalize(row) ?? ''));
  lines.sort((a, b) => Buffer.compare(a, b));
  return Buffer.concat(lines.flatMap((line) => [line, NEW_LINE]));
}
const NEW_LINE = Buffer.from('\n');

export function decodeRows(bytes: Uint8Array): SnapshotRow[] {
  return decodeLines<SnapshotRow>(bytes);
}

function decodeLines<T>(bytes: Uint8Array): T[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.split('\n').flatMap((line) => (line ? [JSON.parse(line) as T] : []));
}

/** One line each, in byte order. */
export function encodeLineage(sourced: readonly SourcedRow[]): Uint8Array {
  const lines = sourced.map(({ row: { exampleId }, source, feedbackIds, reviewIds }) =>
    JSON.stringify({
      exampleId,
      source,
      feedbackIds: feedbackIds.toSorted(),
      ...(reviewIds.length > 0 && { reviewIds: reviewIds.toSorted() }),
    }),
  );
  return Buffer.from(
    lines
      .toSorted()
      .map((line) => `${line}\n`)
      .join(''),
  );
}

/** Where the lineage of the rows with this sha256 lies: its name says what it holds, as the rows' own does. */
export function lineageKeyOf(sha256: string, lineage: Uint8Array): string {
  return `snapshots/${sha256}.lineage-${sha256Of(lineage)}.jsonl`;
}

/** Rows beside their lineage, as both were written. */
export function decodeSourced(rows: Uint8Array, lineage: Uint8Array): SourcedRow[] {
  const told = new Map(decodeLines<LineageLine>(lineage).map((line) => [line.exampleId, line]));
  return decodeRows(rows).map((row) => {
    const { source, feedbackIds, reviewIds = [] } = told.get(row.exampleId) ?? NO_LINEAGE;
    return { row, source, feedbackIds, reviewIds };
  });
}
/** Lineage from before there was an inbox knows no reviews. */
type LineageLine = Pick<SourcedRow, 'source' | 'feedbackIds'> & { exampleId: string; reviewIds?: string[] };
const NO_LINEAGE: Omit<LineageLine, 'exampleId'> = { source: 'SEED', feedbackIds: [] };

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function toExample({ exampleId: id, ...row }: SnapshotRow): Example {
  return { id, ...row };
}
