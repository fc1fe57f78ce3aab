import type { Database, Notifications, Transaction } from '../../platform/db/index.ts';
import type { Lifecycle } from '../../platform/lifecycle/index.ts';
import type { Logger } from '../../platform/log/index.ts';
import { Topic } from '../kit/index.ts';
import type { FeedbackRow } from './feedback-row.ts';
import { findFeedbackByIds } from './store/states.ts';

const CHANNEL = 'feedback_recorded';

/** PostgreSQL refuses payloads of 8,000 bytes; an id has some 40. */
const IDS_IN_A_PAYLOAD = 100;

/** Carries the news of recorded feedback from the process that consumes to those that serve subscribers. Keys are assistants. */
export class RecordedFeedback {
  readonly topic = new Topic<FeedbackRow>();
  readonly #db: Database;
  readonly #notifications: Notifications;
  readonly #log: Logger;

  constructor({ db, notifications, log }: { db: Database; notifications: Notifications; log: Logger }) {
    this.#db = db;
    this.#notifications = notifications;
    this.#log = log;
  }

  /** Heard when `tx` commits. */
  async tell(tx: Transaction, assistantId: string, ids: readonly string[]): Promise<void> {
    for (let start = 0; start < ids.length; start += IDS_IN_A_PAYLOAD)
      await this.#notifications.notify(
        tx,
        CHANNEL,
        JSON.stringify({ assistantId, ids: ids.slice(start, start + IDS_IN_A_PAYLOAD) }),
      );
  }

  async listen(lifecycle: Lifecycle): Promise<void> {
    const stop = await this.#notifications.listen(CHANNEL, (payload) => void this.#hear(payload));
    lifecycle.onStop('feedback notifications', stop);
  }

  async #hear(payload: string): Promise<void> {
    const { assistantId, ids } = JSON.parse(payload) as { assistantId: string; ids: string[] };
    if (!this.topic.isHeard(assistantId)) return;
    try {
      const rows = await findFeedbackByIds(this.#db, ids);
      for (const row of rows) this.topic.publish(assistantId, row);
    } catch (error) {
      this.#log.warn({ err: error, assistantId }, 'subscribers miss recorded feedback');
    }
  }
}
