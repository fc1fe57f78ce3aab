import { fingerprintOf, IdempotencyConflict, type Transaction, withIdempotencyKey } from '../../platform/db/index.ts';
import type { Identity } from '../../platform/auth/index.ts';
import { DomainError } from './errors.ts';

/** A mutation's input, as its caller sent it. */
export interface IdempotentInput {
  idempotencyKey?: string | null | undefined;
}

/**
 * Runs a mutation's work once for its caller and key, in the caller's transaction; without a key, each time.
 * `work` returns the text that a replay needs; a replay gets the first one's.
 * @throws DomainError IDEMPOTENCY_CONFLICT where the key came with another input.
 */
export async function idempotent(
  tx: Transaction,
  {
    schema,
    operation,
    identity,
    input,
  }: { schema: string; operation: string; identity: Identity; input: IdempotentInput },
  work: () => Promise<string>,
): Promise<string> {
  const { idempotencyKey, ...payload } = input;
  if (idempotencyKey == null) return work();
  const call = { schema, caller: identity.id, operation, key: idempotencyKey, fingerprint: fingerprintOf(payload) };
  try {
    return (await withIdempotencyKey(tx, call, work)).result;
  } catch (error) {
    if (!(error instanceof IdempotencyConflict)) throw error;
    throw new DomainError(error.code, error.message, ['input', 'idempotencyKey']);
  }
}
