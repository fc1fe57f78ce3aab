import type { Database, Notifications, Transaction } from '../../platform/db/index.ts';
import type { Lifecycle } from '../../platform/lifecycle/index.ts';
import type { Logger } from '../../platform/log/index.ts';
import { NotFound, presentThenChanges, Topic } from '../kit/index.ts';
import { findRun, latestRun } from './store/run-store.ts';
import type { RunRow } from './store/tables.ts';
import { isOver } from './vocabulary.ts';

const CHANNEL = 'models_run';

/** Says that the run changed, once `tx` commits. */
export async function tellOfRun(notifications: Notifications, tx: Transaction, run: RunRow): Promise<void> {
  await notifications.notify(tx, CHANNEL, JSON.stringify({ runId: run.id, assistantId: run.assistantId }));
}

interface Told {
  runId: string;
  assistantId: string;
}

/**
 * Runs as they change, wherever they are changed. However many listen in this process, a change is read once, and all get the same
 * object; changes that come while one is being read are read together.
 */
export class RunFeed {
  readonly #db: Database;
  readonly #notifications: Notifications;
  readonly #log: Logger;
  readonly #runs = new Topic<RunRow>();
  readonly #assistants = new Topic<RunRow>();
  readonly #reading = new Map<string, 'once' | 'again'>();

  constructor({ db, notifications, log }: { db: Database; notifications: Notifications; log: Logger }) {
    this.#db = db;
    this.#notifications = notifications;
    this.#log = log;
  }

  async start(lifecycle: Lifecycle): Promise<void> {
    const onPayload = (payload: string) => void this.#hear(JSON.parse(payload) as Told);
    const stop = await this.#notifications.listen(CHANNEL, onPayload, { onReconnect: () => void this.#catchUp() });
    lifecycle.onStop('models run changes', stop);
  }

  /** The run now, then each newer state, up to the last one. @throws NotFound */
  async follow(runId: string, after: number | undefined): Promise<AsyncIterableIterator<RunRow>> {
    const changes = this.#runs.listen(runId, { latestOnly: true });
    const present = await findRun(this.#db, runId).catch(async (error: unknown) => {
      await changes.return?.();
      throw error;
    });
    if (!present) {
      await changes.return?.();
      throw new NotFound('training run');
    }
    return presentThenChanges(changes, {
      read: () => Promise.resolve(present),
      versionOf: ({ sequence }) => sequence,
      after,
      isLast: ({ state }) => isOver(state),
    });
  }

  /** Every change of every run of the assistant, from now on. */
  listen(assistantId: string): AsyncIterableIterator<RunRow> {
    return this.#assistants.listen(assistantId);
  }

  async #hear({ runId, assistantId }: Told): Promise<void> {
    if (!this.#runs.isHeard(runId) && !this.#assistants.isHeard(assistantId)) return;
    if (this.#reading.has(runId)) return void this.#reading.set(runId, 'again');
    try {
      do {
        this.#reading.set(runId, 'once');
        const run = await findRun(this.#db, runId);
        if (run) this.#publish(run);
      } while (this.#reading.get(runId) === 'again');
    } catch (error) {
      this.#log.warn({ err: error, runId }, 'subscribers miss a change of a run');
    } finally {
      this.#reading.delete(runId);
    }
  }

  async #catchUp(): Promise<void> {
    try {
      for (const runId of this.#runs.keys()) {
        const run = await findRun(this.#db, runId);
        if (run) this.#runs.publish(runId, run);
      }
      for (const assistantId of this.#assistants.keys()) {
        const run = await latestRun(this.#db, assistantId);
        if (run) this.#assistants.publish(assistantId, run);
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'subscribers miss what runs did meanwhile');
    }
  }

  #publish(run: RunRow): void {
    this.#runs.publish(run.id, run);
    this.#assistants.publish(run.assistantId, run);
  }
}
