import type { Transaction } from '../../platform/db/index.ts';
import type { Parts } from './parts.ts';
import { retryAt } from './retrain-policy.ts';
import { tellOfRun } from './run-feed.ts';
import { addLabels, putBackLabels } from './store/policy-store.ts';
import { appendLine, changeRun, endStages, findRun } from './store/run-store.ts';
import type { RunRow } from './store/tables.ts';
import { endTrials } from './store/trial-store.ts';
import { changeVersion, findVersionOfRun } from './store/version-store.ts';

export interface VainEnd {
  state: 'FAILED' | 'CANCELLED';
  error?: string;
  /** What the run's log says of it. */
  line: string;
}

/**
 * Ends a run that leads nowhere: the labels that it was asked for count again, but ask for no run before a while has passed, longer after
 * each such run in a row; one that restores a snapshot holds nothing back. Undefined where there is no such run, or it is over.
 */
export async function endInVain(
  { clock, notifications }: Pick<Parts, 'clock' | 'notifications'>,
  tx: Transaction,
  { runId, line, ...end }: VainEnd & { runId: string },
): Promise<RunRow | undefined> {
  const now = clock.now();
  const present = await findRun(tx, runId);
  if (!present) return undefined;
  // Counting nothing locks the counter: before the run, as whoever asks for a run does.
  const { inVain } = await addLabels(tx, present.assistantId, 0);
  const run = await changeRun(tx, runId, { ...end, finishedAt: now }, ['QUEUED', 'RUNNING']);
  if (!run) return undefined;
  await endStages(tx, runId, now);
  await endTrials(tx, runId, 'CANCELLED', now);
  await appendLine(tx, runId, line, now);
  // What becomes of a run that restores a snapshot tells nothing of those that learn new labels, and it has none.
  if (run.restoredSnapshotId === null) {
    const { assistantId, labels } = run;
    const until = retryAt(inVain + 1, now);
    await putBackLabels(tx, assistantId, { labels, inVain: inVain + 1, retryAt: until });
    if (labels > 0)
      await appendLine(tx, runId, `its ${labels} new labels count again, from ${until.toISOString()} on`, now);
  }
  const version = await findVersionOfRun(tx, runId);
  if (version?.state === 'REGISTERED') await changeVersion(tx, version.id, { state: 'EXPIRED' });
  await tellOfRun(notifications, tx, run);
  return run;
}
