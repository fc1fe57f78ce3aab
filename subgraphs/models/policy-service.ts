import { type Transaction, transaction } from '../../platform/db/index.ts';
import { EncoderUnavailable } from '../../platform/encoder/index.ts';
import { BadUserInput, idempotent, type IdempotentInput, type RoomCall } from '../kit/index.ts';
import { allOf } from './all-of.ts';
import { EncoderRefused } from './errors.ts';
import type { Parts } from './parts.ts';
import {
  changedPolicy,
  defaultPolicy,
  isScheduleDue,
  nextScheduled,
  type PolicyChange,
  policyFacts,
} from './retrain-policy.ts';
import { type DryFiring, dryRun } from './policy/dry-run.ts';
import { observedRules } from './policy/observed-rules.ts';
import { byVolume, bySchedule, type Firing, isHeldBack, isResting } from './policy/rules.ts';
import type { RunService } from './run-service.ts';
import {
  addLabels,
  assistantsWithLabels,
  assistantsWithObservedRules,
  findCounter,
  findPolicy,
  markScheduleChecked,
  putPolicy,
  scheduledAssistants,
} from './store/policy-store.ts';
import { observedOf } from './store/observed-rules-store.ts';
import { policyFactsOf } from './store/dry-run-store.ts';
import { TURNS_KEPT_DAYS } from './store/observed-store.ts';
import type { Db, PolicyRow, RetrainCounterRow } from './store/tables.ts';
import type { AcceptancePolicy } from './vocabulary.ts';

export type PolicyInput = IdempotentInput & PolicyChange & { assistantId: string };

/** A policy beside what it has led to so far. */
export interface PolicyWithProgress extends PolicyRow {
  /** Labels accepted since a run was last asked for. */
  newLabels: number;
  nextScheduledAt: Date | null;
  /** Until then nothing is triggered automatically; null where nothing rests. */
  restingUntil: Date | null;
}

/** What a policy would have asked for in a period. */
export interface PolicyDryRun {
  from: Date;
  to: Date;
  /** Oldest first. */
  all: DryFiring[];
}

const DAY_MS = 24 * 60 * 60_000;

/** When an assistant retrains by itself, and who decides about what comes of it. */
export class PolicyService {
  readonly #parts: Parts;
  readonly #runs: RunService;

  constructor(parts: Parts, runs: RunService) {
    this.#parts = parts;
    this.#runs = runs;
  }

  /** Null for an assistant that does not exist. @throws Unavailable */
  async find(assistantId: string, call: RoomCall): Promise<PolicyWithProgress | null> {
    return (await this.#parts.assistants.exists(assistantId, call)) ? this.#withProgress(assistantId) : null;
  }

  async #withProgress(assistantId: string): Promise<PolicyWithProgress> {
    const { db, clock } = this.#parts;
    const policy = await this.#policyOf(db, assistantId);
    const counter = await findCounter(db, assistantId);
    const now = clock.now();
    return {
      ...policy,
      newLabels: counter?.newLabels ?? 0,
      nextScheduledAt: nextScheduled(policy, now),
      restingUntil: counter?.restingUntil && counter.restingUntil > now ? counter.restingUntil : null,
    };
  }

  /** @throws NotFound, InvalidPolicy, EncoderRefused, IDEMPOTENCY_CONFLICT, Unavailable. */
  async set(input: PolicyInput, call: RoomCall): Promise<PolicyWithProgress> {
    const { db, assistants, clock } = this.#parts;
    const { assistantId, idempotencyKey: _, ...change } = input;
    await assistants.require(assistantId, call);
    if (change.encoder != null) await this.#requireEncoder(change.encoder);
    await transaction(db, async (tx) => {
      const use = { schema: 'models', operation: 'setRetrainPolicy', identity: call.identity, input };
      await idempotent(tx, use, async () => {
        // Counting nothing takes the lock under which the schedule changes the policy too.
        await addLabels(tx, assistantId, 0);
        const before = await this.#policyOf(tx, assistantId);
        const after = changedPolicy(before, change, clock.now());
        await putPolicy(tx, after);
        const facts = policyFacts(before, after);
        const { identity, requestId } = call;
        const act = { actor: identity.id, requestId, action: 'POLICY_CHANGED', subject: assistantId } as const;
        if (facts.length > 0) await this.#parts.audit.record(tx, { assistantId, ...act, facts });
        return assistantId;
      });
    });
    return this.#withProgress(assistantId);
  }

  /**
   * What the policy as it is now would have asked for in the last days, 1..90. Null for an assistant that does not exist.
   * @throws BadUserInput, Unavailable
   */
  async dryRun(assistantId: string, days: number, call: RoomCall): Promise<PolicyDryRun | null> {
    if (days < 1 || days > TURNS_KEPT_DAYS)
      throw new BadUserInput(`\`days\` must be between 1 and ${TURNS_KEPT_DAYS}.`, ['days']);
    const { db, assistants, clock } = this.#parts;
    if (!(await assistants.exists(assistantId, call))) return null;
    const to = clock.now();
    const period = { from: daysBefore(to, days), to };
    const policy = await this.#policyOf(db, assistantId);
    const facts = await policyFactsOf(db, assistantId, period);
    const recent = daysBefore(period.from, policy.driftDays + 1);
    const rules = observedRules(policy, await observedOf(db, assistantId, { days: policy.driftDays, recent }));
    return { ...period, all: dryRun(policy, { ...facts, rules }, period) };
  }

  async #requireEncoder(name: string): Promise<void> {
    try {
      await this.#parts.encoders.check(name);
    } catch (error) {
      if (error instanceof EncoderUnavailable) throw new EncoderRefused(error);
      throw error;
    }
  }

  async acceptance(tx: Transaction, assistantId: string): Promise<AcceptancePolicy> {
    return (await this.#policyOf(tx, assistantId)).acceptance;
  }

  /** Counts labels that were newly accepted, and asks for a run where they are enough. */
  async countLabels(tx: Transaction, assistantId: string, count: number): Promise<void> {
    await this.#triggerByVolume(tx, await addLabels(tx, assistantId, count));
  }

  /**
   * Asks for the runs that are due: by schedule, by volume where the labels were enough during a debounce or a cool-down, and by what is
   * observed of the version in service. An assistant that fails keeps no other from its turn.
   * Calling it twice asks once.
   */
  async triggerDue(): Promise<void> {
    const { db, clock } = this.#parts;
    const inTurn = (
      assistantIds: readonly string[],
      trigger: (tx: Transaction, assistantId: string) => Promise<void>,
    ) => allOf(assistantIds.map((id) => () => transaction(db, (tx) => trigger(tx, id))));
    await allOf([
      async () => inTurn(await scheduledAssistants(db), (tx, id) => this.#triggerBySchedule(tx, id, clock.now())),
      // Counting nothing takes the lock under which the counter is read again.
      async () => inTurn(await assistantsWithLabels(db), (tx, id) => this.countLabels(tx, id, 0)),
      async () =>
        inTurn(await assistantsWithObservedRules(db), (tx, id) => this.#triggerByObserved(tx, id, clock.now())),
    ]);
  }

  async #triggerBySchedule(tx: Transaction, assistantId: string, now: Date): Promise<void> {
    const counter = await addLabels(tx, assistantId, 0);
    const policy = await this.#policyOf(tx, assistantId);
    // Held back, it stays due and asks as soon as it may.
    if (!isScheduleDue(policy, now) || (await this.#hasToWait(tx, policy, counter, now))) return;
    await markScheduleChecked(tx, [assistantId], now);
    if (!isResting(counter, now)) await this.#want(tx, assistantId, bySchedule(policy));
  }

  async #triggerByVolume(tx: Transaction, counter: RetrainCounterRow): Promise<void> {
    const now = this.#parts.clock.now();
    const { assistantId } = counter;
    const policy = await this.#policyOf(tx, assistantId);
    const firing = byVolume(policy, counter, now);
    if (firing && !isResting(counter, now) && !(await this.#hasToWait(tx, policy, counter, now)))
      await this.#want(tx, assistantId, firing);
  }

  async #triggerByObserved(tx: Transaction, assistantId: string, now: Date): Promise<void> {
    const counter = await addLabels(tx, assistantId, 0);
    const policy = await this.#policyOf(tx, assistantId);
    if (isResting(counter, now) || (await this.#hasToWait(tx, policy, counter, now))) return;
    const days = policy.driftDays;
    const observed = await observedOf(tx, assistantId, { days, recent: daysBefore(now, days + 1) });
    for (const rule of observedRules(policy, observed)) {
      const firing = rule(now, counter.lastRequestedAt);
      // What other rules would say, this run answers for.
      if (firing) return this.#want(tx, assistantId, firing);
    }
  }

  async #hasToWait(tx: Transaction, policy: PolicyRow, counter: RetrainCounterRow, now: Date): Promise<boolean> {
    return isHeldBack(policy, counter, now) || this.#runs.isRestoreQueued(tx, policy.assistantId);
  }

  async #want(tx: Transaction, assistantId: string, firing: Firing): Promise<void> {
    await this.#runs.want(tx, { assistantId, ...firing, requestedBy: null });
  }

  async #policyOf(db: Db, assistantId: string): Promise<PolicyRow> {
    return (await findPolicy(db, assistantId)) ?? defaultPolicy(assistantId, this.#parts.clock.now());
  }
}

function daysBefore(time: Date, days: number): Date {
  return new Date(time.getTime() - days * DAY_MS);
}
