import type { Database, Notifications, Transaction } from '../../platform/db/index.ts';
import type { Lifecycle } from '../../platform/lifecycle/index.ts';
import type { Logger } from '../../platform/log/index.ts';
import { Topic } from '../kit/index.ts';
import { findDeployment, latestDeployment } from './store/deployment-store.ts';
import type { DeploymentRow } from './store/tables.ts';

/** Heard by every process that serves: look again at what is desired. */
const DESIRED_CHANNEL = 'models_deployment';
const CHANGED_CHANNEL = 'models_deployment_changed';

/** Says that these deployments changed, in this order, once `tx` commits. */
export async function tellOfDeployments(
  notifications: Notifications,
  tx: Transaction,
  assistantId: string,
  deploymentIds: readonly string[],
): Promise<void> {
  await notifications.notify(tx, DESIRED_CHANNEL, assistantId);
  for (const deploymentId of deploymentIds)
    await notifications.notify(tx, CHANGED_CHANNEL, JSON.stringify({ assistantId, deploymentId }));
}

/** Deployments of an assistant as they change, wherever they are changed; read once for all who listen in this process. */
export class DeploymentFeed {
  readonly #db: Database;
  readonly #notifications: Notifications;
  readonly #log: Logger;
  readonly #assistants = new Topic<DeploymentRow>();
  #published = Promise.resolve();

  constructor({ db, notifications, log }: { db: Database; notifications: Notifications; log: Logger }) {
    this.#db = db;
    this.#notifications = notifications;
    this.#log = log;
  }

  async start(lifecycle: Lifecycle): Promise<void> {
    const stop = await this.#notifications.listen(
      CHANGED_CHANNEL,
      (payload) => {
        const { assistantId, deploymentId } = JSON.parse(payload) as { assistantId: string; deploymentId: string };
        // One after another: a reader must not see the new champion before the old one has left.
        if (this.#assistants.isHeard(assistantId)) this.#inLine(() => this.#publish(assistantId, deploymentId));
      },
      { onReconnect: () => this.#inLine(() => this.#catchUp()) },
    );
    lifecycle.onStop('models deployment changes', stop);
  }

  listen(assistantId: string): AsyncIterableIterator<DeploymentRow> {
    return this.#assistants.listen(assistantId);
  }

  #inLine(work: () => Promise<void>): void {
    this.#published = this.#published.then(work);
  }

  /** What changed while nobody could hear: the deployment that changed last says where each assistant stands. */
  async #catchUp(): Promise<void> {
    try {
      for (const assistantId of this.#assistants.keys()) {
        const latest = await latestDeployment(this.#db, assistantId);
        if (latest) this.#assistants.publish(assistantId, latest);
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'subscribers miss deployments made meanwhile');
    }
  }

  async #publish(assistantId: string, deploymentId: string): Promise<void> {
    try {
      const deployment = await findDeployment(this.#db, deploymentId);
      if (deployment) this.#assistants.publish(assistantId, deployment);
    } catch (error) {
      this.#log.warn({ err: error, deploymentId }, 'subscribers miss a deployment');
    }
  }
}
