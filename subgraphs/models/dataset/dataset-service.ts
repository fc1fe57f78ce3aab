import { BadUserInput } from '../../kit/index.ts';
import type { Parts } from '../parts.ts';
import { findSnapshots } from '../store/snapshot-store.ts';
import type { SnapshotRow } from '../store/tables.ts';
import { type DatasetChange, differenceOf } from './difference.ts';
import { examplesOf, type SnapshotExample } from './snapshot-examples.ts';

export interface DatasetDifference {
  from: SnapshotRow;
  to: SnapshotRow;
  all: DatasetChange[];
}

/** Tells what dataset snapshots hold: reads their objects anew each time, since nothing of them ever changes. */
export class DatasetService {
  readonly #parts: Pick<Parts, 'db' | 'objects'>;

  constructor(parts: Pick<Parts, 'db' | 'objects'>) {
    this.#parts = parts;
  }

  examples(snapshot: SnapshotRow): Promise<SnapshotExample[]> {
    return examplesOf(this.#parts.objects, snapshot);
  }

  /** Null where one of them does not exist. @throws BadUserInput where they are of two assistants. */
  async difference(fromId: string, toId: string): Promise<DatasetDifference | null> {
    const snapshots = await findSnapshots(this.#parts.db, [fromId, toId]);
    const from = snapshots.find(({ id }) => id === fromId);
    const to = snapshots.find(({ id }) => id === toId);
    if (!from || !to) return null;
    if (from.assistantId !== to.assistantId) throw new BadUserInput('Both snapshots must be of one assistant.', ['to']);
    // Rows lie under their digest.
    if (from.uri === to.uri) return { from, to, all: [] };
    const [before, after] = await Promise.all([this.examples(from), this.examples(to)]);
    return { from, to, all: await differenceOf(before, after) };
  }
}
