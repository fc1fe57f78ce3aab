import { setTimeout as sleep } from 'node:timers/promises';
import { transaction } from '../../platform/db/index.ts';
import { DomainError } from '../kit/index.ts';
import type { Parts } from './parts.ts';
import type { RunService } from './run-service.ts';
import { findRun, latestRun } from './store/run-store.ts';
import type { RunRow } from './store/tables.ts';
import { findReports, findVersionOfRun, pageOfVersions } from './store/version-store.ts';
import type { VersionService } from './version-service.ts';
import { isOver } from './vocabulary.ts';

const SEED = { id: 'seed', roles: ['service'] } as const;
const POLL_MS = 50;

export interface FirstVersion {
  assistantId: string;
  reason: string;
  signal: AbortSignal;
}

/**
 * Sees to it that an assistant has a version: asks for a run, waits for it, and approves what it made, as `seed` and on its evidence, as a
 * person would. Safe to call again, also after a crash half-way; an assistant that others have trained is left alone.
 * Resolves when the version is on its way into service. Rejects where the run did not succeed, and when `signal` aborts.
 */
export async function seedFirstVersion(
  { db }: Pick<Parts, 'db'>,
  { runs, versions }: { runs: RunService; versions: VersionService },
  { assistantId, reason, signal }: FirstVersion,
): Promise<void> {
  const [known] = await pageOfVersions(db, assistantId, { limit: 1, direction: 'forward', from: undefined });
  const runOfKnown = known && (await findRun(db, known.runId));
  const run = runOfKnown && !wasCutOff(runOfKnown) ? runOfKnown : await firstRun();
  if (run.requestedBy !== SEED.id) return;
  const { state, error } = await untilOver(db, run, signal);
  if (state !== 'SUCCEEDED')
    throw new DomainError('INVALID_STATE', `The first training ended ${state}: ${error ?? ''}`);
  const version = await findVersionOfRun(db, run.id);
  if (version?.state !== 'PENDING_APPROVAL') return;
  const [report] = await findReports(db, [version.reportId]);
  await versions.approve(
    { modelVersionId: version.id, expectedEvidenceHash: report?.evidenceHash ?? '', comment: reason },
    { identity: SEED },
  );

  async function firstRun(): Promise<RunRow> {
    const latest = await latestRun(db, assistantId);
    if (latest && !isOver(latest.state)) return latest;
    return transaction(db, (tx) => runs.want(tx, { assistantId, trigger: 'MANUAL', reason, requestedBy: SEED.id }));
  }
}

/** Our own run, ended after it had registered its version and before that was judged: it leads nowhere. */
function wasCutOff({ requestedBy, state }: RunRow): boolean {
  return requestedBy === SEED.id && (state === 'FAILED' || state === 'CANCELLED');
}

async function untilOver(db: Parts['db'], run: RunRow, signal: AbortSignal): Promise<RunRow> {
  let present = run;
  while (!isOver(present.state)) {
    await sleep(POLL_MS, undefined, { signal });
    present = (await findRun(db, run.id)) ?? present;
  }
  return present;
}
