import type { Database } from '../../../platform/db/index.ts';
import type { Clock } from '../../../platform/lifecycle/index.ts';
import type { AlertMetric } from '../alerts/vocabulary.ts';
import { openAlertCounts } from '../store/alert-store.ts';
import { cellsOf, latenciesOf } from '../store/cell-store.ts';
import { championsOf, findUnderWay } from '../store/deployment-store.ts';
import { busiestAssistants } from '../store/quality-store.ts';
import { predictedOf } from '../store/observed-rules-store.ts';
import { saidTo } from '../store/said-store.ts';
import { findVersions } from '../store/version-store.ts';
import { measureDrift } from './drift.ts';
import { measureInputDrift } from './input-drift.ts';
import type { QualityFigures } from './figures.ts';
import { reportOf } from './report.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** Of both periods that drift compares. */
const DRIFT_DAYS = 7;

/** How an assistant does now, in few numbers: what is watched from outside. */
export interface Monitored {
  assistantId: string;
  /** Counts the assistant's versions from 1. */
  championNumber: number;
  /** Of the version in service and of the one that takes over, over the last hour; one that answered nothing is left out. */
  versions: { part: 'champion' | 'canary'; number: number; figures: QualityFigures }[];
  /** Stability index of the champion's predictions; null where it has not served for long enough. */
  drift: number | null;
  /** How well what users say now is told from what they said to the champion at first; null where that is not known. */
  inputDrift: number | null;
  /** That are not over. */
  alerts: { metric: AlertMetric; count: number }[];
}

/** Tells the figures of the busiest assistants, by the same computation as their quality reports. */
export class Monitor {
  readonly #db: Database;
  readonly #clock: Clock;
  /** Drift is by whole days: measured once for each version and day. */
  readonly #drifts = new Map<string, { key: string; index: number | null }>();
  /** The same of inputs, which costs more: of one assistant at each look. */
  readonly #inputDrifts = new Map<string, { versionId: string; day: number; accuracy: number | null }>();

  constructor({ db, clock }: { db: Database; clock: Clock }) {
    this.#db = db;
    this.#clock = clock;
  }

  /** `atMost` assistants with a version in service, those with most turns in the last day first, and how many are left out. */
  async look(atMost: number): Promise<{ assistants: Monitored[]; leftOut: number }> {
    const now = this.#clock.now();
    const all = await busiestAssistants(this.#db, new Date(now.getTime() - DAY_MS));
    const shown = all.slice(0, atMost);
    for (const drifts of [this.#drifts, this.#inputDrifts])
      for (const assistantId of drifts.keys()) if (!shown.includes(assistantId)) drifts.delete(assistantId);
    const champions = await championsOf(this.#db, shown);
    await this.#renewInputDrift(champions, now);
    const assistants: Monitored[] = [];
    for (const assistantId of shown) {
      const championId = champions.get(assistantId);
      if (championId !== undefined) assistants.push(await this.#assistant(assistantId, championId, now));
    }
    return { assistants, leftOut: all.length - shown.length };
  }

  async #assistant(assistantId: string, championId: string, now: Date): Promise<Monitored> {
    const underWay = await findUnderWay(this.#db, assistantId);
    const canaryId = underWay?.state === 'CANARY' ? underWay.versionId : null;
    const numbers = new Map(
      (await findVersions(this.#db, [championId, ...(canaryId === null ? [] : [canaryId])])).map(({ id, number }) => [
        id,
        number,
      ]),
    );
    const period = { assistantId, from: new Date(now.getTime() - HOUR_MS), to: now, bucket: 'DAY' } as const;
    const report = reportOf(period, await cellsOf(this.#db, period), await latenciesOf(this.#db, period));
    const parts = [
      { part: 'champion', id: championId },
      { part: 'canary', id: canaryId },
    ] as const;
    return {
      assistantId,
      championNumber: numbers.get(championId) ?? 0,
      versions: parts.flatMap(({ part, id }) => {
        const slice = report.versions.find(({ key }) => key === id);
        return slice ? [{ part, number: numbers.get(slice.key) ?? 0, figures: slice.figures }] : [];
      }),
      drift: await this.#drift(assistantId, championId, now),
      inputDrift: this.#inputDrift(assistantId, championId),
      alerts: await openAlertCounts(this.#db, assistantId),
    };
  }

  async #drift(assistantId: string, versionId: string, now: Date): Promise<number | null> {
    const key = `${versionId} ${Math.floor(now.getTime() / DAY_MS)}`;
    const known = this.#drifts.get(assistantId);
    if (known?.key === key) return known.index;
    const recent = new Date(now.getTime() - (DRIFT_DAYS + 1) * DAY_MS);
    const predicted = await predictedOf(this.#db, { assistantId, versionId }, { days: DRIFT_DAYS, recent });
    const index = measureDrift(predicted, { days: DRIFT_DAYS, now })?.index ?? null;
    this.#drifts.set(assistantId, { key, index });
    return index;
  }

  /** Measures one that is of an earlier day or another version, if there is any. */
  async #renewInputDrift(champions: ReadonlyMap<string, string>, now: Date): Promise<void> {
    const day = Math.floor(now.getTime() / DAY_MS);
    const stale = [...champions].find(([assistantId, versionId]) => {
      const known = this.#inputDrifts.get(assistantId);
      return known?.versionId !== versionId || known.day !== day;
    });
    if (!stale) return;
    const [assistantId, versionId] = stale;
    const to = new Date(day * DAY_MS);
    const from = new Date(to.getTime() - DRIFT_DAYS * DAY_MS);
    const said = await saidTo(this.#db, { assistantId, versionId, days: DRIFT_DAYS, from, to });
    const accuracy = (said && measureInputDrift(said)?.test?.accuracy) ?? null;
    this.#inputDrifts.set(assistantId, { versionId, day, accuracy });
  }

  #inputDrift(assistantId: string, versionId: string): number | null {
    const known = this.#inputDrifts.get(assistantId);
    return known?.versionId === versionId ? known.accuracy : null;
  }
}
