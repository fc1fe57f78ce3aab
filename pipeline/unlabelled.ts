import canonicalize from 'canonicalize';
import { nearEqualKey } from '../nlu/index.ts';
import type { Unlabelled } from '../subgraphs/feedback/index.ts';
import { sha256Of } from './snapshot-rows.ts';

/** More of what users said would cost more time than it teaches: the last 13,500 of CLINC150 more than double a training's. */
export const MOST_UNLABELLED = 15_000;

/** Those of the utterances that are near-equal to nothing that is taught or tested: a guess about a test utterance must not teach. */
export function apartFrom(taken: ReadonlySet<string>, unlabelled: readonly Unlabelled[]): Unlabelled[] {
  return unlabelled.filter(({ utterance }) => !taken.has(nearEqualKey(utterance)));
}

/** Canonical JSON lines (RFC 8785) in byte order, each with the turn that it is from. */
export function encodeUnlabelled(unlabelled: readonly Unlabelled[]): Uint8Array {
  const lines = unlabelled.map(({ turnId, utterance }) => `${canonicalize({ turnId, utterance })}\n`);
  return Buffer.from(lines.toSorted().join(''));
}

export function decodeUnlabelled(bytes: Uint8Array): Unlabelled[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Unlabelled);
}

/** Where what is unlabelled beside the rows with this sha256 lies: its name says what it holds, as the rows' own does. */
export function unlabelledKeyOf(sha256: string, unlabelled: Uint8Array): string {
  return `snapshots/${sha256}.unlabelled-${sha256Of(unlabelled)}.jsonl`;
}
