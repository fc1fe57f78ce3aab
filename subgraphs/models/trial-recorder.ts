import { type Transaction, transaction } from '../../platform/db/index.ts';
import type { Parts } from './parts.ts';
import type { RunNews, RunRecorder } from './run-recorder.ts';
import type { TrialParameters } from './store/tables.ts';
import { beginTrial, changeTrials, endTrials, insertTrials, markChosen, putTrialMetric } from './store/trial-store.ts';

/** How a trial ends that goes no further. */
export type TrialEnd = 'STOPPED' | 'FINISHED' | 'OUT_OF_TIME' | 'FAILED';

/**
 * Writes down what becomes of a run's trials. Each change is one of the run's too, and is heard by whoever follows it. Doing anything here
 * again changes nothing; everything throws RunIsOver for a run that does not run (any more).
 */
export class TrialRecorder {
  readonly #parts: Pick<Parts, 'db' | 'clock'>;
  readonly #runs: RunRecorder;

  constructor(parts: Pick<Parts, 'db' | 'clock'>, runs: RunRecorder) {
    this.#parts = parts;
    this.#runs = runs;
  }

  /** Numbers them from 1, in their order. */
  async plan(runId: string, trials: readonly TrialParameters[], news: RunNews): Promise<void> {
    await this.#change(runId, news, (tx) => insertTrials(tx, runId, trials));
  }

  async begin(runId: string, number: number): Promise<void> {
    await this.#change(runId, {}, (tx) => beginTrial(tx, runId, number, this.#parts.clock.now()));
  }

  /** `step` folds have been judged, and `score` is what the trial has reached by them. */
  async score(runId: string, number: number, { step, score }: { step: number; score: number }): Promise<void> {
    await this.#change(runId, {}, async (tx) => {
      await putTrialMetric(tx, { runId, number, step, value: score });
      await changeTrials(tx, runId, [number], { score });
    });
  }

  /** The trial waits for the others. */
  async rest(runId: string, number: number): Promise<void> {
    await this.#change(runId, {}, (tx) => changeTrials(tx, runId, [number], { state: 'WAITING' }));
  }

  /** These go no further. */
  async end(runId: string, numbers: readonly number[], state: TrialEnd, news: RunNews = {}): Promise<void> {
    const finishedAt = this.#parts.clock.now();
    await this.#change(runId, news, (tx) => changeTrials(tx, runId, numbers, { state, finishedAt }));
  }

  /** The search is over; those that are still open have come to its end. */
  async choose(runId: string, number: number, news: RunNews): Promise<void> {
    await this.#change(runId, news, async (tx) => {
      await endTrials(tx, runId, 'FINISHED', this.#parts.clock.now());
      await markChosen(tx, runId, number);
    });
  }

  async #change(runId: string, news: RunNews, write: (tx: Transaction) => Promise<void>): Promise<void> {
    await transaction(this.#parts.db, async (tx) => {
      await this.#runs.recordWithin(tx, runId, news);
      await write(tx);
    });
  }
}
