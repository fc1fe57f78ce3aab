import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from '../../platform/log/index.ts';
import type { ServedVersion } from './handles.ts';
import type { StoredInterpretation } from './store/interpretation-store.ts';
import { insertShadow, shadowCounts } from './store/shadow-store.ts';
import type { Db } from './store/tables.ts';

/** What waits while a process has more to say than to think; beyond it, turns are left out of the comparison. */
const MOST_WAITING = 500;

/** What was served, and how to ask the version that is not heard the same. */
export interface ShadowTask {
  served: StoredInterpretation;
  version: ServedVersion;
  interpret: () => Promise<Pick<StoredInterpretation, 'intent' | 'confidence' | 'isOutOfScope'>>;
}

/**
 * Has a version that is not in service interpret what another was asked, after the reply and one at a time, and keeps what it made of it.
 * Nothing waits for it, and where it fails nobody but the log hears of it.
 */
export class Shadow {
  readonly #db: Db;
  readonly #log: Logger;
  readonly #waiting: ShadowTask[] = [];
  #working: Promise<void> | undefined;

  constructor({ db, log }: { db: Db; log: Logger }) {
    this.#db = db;
    this.#log = log;
  }

  /** Comes back at once. */
  add(task: ShadowTask): void {
    if (this.#waiting.length >= MOST_WAITING) return;
    this.#waiting.push(task);
    this.#working ??= this.#work();
  }

  /** Deployments as they compare to what was served, by id. */
  readonly comparisons = (deploymentIds: readonly string[]) => shadowCounts(this.#db, deploymentIds);

  /** Lets what waits go, and resolves when nothing is being done any more. */
  async stop(): Promise<void> {
    this.#waiting.length = 0;
    await this.#working;
  }

  async #work(): Promise<void> {
    try {
      for (let task = this.#waiting.shift(); task; task = this.#waiting.shift()) {
        await nextTurn();
        await this.#compare(task);
      }
    } catch (error) {
      this.#waiting.length = 0;
      this.#log.warn({ err: error }, 'shadow interpretations left out');
    } finally {
      this.#working = undefined;
    }
  }

  async #compare({ served, version, interpret }: ShadowTask): Promise<void> {
    const { intent, confidence, isOutOfScope } = await interpret();
    await insertShadow(this.#db, {
      deploymentId: version.deploymentId,
      turnId: served.turnId,
      intent,
      confidence,
      isOutOfScope,
      // Of what was refused, nobody hears the intent.
      agrees: isOutOfScope === served.isOutOfScope && (isOutOfScope || intent === served.intent),
      at: served.at,
    });
  }
}
