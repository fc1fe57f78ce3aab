import { BadUserInput, type RoomCall } from '../../kit/index.ts';
import type { Parts } from '../parts.ts';
import { answerCellsOf, cellsOf, latenciesOf } from '../store/cell-store.ts';
import { championsOf } from '../store/deployment-store.ts';
import { predictedOf } from '../store/observed-rules-store.ts';
import { TURNS_KEPT_DAYS } from '../store/observed-store.ts';
import { saidTo } from '../store/said-store.ts';
import type { Period } from './cells.ts';
import { type Drift, measureDrift } from './drift.ts';
import { type InputDrift, measureInputDrift } from './input-drift.ts';
import { type QualityReport, reportOf } from './report.ts';
import { type TagEffectiveness, tagEffectivenessOf } from './tag-effectiveness.ts';

const DAY_MS = 24 * 60 * 60_000;
/** A longer period is told day by day. */
const LONGEST_BY_HOUR_MS = 3 * DAY_MS;
/** First days of a version that a period is compared with: as many as it has, within bounds. */
const MOST_FORMER_DAYS = 30;

export interface AskedPeriod {
  assistantId: string;
  from?: Date | null | undefined;
  to?: Date | null | undefined;
}

/** Tells how well an assistant answers, from the facts of its turns and what people said of them. */
export class QualityService {
  readonly #parts: Pick<Parts, 'db' | 'clock' | 'assistants'>;

  constructor(parts: Pick<Parts, 'db' | 'clock' | 'assistants'>) {
    this.#parts = parts;
  }

  /** The last seven days unless the period says otherwise; null for an assistant that does not exist. @throws BadUserInput, Unavailable */
  async report(asked: AskedPeriod, call: RoomCall): Promise<QualityReport | null> {
    const period = this.#periodOf(asked, 7);
    const { db, assistants } = this.#parts;
    if (!(await assistants.exists(asked.assistantId, call))) return null;
    const [cells, latencies] = await Promise.all([cellsOf(db, period), latenciesOf(db, period)]);
    return reportOf(period, cells, latencies);
  }

  /**
   * How what users said to the version in service in the period differs from its first days, as many as the period has, thirty at most. Null without a
   * version in service, and where the two would overlap or hold too little.
   */
  async inputDrift({
    assistantId,
    from,
    to,
  }: Omit<Period, 'bucket'>): Promise<(InputDrift & { modelVersionId: string }) | null> {
    const { db } = this.#parts;
    const versionId = (await championsOf(db, [assistantId])).get(assistantId);
    if (versionId === undefined) return null;
    const days = daysComparedOf({ from, to });
    const said = await saidTo(db, { assistantId, versionId, days, from, to });
    const drift = said && measureInputDrift(said);
    return drift && { ...drift, modelVersionId: versionId };
  }

  /**
   * How what the version in service predicted in the last whole days of the period, by UTC, differs from its first days, as many as the period has,
   * thirty at most: the figure that an alert about drift goes by. Null without a version in service, and where the two would overlap.
   */
  async intentDrift(period: Omit<Period, 'bucket'>): Promise<(Drift & { modelVersionId: string }) | null> {
    const { db } = this.#parts;
    const { assistantId, to } = period;
    const versionId = (await championsOf(db, [assistantId])).get(assistantId);
    if (versionId === undefined) return null;
    const days = daysComparedOf(period);
    const recent = new Date(to.getTime() - (days + 1) * DAY_MS);
    const predicted = await predictedOf(db, { assistantId, versionId }, { days, recent });
    const drift = measureDrift(predicted, { days, now: to });
    return drift && { ...drift, modelVersionId: versionId };
  }

  /** Of the last thirty days unless the period says otherwise; none for an assistant that does not exist. @throws BadUserInput */
  async tagEffectiveness(asked: AskedPeriod): Promise<TagEffectiveness[]> {
    const { db } = this.#parts;
    const period = this.#periodOf(asked, 30);
    return tagEffectivenessOf(await cellsOf(db, period), () => answerCellsOf(db, period));
  }

  #periodOf({ assistantId, from, to }: AskedPeriod, days: number): Period {
    const end = to ?? this.#parts.clock.now();
    const begin = from ?? new Date(end.getTime() - days * DAY_MS);
    const lengthMs = end.getTime() - begin.getTime();
    if (lengthMs <= 0) throw new BadUserInput('`from` must be before `to`.', ['from']);
    if (lengthMs > TURNS_KEPT_DAYS * DAY_MS)
      throw new BadUserInput(`A period is ${TURNS_KEPT_DAYS} days at most, which is how long figures are kept.`, [
        'from',
      ]);
    return { assistantId, from: begin, to: end, bucket: lengthMs <= LONGEST_BY_HOUR_MS ? 'HOUR' : 'DAY' };
  }
}

function daysComparedOf({ from, to }: Pick<Period, 'from' | 'to'>): number {
  return Math.min(Math.ceil((to.getTime() - from.getTime()) / DAY_MS), MOST_FORMER_DAYS);
}
