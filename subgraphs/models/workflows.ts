import type { Transaction } from '../../platform/db/index.ts';

/** What this room asks of the workflow engine. What is enqueued begins when `tx` commits, and never where it rolls back. */
export interface Workflows {
  /** At most one at a time for an assistant; the others wait in their order. */
  enqueueRetrain(tx: Transaction, run: { id: string; assistantId: string }): Promise<void>;
  enqueueDeploy(tx: Transaction, approval: { id: string; versionId: string; by: string }): Promise<void>;
  enqueueRefresh(tx: Transaction, refresh: { versionId: string; requestedAt: Date }): Promise<void>;
  /** Stops the workflow of a run, wherever it is. Safe to call for one that has ended. */
  cancel(runId: string): Promise<void>;
}
