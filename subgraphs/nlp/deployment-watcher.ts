import { type Clock, type Lifecycle, WakeUp } from '../../platform/lifecycle/index.ts';
import type { Logger } from '../../platform/log/index.ts';
import { type Rooms, serviceIdentity } from '../kit/index.ts';
import type { Handles, ServedVersion, Serving } from './handles.ts';
import { ACKNOWLEDGE, DESIRED_DEPLOYMENTS, type DesiredDeployment } from './neighbours.ts';
import type { ServedVersionRow } from './store/tables.ts';
import type { VersionLoader } from './version-loader.ts';

const POLL_MS = 2_000;
const LEASE_SECONDS = 10;
const GOODBYE_MS = 1_000;

/** What the watcher needs of the database: the versions last served, so that a process starts while models is away. */
interface ServedVersions {
  read(): Promise<ServedVersionRow[]>;
  replace(assistantId: string, versions: ServedVersionRow[]): Promise<void>;
}

export interface DeploymentWatcherOptions {
  handles: Handles;
  loader: VersionLoader;
  servedVersions: ServedVersions;
  rooms: Rooms;
  clock: Clock;
  log: Logger;
  processId: string;
}

/**
 * Brings what models wants in service into service here: on a notification, and every two seconds. Loads first, then remembers, then
 * swaps, then acknowledges; a version that cannot be loaded leaves the old one where it is, and is said to be at fault.
 */
export class DeploymentWatcher {
  readonly #options: DeploymentWatcherOptions;
  readonly #wakeUp = new WakeUp();
  #isReady = false;
  #isModelsAway = false;

  constructor(options: DeploymentWatcherOptions) {
    this.#options = options;
  }

  /** Whether this process serves what it should as far as it can know: what models wants, or what it wanted before it went away. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** Serves what was served last, then watches until the lifecycle stops. Resolves once the former is loaded. */
  async start(lifecycle: Lifecycle): Promise<void> {
    await this.restore();
    const watching = this.#watch(lifecycle.signal);
    lifecycle.onStop('nlp deployment watcher', async () => {
      await watching;
      await this.#leave();
    });
  }

  /** Something was deployed: look now. */
  lookNow(): void {
    this.#wakeUp.call();
  }

  /** Takes up the versions that were served last, without models. */
  async restore(): Promise<void> {
    const rows = await this.#options.servedVersions.read();
    for (const [assistantId, versions] of Map.groupBy(rows, (row) => row.assistantId)) {
      const champion = await this.#load(versions.find((row) => !row.isCanary));
      const canary = await this.#load(versions.find((row) => row.isCanary));
      this.#options.handles.swap(assistantId, { champion, canary });
      if (champion || canary) this.#isReady = true;
    }
  }

  /** Looks once: brings every assistant to what models wants, and acknowledges what is in service. Rejects where models is away. */
  async sync(): Promise<void> {
    const { rooms, handles, processId } = this.#options;
    const { desiredDeployments } = await rooms.ask(DESIRED_DEPLOYMENTS, {}, this.#call());
    const wanted = Map.groupBy(desiredDeployments, (deployment) => deployment.assistantId);
    for (const assistantId of new Set([...wanted.keys(), ...handles.assistantIds()]))
      await this.#bring(assistantId, wanted.get(assistantId) ?? []);
    const deployments = handles.deploymentIds();
    const faults = this.#options.loader.faultsOf(
      desiredDeployments.map(({ deploymentId }) => deploymentId).filter((id) => !deployments.includes(id)),
    );
    const input = { processId, deployments, champions: handles.championIds(), leaseSeconds: LEASE_SECONDS, faults };
    await rooms.ask(ACKNOWLEDGE, { input }, this.#call());
    this.#isReady = true;
  }

  async #watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#wakeUp.reset();
      await this.#syncLogged();
      await this.#wakeUp.wait(POLL_MS, signal);
    }
  }

  async #syncLogged(): Promise<void> {
    const { log } = this.#options;
    try {
      await this.sync();
      if (this.#isModelsAway) log.info('models answers again');
      this.#isModelsAway = false;
    } catch (error) {
      if (!this.#isModelsAway) log.warn({ err: error }, 'models does not answer, serving what was served');
      this.#isModelsAway = true;
    }
  }

  /** A rollout need not wait for the lease of a process that has said goodbye. */
  async #leave(): Promise<void> {
    const { rooms, processId, log } = this.#options;
    const input = { processId, deployments: [], leaseSeconds: 0 };
    try {
      await rooms.ask(ACKNOWLEDGE, { input }, { ...this.#call(), signal: AbortSignal.timeout(GOODBYE_MS) });
    } catch (error) {
      log.debug({ err: error }, 'lease left to run out');
    }
  }

  async #bring(assistantId: string, wanted: readonly DesiredDeployment[]): Promise<void> {
    const { handles, servedVersions, log } = this.#options;
    const now = handles.of(assistantId);
    // Serving what rolls out is what makes it live.
    const live = inState(wanted, 'ROLLING_OUT') ?? inState(wanted, 'LIVE');
    const canary = inState(wanted, 'CANARY');
    const next: Serving = {
      champion: live && ((await this.#load(live)) ?? now.champion),
      canary: canary && ((await this.#load(canary)) ?? sameDeployment(now.canary, canary)),
      shadow: await this.#load(inState(wanted, 'SHADOW')),
    };
    if (isSame(now.champion, next.champion) && isSame(now.canary, next.canary) && isSame(now.shadow, next.shadow))
      return;
    await servedVersions.replace(assistantId, this.#rowsOf(assistantId, next));
    handles.swap(assistantId, next);
    log.info(
      {
        assistantId,
        champion: next.champion?.modelVersionId,
        canary: next.canary?.modelVersionId,
        share: next.canary?.trafficShare,
        shadow: next.shadow?.modelVersionId,
      },
      'versions in service swapped',
    );
  }

  async #load(wanted: ServedVersionRow | DesiredDeployment | undefined): Promise<ServedVersion | undefined> {
    return wanted && this.#options.loader.load(wanted);
  }

  #rowsOf(assistantId: string, { champion, canary }: Serving): ServedVersionRow[] {
    return [champion, canary].flatMap((version) =>
      version ? [this.#rowOf(assistantId, version, version === canary)] : [],
    );
  }

  #rowOf(assistantId: string, version: ServedVersion, isCanary: boolean): ServedVersionRow {
    const { deploymentId, modelVersionId, artifactUri, artifactSha256, trafficShare } = version;
    const { processId: servedBy, clock } = this.#options;
    const served = { deploymentId, modelVersionId, artifactUri, artifactSha256, trafficShare };
    return { ...served, assistantId, isCanary, servedBy, servedAt: clock.now() };
  }

  #call() {
    return { identity: serviceIdentity('nlp'), requestId: `nlp-${this.#options.processId}` };
  }
}

function inState(wanted: readonly DesiredDeployment[], state: string): DesiredDeployment | undefined {
  return wanted.find((deployment) => deployment.state === state);
}

function isSame(a: ServedVersion | undefined, b: ServedVersion | undefined): boolean {
  return a?.deploymentId === b?.deploymentId && a?.trafficShare === b?.trafficShare && a?.model === b?.model;
}

function sameDeployment(served: ServedVersion | undefined, { deploymentId }: DesiredDeployment) {
  return served?.deploymentId === deploymentId ? served : undefined;
}
