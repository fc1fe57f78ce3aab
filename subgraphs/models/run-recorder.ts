import { type Transaction, transaction } from '../../platform/db/index.ts';
import { invariant } from '../kit/index.ts';
import { RunIsOver } from './errors.ts';
import type { Parts } from './parts.ts';
import { tellOfRun } from './run-feed.ts';
import {
  appendLine,
  changeRun,
  endStages,
  enterStage,
  findRun,
  putMetrics,
  type RunChange,
  unfinishedRuns,
} from './store/run-store.ts';
import type { RunRow } from './store/tables.ts';
import { endInVain } from './vain-runs.ts';
import { isOver, type Stage } from './vocabulary.ts';

/** One point of a curve; a point with the same name and step replaces the earlier one. */
interface MetricPoint {
  name: string;
  /** Of the thing counted, e.g. the epoch; 0 for a single figure. */
  step: number;
  value: number;
}

/** What happened in a run since the last time. */
export interface RunNews {
  stage?: Stage;
  /** 0..1; a smaller one than before changes nothing. */
  progress?: number;
  metrics?: readonly MetricPoint[];
  lines?: readonly string[];
}

/** Writes down what the pipeline does to a run. Every change is the next in the run's sequence, and is heard by whoever follows it. */
export class RunRecorder {
  readonly #parts: Pick<Parts, 'db' | 'clock' | 'notifications'>;

  constructor(parts: Pick<Parts, 'db' | 'clock' | 'notifications'>) {
    this.#parts = parts;
  }

  /** Takes the run from QUEUED to RUNNING; one that runs already is given as it is. @throws RunIsOver */
  async begin(runId: string): Promise<RunRow> {
    const { db, clock } = this.#parts;
    return transaction(db, async (tx) => {
      const run = await changeRun(tx, runId, { state: 'RUNNING', startedAt: clock.now() }, ['QUEUED']);
      if (run) {
        await tellOfRun(this.#parts.notifications, tx, run);
        return run;
      }
      const present = await findRun(tx, runId);
      invariant(present, `there is no run ${runId}`);
      if (isOver(present.state)) throw new RunIsOver(runId);
      return present;
    });
  }

  /** Whether the run is still on its way: one that was cancelled is not. */
  async isRunning(runId: string): Promise<boolean> {
    return (await findRun(this.#parts.db, runId))?.state === 'RUNNING';
  }

  /** @throws RunIsOver for a run that does not run (any more). */
  async record(runId: string, news: RunNews): Promise<void> {
    await transaction(this.#parts.db, (tx) => this.recordWithin(tx, runId, news));
  }

  async recordWithin(
    tx: Transaction,
    runId: string,
    { stage, progress, metrics = [], lines = [] }: RunNews,
  ): Promise<void> {
    const now = this.#parts.clock.now();
    const change: RunChange = { ...(stage && { stage }), ...(progress !== undefined && { progress }) };
    await this.change(tx, runId, change);
    if (stage) await enterStage(tx, runId, stage, now);
    await putMetrics(
      tx,
      metrics.map((point) => ({ ...point, runId, at: now })),
    );
    for (const line of lines) await appendLine(tx, runId, line, now);
  }

  /** @throws RunIsOver */
  async change(tx: Transaction, runId: string, change: RunChange): Promise<RunRow> {
    const run = await changeRun(tx, runId, change, ['RUNNING']);
    if (!run) throw new RunIsOver(runId);
    if (isOver(run.state)) await endStages(tx, runId, this.#parts.clock.now());
    await tellOfRun(this.#parts.notifications, tx, run);
    return run;
  }

  /** The ids of the runs that are not over, oldest first. */
  async unfinished(): Promise<string[]> {
    return unfinishedRuns(this.#parts.db);
  }

  /** Ends the run with what a person should know, and says whether it did: nothing happens to one that is over. */
  async fail(runId: string, error: string): Promise<boolean> {
    const end = { runId, state: 'FAILED', error, line: `failed: ${error}` } as const;
    return transaction(this.#parts.db, async (tx) => (await endInVain(this.#parts, tx, end)) !== undefined);
  }
}
