import { transaction } from '../../../platform/db/index.ts';
import { idempotent, type IdempotentInput, type RoomCall } from '../../kit/index.ts';
import type { Parts } from '../parts.ts';
import { findGateRules, putGateRules } from '../store/gate-store.ts';
import { lockAssistant } from '../store/locks.ts';
import { changedRules, type GateRules, type GateRulesChange, ruleFacts } from './gate-rules.ts';

export type GateRulesInput = IdempotentInput & GateRulesChange & { assistantId: string };

/** What an assistant demands of its versions before a person may approve them. */
export class GateService {
  readonly #parts: Pick<Parts, 'db' | 'assistants' | 'audit'>;

  constructor(parts: Pick<Parts, 'db' | 'assistants' | 'audit'>) {
    this.#parts = parts;
  }

  /** Null for an assistant that does not exist. @throws Unavailable */
  async find(assistantId: string, call: RoomCall): Promise<GateRules | null> {
    const { assistants, db } = this.#parts;
    return (await assistants.exists(assistantId, call)) ? findGateRules(db, assistantId) : null;
  }

  /** @throws NotFound, InvalidGateRules, IDEMPOTENCY_CONFLICT, Unavailable. */
  async update(input: GateRulesInput, call: RoomCall): Promise<GateRules> {
    const { db, assistants, audit } = this.#parts;
    const { assistantId, idempotencyKey: _, ...change } = input;
    await assistants.require(assistantId, call);
    return transaction(db, async (tx) => {
      const use = { schema: 'models', operation: 'updateGateRules', identity: call.identity, input };
      await idempotent(tx, use, async () => {
        // A version is judged under the same lock, by the rules of before or of after.
        await lockAssistant(tx, assistantId);
        const before = await findGateRules(tx, assistantId);
        const after = changedRules(before, change);
        await putGateRules(tx, assistantId, after);
        const facts = ruleFacts(before, after);
        const act = { actor: call.identity.id, requestId: call.requestId, subject: assistantId };
        if (facts.length > 0) await audit.record(tx, { assistantId, ...act, action: 'GATE_RULES_CHANGED', facts });
        return assistantId;
      });
      return findGateRules(tx, assistantId);
    });
  }
}
