import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Database, Transaction } from '../../platform/db/index.ts';
import type { Clock } from '../../platform/lifecycle/index.ts';
import { type ActFact, invariant, newId } from '../kit/index.ts';
import { insertAuditEntry, isAuditOriginKnown, lastAuditEntry, readAuditChain } from './store/audit-store.ts';
import { lockAuditChain } from './store/locks.ts';
import type { AuditRow } from './store/tables.ts';
import type { AuditAction } from './vocabulary.ts';

/** Who acts where no person does: by what an assistant's policy says. */
export const POLICY = 'policy';

/** What stands before the first entry of a chain. */
const NO_HASH = '0'.repeat(64);
/** The chain of acts that concern no single assistant. */
const HOUSE = '';

/** What somebody did. */
export interface NewAuditEntry {
  /** Null where it concerns no single assistant. */
  assistantId: string | null;
  actor: string;
  action: AuditAction;
  /** The id of what it was done to. */
  subject: string;
  facts?: readonly ActFact[];
  requestId?: string | null | undefined;
  /** When it was done; now unless another room tells of it later. */
  at?: Date;
  /** Under which another room tells of it: told again, it is not written again. */
  origin?: string;
}

/** How far a chain of entries bears looking at. */
export interface ChainCheck {
  length: number;
  /** Of the last entry; null where there is none. Whoever notes it down sees later whether the end was cut off. */
  headHash: string | null;
  /** The sequence of the first entry that is not what was written, or does not follow on the one before; null where all do. */
  brokenAt: number | null;
}

/**
 * Writes acts down, for good. An entry commits with what it tells of, and carries the hash of the one before it in its assistant's
 * chain: what is changed, taken out or put in between afterwards, by whomever, shows in `checkChain`.
 */
export class AuditLog {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Appends to the assistant's chain, which the transaction then holds: it comes after all its other locks of that assistant, and
   * several assistants in the order of their ids.
   */
  async record(
    tx: Transaction,
    { assistantId, facts = [], requestId, at = this.#clock.now(), origin, ...act }: NewAuditEntry,
  ): Promise<void> {
    const chain = assistantId ?? HOUSE;
    await lockAuditChain(tx, chain);
    if (origin !== undefined && (await isAuditOriginKnown(tx, origin))) return;
    const last = await lastAuditEntry(tx, chain);
    const entry: Omit<AuditRow, 'hash'> = {
      assistantId: chain,
      sequence: (last?.sequence ?? 0) + 1,
      id: newId('audit'),
      origin: origin ?? null,
      ...act,
      at,
      facts: [...facts],
      requestId: requestId ?? null,
      previousHash: last?.hash ?? NO_HASH,
    };
    await insertAuditEntry(tx, { ...entry, hash: hashOf(entry) });
  }
}

/** Follows a chain from its beginning and computes every hash anew; takes time in proportion to its length. */
export async function checkChain(db: Database, assistantId: string | null): Promise<ChainCheck> {
  const check: ChainCheck = { length: 0, headHash: null, brokenAt: null };
  let previousHash = NO_HASH;
  for await (const { hash, ...entry } of readAuditChain(db, assistantId ?? HOUSE)) {
    check.length++;
    const isSound =
      entry.sequence === check.length && entry.previousHash === previousHash && hash === hashOf({ ...entry });
    if (!isSound) check.brokenAt ??= entry.sequence;
    previousHash = hash;
    check.headHash = hash;
  }
  return check;
}

/** sha256 (hex) of the entry's canonical JSON (RFC 8785). */
function hashOf({ at, ...entry }: Omit<AuditRow, 'hash'>): string {
  const canonical = canonicalize({ ...entry, at: at.toISOString() });
  invariant(canonical, 'an entry is JSON');
  return createHash('sha256').update(canonical).digest('hex');
}
