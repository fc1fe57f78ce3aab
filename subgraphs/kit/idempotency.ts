import {
  type Database,
  findReplay,
  fingerprintOf,
  IdempotencyConflict,
  type IdempotencyUse,
  type Transaction,
  withIdempotencyKey,
} from '../../platform/db/index.ts';
import { callerOf, type Identity } from '../../platform/auth/index.ts';
import { checkText, DomainError } from './errors.ts';

/** UTF-16 code units. PostgreSQL indexes no text of any length. */
const KEY_LIMIT = 200;

/** A mutation's input, as its caller sent it. */
export interface IdempotentInput {
  idempotencyKey?: string | null | undefined;
}

/** One use of a mutation: in which room, of what, by whom, with what. */
export interface IdempotentUse {
  schema: string;
  operation: string;
  identity: Identity;
  input: IdempotentInput;
}

/**
 * Runs a mutation's work once for its caller and key, in the caller's transaction; without a key, each time.
 * `work` returns the text that a replay needs; a replay gets the first one's.
 * @throws DomainError IDEMPOTENCY_CONFLICT where the key came with another input; TEXT_REQUIRED, TEXT_TOO_LONG for a key that is none.
 */
export async function idempotent(tx: Transaction, use: IdempotentUse, work: () => Promise<string>): Promise<string> {
  const keyed = keyedUse(use);
  if (!keyed) return work();
  return refusingConflicts(async () => (await withIdempotencyKey(tx, keyed, work)).result);
}

/**
 * What `idempotent` would replay, where an earlier call has committed. A mutation that waits for other rooms looks here before it asks
 * them, and claims its key with `idempotent` when it commits.
 * @throws DomainError IDEMPOTENCY_CONFLICT where the key came with another input.
 */
export async function earlierResult(db: Database, use: IdempotentUse): Promise<string | undefined> {
  const keyed = keyedUse(use);
  if (!keyed) return undefined;
  return refusingConflicts(() => findReplay(db, keyed));
}

function keyedUse({ schema, operation, identity, input }: IdempotentUse): IdempotencyUse | undefined {
  const { idempotencyKey: key, ...payload } = input;
  if (key == null) return undefined;
  checkText(key, { path: ['input', 'idempotencyKey'], limit: KEY_LIMIT, required: true });
  return { schema, caller: callerOf(identity), operation, key, fingerprint: fingerprintOf(payload) };
}

async function refusingConflicts<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof IdempotencyConflict)) throw error;
    throw new DomainError(error.code, error.message, ['input', 'idempotencyKey']);
  }
}
