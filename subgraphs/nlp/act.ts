import { type Transaction, transaction } from '../../platform/db/index.ts';
import { type ActFact, actPerformed, idempotent, type IdempotentInput, type RoomCall } from '../kit/index.ts';
import { CATALOGUE_CHANNEL, type NlpParts } from './parts.ts';

/** What was done, for the audit log. */
export interface Done {
  assistantId: string;
  action: string;
  /** The id of what it was done to. */
  subject: string;
  facts: readonly ActFact[];
  /** What a replay needs; the subject where absent. */
  result?: string;
}

/**
 * Does what a mutation does, once for its caller and key, in one transaction with the act's message for the audit log and the word to other
 * processes. Gives `result`. `work` throws for what may not be done; nothing is written then.
 */
export async function performAct(
  { db, notifications, outbox, clock, forget }: NlpParts,
  operation: string,
  { input, call }: { input: IdempotentInput; call: RoomCall },
  work: (tx: Transaction) => Promise<Done>,
): Promise<string> {
  const { identity, requestId } = call;
  let changed: string | undefined;
  const result = await transaction(db, (tx) =>
    idempotent(tx, { schema: 'nlp', operation, identity, input }, async () => {
      const { assistantId, action, subject, facts, result: given = subject } = await work(tx);
      changed = assistantId;
      await notifications.notify(tx, CATALOGUE_CHANNEL, assistantId);
      const act = { assistantId, actor: identity.id, action, subject, at: clock.now(), facts, requestId };
      await outbox.append(tx, actPerformed(act));
      return given;
    }),
  );
  // A replay changed nothing, and the process of the first call has told this one.
  if (changed !== undefined) forget(changed);
  return result;
}
