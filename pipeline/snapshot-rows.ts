import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
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

/** Canonical JSON lines (RFC 8785) in byte order: the same rows give the same bytes, whatever order they came in. */
export function encodeRows(rows: readonly SnapshotRow[]): Uint8Array {
  const lines = rows.map((row) => Buffer.from(canonicalize(row) ?? ''));
  lines.sort((a, b) => Buffer.compare(a, b));
  return Buffer.concat(lines.flatMap((line) => [line, NEW_LINE]));
}
const NEW_LINE = Buffer.from('\n');

export function decodeRows(bytes: Uint8Array): SnapshotRow[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.split('\n').flatMap((line) => (line ? [JSON.parse(line) as SnapshotRow] : []));
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function toExample({ exampleId: id, ...row }: SnapshotRow): Example {
  return { id, ...row };
}
