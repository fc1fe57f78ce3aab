import { type Transaction, transaction } from '../../../platform/db/index.ts';
import { allOf } from '../all-of.ts';
import type { Parts } from '../parts.ts';
import { measureDrift } from '../quality/drift.ts';
import { measureInputDrift } from '../quality/input-drift.ts';
import { type QualityReport, reportOf } from '../quality/report.ts';
import {
  alertsToAct,
  changeAlertRule,
  forgetAlerts,
  holdAlertRules,
  openAlertsOf,
  watchedByAlertRules,
} from '../store/alert-store.ts';
import type { AlertRow, AlertRuleRow } from '../store/alert-tables.ts';
import { cellsOf, latenciesOf } from '../store/cell-store.ts';
import { championsOf, findUnderWay } from '../store/deployment-store.ts';
import { oldestKept } from '../store/observed-store.ts';
import { predictedOf } from '../store/observed-rules-store.ts';
import { saidTo } from '../store/said-store.ts';
import type { Alarm } from './alarm.ts';
import type { AlertActor } from './alert-actor.ts';
import { judgeLook } from './hysteresis.ts';
import { measure, type Measurement, measurementOfDrift, measurementOfInputDrift } from './measurement.ts';
import { type AlertVersion, isDrift } from './vocabulary.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What one look of an assistant's rules has read, once for all of them. */
interface Sight {
  versions: Readonly<Record<AlertVersion, string | null>>;
  reportOf(from: Date, to: Date): Promise<QualityReport>;
}

/**
 * Looks at what alert rules are about, raises alerts and clears them. A rule is looked at once in each step of `everyMinutes`, counted
 * from the beginning of 1970, by its window that ends with the step before: the same whichever process looks, and however late. Of steps
 * that nobody looked at, the last one counts alone.
 */
export class AlertWatch {
  readonly #parts: Parts;
  readonly #alarm: Alarm;
  readonly #actor: AlertActor;

  constructor(parts: Parts, { alarm, actor }: { alarm: Alarm; actor: AlertActor }) {
    this.#parts = parts;
    this.#alarm = alarm;
    this.#actor = actor;
  }

  /** For once a minute; two at once do what one does. An assistant of which a look or an act fails keeps no other waiting. */
  async tend(): Promise<void> {
    const { db } = this.#parts;
    const looks = (await watchedByAlertRules(db)).map(
      (assistantId) => () => transaction(db, (tx) => this.#lookAt(tx, assistantId)),
    );
    const act = async () =>
      allOf((await alertsToAct(db)).map((alert) => () => transaction(db, (tx) => this.#actor.act(tx, alert))));
    await allOf([...looks, act]);
  }

  /** Forgets alerts that have been over for as long as turns are kept, with what webhooks were told of them. Safe to repeat. */
  async forget(): Promise<void> {
    const { db, clock } = this.#parts;
    await transaction(db, (tx) => forgetAlerts(tx, oldestKept(clock.now())));
  }

  async #lookAt(tx: Transaction, assistantId: string): Promise<void> {
    const now = this.#parts.clock.now();
    const due = (await holdAlertRules(tx, assistantId)).filter((rule) => isDue(rule, now));
    if (due.length === 0) return;
    const open = await openAlertsOf(
      tx,
      due.map(({ id }) => id),
    );
    const sight = await this.#sight(tx, assistantId);
    for (const rule of due)
      await this.#look(tx, rule, { sight, open: open.find(({ ruleId }) => ruleId === rule.id), now });
  }

  async #look(
    tx: Transaction,
    rule: AlertRuleRow,
    { sight, open, now }: { sight: Sight; open: AlertRow | undefined; now: Date },
  ): Promise<void> {
    const to = stepEnd(rule, now);
    const part = versionPartOf(rule);
    const versionId = part && sight.versions[part];
    const isAnother = versionId !== rule.lookedAtVersionId;
    if (open && isAnother) await this.#alarm.end(tx, rule, { at: now, value: null, by: 'VERSION_CHANGED' });
    const isRaised = open !== undefined && !isAnother;
    const found = await this.#measure(tx, rule, { sight, to, versionId });
    const { streak, change } = judgeLook(rule, { isRaised, streak: isAnother ? 0 : rule.streak }, found);
    const looked = { streak, lookedAt: to, lookedAtVersionId: versionId };
    await changeAlertRule(tx, rule.id, {
      ...looked,
      lastValue: found?.value ?? null,
      lastSample: found?.sample ?? null,
    });
    if (!found) return;
    if (change === 'RAISE') await this.#alarm.raise(tx, rule, { found, versionId, now });
    if (change === 'CLEAR') await this.#alarm.end(tx, rule, { at: now, value: found.value, by: 'RECOVERED' });
  }

  async #measure(
    tx: Transaction,
    rule: AlertRuleRow,
    { sight, to, versionId }: { sight: Sight; to: Date; versionId: string | null },
  ): Promise<Measurement | null> {
    if (isDrift(rule.metric)) return this.#drift(tx, rule, { to, versionId: sight.versions.CHAMPION });
    // Where no version has that part, there is nothing to look at.
    if (rule.version !== null && versionId === null) return null;
    const from = new Date(to.getTime() - rule.windowMinutes * MINUTE_MS);
    return measure(rule, await sight.reportOf(from, to), versionId);
  }

  async #drift(
    tx: Transaction,
    { assistantId, metric, windowMinutes }: AlertRuleRow,
    { to, versionId }: { to: Date; versionId: string | null },
  ): Promise<Measurement | null> {
    if (versionId === null) return null;
    const days = (windowMinutes * MINUTE_MS) / DAY_MS;
    const recent = new Date(to.getTime() - days * DAY_MS);
    if (metric === 'INPUT_DRIFT') {
      const said = await saidTo(tx, { assistantId, versionId, days, from: recent, to });
      const drift = said && measureInputDrift(said);
      return drift && measurementOfInputDrift(drift);
    }
    const predicted = await predictedOf(tx, { assistantId, versionId }, { days, recent });
    const drift = measureDrift(predicted, { days, now: to });
    return drift && measurementOfDrift(drift);
  }

  async #sight(tx: Transaction, assistantId: string): Promise<Sight> {
    const underWay = await findUnderWay(tx, assistantId);
    const reports = new Map<string, Promise<QualityReport>>();
    return {
      versions: {
        CHAMPION: (await championsOf(tx, [assistantId])).get(assistantId) ?? null,
        CANARY: underWay?.state === 'CANARY' ? underWay.versionId : null,
      },
      reportOf: (from, to) => {
        const key = `${from.getTime()} ${to.getTime()}`;
        const period = { assistantId, from, to, bucket: 'DAY' } as const;
        const known = reports.get(key);
        if (known) return known;
        const report = (async () => reportOf(period, await cellsOf(tx, period), await latenciesOf(tx, period)))();
        reports.set(key, report);
        return report;
      },
    };
  }
}

/** Drift is the champion's own: what it was of one says nothing of the next, which is new to what users say now. */
function versionPartOf({ metric, version }: AlertRuleRow): AlertVersion | null {
  return isDrift(metric) ? 'CHAMPION' : version;
}

function isDue(rule: AlertRuleRow, now: Date): boolean {
  return rule.lookedAt === null || rule.lookedAt < stepEnd(rule, now);
}

/** When the last whole step ended. */
function stepEnd({ everyMinutes }: Pick<AlertRuleRow, 'everyMinutes'>, now: Date): Date {
  const stepMs = everyMinutes * MINUTE_MS;
  return new Date(Math.floor(now.getTime() / stepMs) * stepMs);
}
