import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Crew, type FitResult, type FitStep, type FitTask, runFit } from '../nlu/index.ts';
import type { FitMessage } from './fit.worker.ts';

/** More threads gain little: the longest task of a training is half of it. */
const MOST = 2;
/** With more rows (150,000 were measured), what a second thread holds would take the training beyond a gigabyte. */
const MOST_SHARED_ROWS = 120_000;
/** A fit works on arrays outside of the heap; what little it leaves on it is collected as well in a small nursery, which saves 35 MB a thread. */
const YOUNG_IS_SMALL = { maxYoungGenerationSizeMb: 4 };
const EXTENSION = path.extname(fileURLToPath(import.meta.url));

interface Job {
  readonly task: FitTask;
  readonly onStep: (step: FitStep) => void;
  readonly resolve: (result: FitResult) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Does the tasks of a training in threads, as many at once as it has; with one, in the thread that asks. The task of a thread that dies is
 * rejected, and another thread takes its place.
 */
export class ThreadCrew implements Crew {
  readonly size: number;
  readonly #hands = new Set<Hand>();
  readonly #waiting: Job[] = [];
  #isClosed = false;

  constructor(size = Math.min(MOST, availableParallelism())) {
    this.size = size;
  }

  /** For a training on so many rows. */
  static forRows(count: number): ThreadCrew {
    return count > MOST_SHARED_ROWS ? new ThreadCrew(1) : new ThreadCrew();
  }

  run(task: FitTask, onStep: (step: FitStep) => void): Promise<FitResult> {
    if (this.#isClosed) return Promise.reject(new CrewClosed());
    if (this.size === 1) return Promise.resolve().then(() => runFit(task, onStep));
    const { promise, resolve, reject } = Promise.withResolvers<FitResult>();
    this.#waiting.push({ task, onStep, resolve, reject });
    this.#call();
    return promise;
  }

  /** Ends the threads; whatever is not done by then is rejected. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(new CrewClosed());
    await Promise.all([...this.#hands].map((hand) => hand.leave()));
  }

  /** As many hands as there is work for, each at work. */
  #call(): void {
    for (const hand of this.#hands) hand.work();
    while (!this.#isClosed && this.#waiting.length > 0 && this.#hands.size < this.size) {
      const hand = new Hand({
        next: () => this.#waiting.shift(),
        onGone: () => {
          this.#hands.delete(hand);
          this.#call();
        },
      });
      this.#hands.add(hand);
      hand.work();
    }
  }
}

class CrewClosed extends Error {
  override readonly name = 'CrewClosed';

  constructor() {
    super('the crew was closed before the task was done');
  }
}

interface HandOptions {
  readonly next: () => Job | undefined;
  /** Told once, when the thread is gone. */
  readonly onGone: () => void;
}

/** One thread and the job that it is at. */
class Hand {
  readonly #worker = new Worker(new URL(`./fit.worker${EXTENSION}`, import.meta.url), {
    execArgv: [],
    resourceLimits: YOUNG_IS_SMALL,
  });
  readonly #next: () => Job | undefined;
  #job: Job | undefined;
  #death: Error | undefined;

  constructor({ next, onGone }: HandOptions) {
    this.#next = next;
    this.#worker.on('message', (message: FitMessage) => {
      if (message.kind === 'step') return this.#job?.onStep(message.step);
      this.#job?.resolve(message.result);
      this.#job = undefined;
      this.work();
    });
    this.#worker.on('error', (error) => (this.#death = error));
    this.#worker.once('exit', (code) => {
      this.#job?.reject(this.#death ?? new Error(`the fit thread ended with ${code}`));
      onGone();
    });
  }

  /** Takes the next job unless at one. */
  work(): void {
    if (this.#job || this.#death) return;
    this.#job = this.#next();
    if (this.#job) this.#worker.postMessage(this.#job.task, []);
  }

  async leave(): Promise<void> {
    await this.#worker.terminate();
  }
}
