import type { Database, Notifications, Transaction } from '../../../platform/db/index.ts';
import type { Lifecycle } from '../../../platform/lifecycle/index.ts';
import type { Logger } from '../../../platform/log/index.ts';
import { newId, Topic } from '../../kit/index.ts';
import { alertsAfter, findAlerts } from '../store/alert-store.ts';
import type { AlertRow } from '../store/alert-tables.ts';

const CHANNEL = 'models_alert';

/** Says that an alert was raised, once `tx` commits. */
export async function tellOfAlert(
  notifications: Notifications,
  tx: Transaction,
  { id, assistantId }: Pick<AlertRow, 'id' | 'assistantId'>,
): Promise<void> {
  await notifications.notify(tx, CHANNEL, JSON.stringify({ alertId: id, assistantId }));
}

/** Alerts of an assistant as they are raised, by whichever process; read once for all who listen in this one. */
export class AlertFeed {
  readonly #db: Database;
  readonly #notifications: Notifications;
  readonly #log: Logger;
  readonly #assistants = new Topic<AlertRow>();
  #published = Promise.resolve();
  /** Of the last alert, whether somebody listened or not. Ids grow with time: what was raised while nobody could hear has a greater one. */
  #last = newId('alert');

  constructor({ db, notifications, log }: { db: Database; notifications: Notifications; log: Logger }) {
    this.#db = db;
    this.#notifications = notifications;
    this.#log = log;
  }

  async start(lifecycle: Lifecycle): Promise<void> {
    const stop = await this.#notifications.listen(
      CHANNEL,
      (payload) => {
        const { alertId, assistantId } = JSON.parse(payload) as { alertId: string; assistantId: string };
        if (this.#assistants.isHeard(assistantId)) this.#inLine(() => findAlerts(this.#db, [alertId]));
        else this.#pass(alertId);
      },
      { onReconnect: () => this.#inLine(() => alertsAfter(this.#db, this.#last)) },
    );
    lifecycle.onStop('models alerts', stop);
  }

  listen(assistantId: string): AsyncIterableIterator<AlertRow> {
    return this.#assistants.listen(assistantId);
  }

  #inLine(read: () => Promise<AlertRow[]>): void {
    this.#published = this.#published.then(() => this.#publish(read));
  }

  async #publish(read: () => Promise<AlertRow[]>): Promise<void> {
    try {
      for (const alert of await read()) {
        this.#assistants.publish(alert.assistantId, alert);
        this.#pass(alert.id);
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'subscribers miss an alert');
    }
  }

  #pass(id: string): void {
    if (id > this.#last) this.#last = id;
  }
}
