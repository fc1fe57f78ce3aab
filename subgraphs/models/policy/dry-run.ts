import { nextScheduled } from '../retrain-policy.ts';
import type { PolicyRow, RetrainCounterRow } from '../store/tables.ts';
import { bySchedule, byVolume, COOL_DOWN_MINUTES, type Firing, isHeldBack, isResting, type RuleAt } from './rules.ts';

/** What is known of an assistant of some days, oldest first. */
export interface PolicyFacts {
  /** When labels were counted, from the last request before the period on. */
  labels: readonly Date[];
  /** When a person or CI asked for a run. */
  requests: readonly Date[];
  /** When a version was rolled back. */
  rollBacks: readonly Date[];
  /** The last request before the period. */
  lastRequestedAt: Date | null;
  /** How long a run takes. */
  runMs: number;
  /** By what was observed of the version that is in service now. */
  rules: readonly RuleAt[];
}

/** A rule that would have asked for a run. */
export interface DryFiring extends Firing {
  at: Date;
  /** Whether a run that was asked for before would still have waited: it would have joined that one. */
  isJoining: boolean;
}

interface Fact {
  at: Date;
  kind: 'labels' | 'request' | 'rollBack';
  /** Labels of one message batch are counted together. */
  count: number;
}

const MINUTE_MS = 60_000;

/**
 * Goes through a period minute by minute as the policy would have, had it been as it is now, and gives what it would have asked for. By the
 * same rules that ask in earnest; every run is taken to end well, so no labels come back.
 */
export function dryRun(policy: PolicyRow, facts: PolicyFacts, { from, to }: { from: Date; to: Date }): DryFiring[] {
  const run = new DryRun(policy, facts, from);
  const due = merged(facts).values();
  let next = due.next();
  const first = Math.ceil(from.getTime() / MINUTE_MS) * MINUTE_MS;
  for (let minute = first; minute <= to.getTime(); minute += MINUTE_MS) {
    for (; next.value && next.value.at.getTime() <= minute; next = due.next()) run.take(next.value);
    run.tick(new Date(minute));
  }
  for (; next.value && next.value.at <= to; next = due.next()) run.take(next.value);
  return run.firings;
}

function merged({ labels, requests, rollBacks }: PolicyFacts): Fact[] {
  const of = (kind: Fact['kind'], times: readonly Date[]) =>
    [...Map.groupBy(times, (at) => at.getTime())].map(([time, { length: count }]) => ({
      kind,
      at: new Date(time),
      count,
    }));
  return [...of('labels', labels), ...of('request', requests), ...of('rollBack', rollBacks)].toSorted(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
}

class DryRun {
  readonly firings: DryFiring[] = [];
  readonly #policy: PolicyRow;
  readonly #runMs: number;
  readonly #rules: readonly RuleAt[];
  readonly #counter: Pick<RetrainCounterRow, 'newLabels' | 'lastRequestedAt' | 'restingUntil' | 'retryAt'>;
  /** Finding it out costs more than all else of a minute. */
  #nextScheduledAt: Date | null;
  /** Of the run that was asked for last. */
  #begins = -Infinity;
  #ends = -Infinity;

  constructor(policy: PolicyRow, { lastRequestedAt, runMs, rules }: PolicyFacts, from: Date) {
    this.#policy = { ...policy, scheduleCheckedAt: from };
    this.#runMs = runMs;
    this.#rules = rules;
    this.#counter = { newLabels: 0, lastRequestedAt, restingUntil: null, retryAt: null };
    this.#nextScheduledAt = nextScheduled(policy, from);
  }

  take({ kind, at, count }: Fact): void {
    if (kind === 'request') this.#ask(at);
    else if (kind === 'rollBack') this.#counter.restingUntil = new Date(at.getTime() + COOL_DOWN_MINUTES * MINUTE_MS);
    else {
      this.#counter.newLabels += count;
      // What was counted before the period asks at its first minute.
      if (at >= this.#policy.scheduleCheckedAt) this.#fireByVolume(at);
    }
  }

  tick(now: Date): void {
    this.#fireBySchedule(now);
    this.#fireByVolume(now);
    this.#fireByObserved(now);
  }

  #fireBySchedule(now: Date): void {
    if (this.#nextScheduledAt === null || this.#nextScheduledAt > now) return;
    if (isHeldBack(this.#policy, this.#counter, now)) return;
    this.#nextScheduledAt = nextScheduled(this.#policy, now);
    if (!isResting(this.#counter, now)) this.#fire(bySchedule(this.#policy), now);
  }

  #fireByVolume(now: Date): void {
    const firing = byVolume(this.#policy, this.#counter, now);
    if (firing && !isResting(this.#counter, now) && !isHeldBack(this.#policy, this.#counter, now))
      this.#fire(firing, now);
  }

  #fireByObserved(now: Date): void {
    for (const rule of this.#rules) {
      const firing = rule(now, this.#counter.lastRequestedAt);
      if (!firing || isResting(this.#counter, now) || isHeldBack(this.#policy, this.#counter, now)) continue;
      this.#fire(firing, now);
      return;
    }
  }

  #fire(firing: Firing, at: Date): void {
    this.firings.push({ ...firing, at, isJoining: this.#ask(at) });
  }

  /** Asks for a run, and gives whether one was waiting: an assistant's runs go one after another. */
  #ask(at: Date): boolean {
    Object.assign(this.#counter, { newLabels: 0, lastRequestedAt: at });
    const time = at.getTime();
    if (time < this.#begins) return true;
    this.#begins = Math.max(time, this.#ends);
    this.#ends = this.#begins + this.#runMs;
    return false;
  }
}
