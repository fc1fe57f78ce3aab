import { transaction } from '../../../platform/db/index.ts';
import { idempotent, type IdempotentInput, type RoomCall } from '../../kit/index.ts';
import type { Parts } from '../parts.ts';
import { lockAssistant } from '../store/locks.ts';
import { findCanaryPlan, putCanaryPlan } from '../store/rollout-store.ts';
import { type CanaryPlan, type CanaryPlanChange, changedPlan, planFacts } from './canary-plan.ts';

export type CanaryPlanInput = IdempotentInput & CanaryPlanChange & { assistantId: string };

/** How versions of an assistant take over where its policy says CANARY. A roll-out keeps the plan with which it began. */
export class CanaryPlanService {
  readonly #parts: Pick<Parts, 'db' | 'assistants' | 'audit'>;

  constructor(parts: Pick<Parts, 'db' | 'assistants' | 'audit'>) {
    this.#parts = parts;
  }

  /** Null for an assistant that does not exist. @throws Unavailable */
  async find(assistantId: string, call: RoomCall): Promise<CanaryPlan | null> {
    const { assistants, db } = this.#parts;
    return (await assistants.exists(assistantId, call)) ? findCanaryPlan(db, assistantId) : null;
  }

  /** @throws NotFound, InvalidCanaryPlan, IDEMPOTENCY_CONFLICT, Unavailable. */
  async set(input: CanaryPlanInput, call: RoomCall): Promise<CanaryPlan> {
    const { db, assistants, audit } = this.#parts;
    const { assistantId, idempotencyKey: _, ...change } = input;
    await assistants.require(assistantId, call);
    return transaction(db, async (tx) => {
      const use = { schema: 'models', operation: 'setCanaryPlan', identity: call.identity, input };
      await idempotent(tx, use, async () => {
        // A roll-out begins under the same lock, by the plan of before or of after.
        await lockAssistant(tx, assistantId);
        const before = await findCanaryPlan(tx, assistantId);
        const after = changedPlan(before, change);
        await putCanaryPlan(tx, assistantId, after);
        const facts = planFacts(before, after);
        const act = { actor: call.identity.id, requestId: call.requestId, subject: assistantId };
        if (facts.length > 0) await audit.record(tx, { assistantId, ...act, action: 'CANARY_PLAN_CHANGED', facts });
        return assistantId;
      });
      return findCanaryPlan(tx, assistantId);
    });
  }
}
