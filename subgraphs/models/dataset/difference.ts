import { setImmediate } from 'node:timers/promises';
import { nearEqualKey } from '../../../nlu/index.ts';
import type { DatasetChangeKind, ExampleSource } from '../vocabulary.ts';
import type { SnapshotExample } from './snapshot-examples.ts';

/** What one example of a snapshot is against another snapshot. */
export interface DatasetChange {
  kind: DatasetChangeKind;
  /** Null of an added one. */
  before: SnapshotExample | null;
  /** Null of a removed one. */
  after: SnapshotExample | null;
}

export interface ChangeCount {
  kind: DatasetChangeKind;
  /** Where the example comes from now; of a removed one, came from. */
  source: ExampleSource;
  count: number;
}

const EXAMPLES_BETWEEN_BREATHS = 500;

/**
 * What changed from one snapshot to another, in the order of the near-equal utterances. An example is the same where its id and its intent
 * are. Among near-equal utterances, one that lost an intent and one that has gained another are one that was relabelled, whatever their
 * ids: a review puts a label in an example's place. What is left over was added or removed.
 */
export async function differenceOf(
  from: readonly SnapshotExample[],
  to: readonly SnapshotExample[],
): Promise<DatasetChange[]> {
  const [before, after] = [new Set(from.map(identityOf)), new Set(to.map(identityOf))];
  const gone = await byNearEqual(from.filter((example) => !after.has(identityOf(example))));
  const come = await byNearEqual(to.filter((example) => !before.has(identityOf(example))));
  return [...new Set([...gone.keys(), ...come.keys()])]
    .toSorted()
    .flatMap((key) => pair(gone.get(key) ?? [], come.get(key) ?? []));
}

function identityOf({ exampleId, intent }: SnapshotExample): string {
  return JSON.stringify([exampleId, intent]);
}

export function countsOf(changes: readonly DatasetChange[]): ChangeCount[] {
  const counts = new Map<string, ChangeCount>();
  for (const { kind, before, after } of changes) {
    const source = (after ?? before)?.source ?? 'SEED';
    const key = `${kind} ${source}`;
    counts.set(key, { kind, source, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
}

/** Pairs what went with what came: the same example first, then whatever has another intent. */
function pair(gone: readonly SnapshotExample[], come: readonly SnapshotExample[]): DatasetChange[] {
  const left = [...come];
  const take = (isPartner: (example: SnapshotExample) => boolean) => {
    const place = left.findIndex(isPartner);
    return place < 0 ? null : (left.splice(place, 1)[0] ?? null);
  };
  const changes = gone
    .map((before) => ({ before, after: take(({ exampleId }) => exampleId === before.exampleId) }))
    .map(({ before, after }) => ({ before, after: after ?? take(({ intent }) => intent !== before.intent) }))
    .map((found): DatasetChange => ({ ...found, kind: found.after ? 'RELABELLED' : 'REMOVED' }));
  return [...changes, ...left.map((after): DatasetChange => ({ kind: 'ADDED', before: null, after }))];
}

async function byNearEqual(examples: readonly SnapshotExample[]): Promise<Map<string, SnapshotExample[]>> {
  const groups = new Map<string, SnapshotExample[]>();
  for (const [i, example] of examples.entries()) {
    const key = nearEqualKey(example.utterance);
    const group = groups.get(key);
    if (group) group.push(example);
    else groups.set(key, [example]);
    // This process answers people meanwhile.
    if (i % EXAMPLES_BETWEEN_BREATHS === EXAMPLES_BETWEEN_BREATHS - 1) await setImmediate();
  }
  return groups;
}
