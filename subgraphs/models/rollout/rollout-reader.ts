import type { Parts } from '../parts.ts';
import { faultsOf, stepsOf, watchesOf } from '../store/rollout-store.ts';
import type { RolloutStepRow, RolloutWatchRow } from '../store/rollout-tables.ts';

/** How deployments go, by their ids and in batches. */
export class RolloutReader {
  readonly #parts: Pick<Parts, 'db' | 'clock'>;

  constructor(parts: Pick<Parts, 'db' | 'clock'>) {
    this.#parts = parts;
  }

  readonly steps = async (deploymentIds: readonly string[]): Promise<Map<string, RolloutStepRow[]>> =>
    Map.groupBy(await stepsOf(this.#parts.db, deploymentIds), ({ deploymentId }) => deploymentId);

  readonly watches = async (deploymentIds: readonly string[]): Promise<Map<string, RolloutWatchRow>> =>
    new Map((await watchesOf(this.#parts.db, deploymentIds)).map((watch) => [watch.deploymentId, watch]));

  /** Of processes that hold a lease now. */
  readonly faults = async (deploymentIds: readonly string[]) =>
    Map.groupBy(
      await faultsOf(this.#parts.db, deploymentIds, this.#parts.clock.now()),
      ({ deploymentId }) => deploymentId,
    );
}
