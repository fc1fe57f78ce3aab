import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Crew, type FitResult, type FitStep, type FitTask, runFit } from '../nlu/index.ts';
import type { FitMessage } from './fit.worker.ts';

/** More threads gain little: the longest task of a training is half of it. */
const MOST = 2;
const EXTENSION = path.extname(fileURLToPath(import.meta.url));

interface Job {
  readonly task: FitTask;
  readonly onStep: (step: FitStep) => void;
  readonly resolve: (result: FitResult) => void;
  readonly reject: (error: Error) => void;
}

/** Does the tasks of a training in threads, as many at once as it has; with one, in the thread that asks. */
export class ThreadCrew implements Crew {
  readonly size: number;
  readonly #hands: Hand[] = [];
  readonly #waiting: Job[] = [];

  constructor(size = Math.min(MOST, availableParallelism())) {
    this.size = size;
  }

  run(task: FitTask, onStep: (step: FitStep) => void): Promise<FitResult> {
    if (this.size === 1) return Promise.resolve().then(() => runFit(task, onStep));
    const { promise, resolve, reject } = Promise.withResolvers<FitResult>();
    this.#waiting.push({ task, onStep, resolve, reject });
    if (this.#hands.length < this.size) this.#hands.push(new Hand(() => this.#waiting.shift()));
    for (const hand of this.#hands) hand.work();
    return promise;
  }

  async close(): Promise<void> {
    await Promise.all(this.#hands.map((hand) => hand.leave()));
  }
}

/** One thread and the job that it is at. */
class Hand {
  readonly #worker = new Worker(new URL(`./fit.worker${EXTENSION}`, import.meta.url), { execArgv: [] });
  readonly #next: () => Job | undefined;
  #job: Job | undefined;

  constructor(next: () => Job | undefined) {
    this.#next = next;
    this.#worker.on('message', (message: FitMessage) => {
      if (message.kind === 'step') return this.#job?.onStep(message.step);
      this.#job?.resolve(message.result);
      this.#job = undefined;
      this.work();
    });
    this.#worker.on('error', (error) => this.#job?.reject(error));
    this.#worker.on('exit', (code) => this.#job?.reject(new Error(`the fit thread ended with ${code}`)));
  }

  /** Takes the next job unless at one. */
  work(): void {
    if (this.#job) return;
    this.#job = this.#next();
    if (this.#job) this.#worker.postMessage(this.#job.task, []);
  }

  async leave(): Promise<void> {
    await this.#worker.terminate();
  }
}
