import { type Transaction, transaction } from '../../platform/db/index.ts';
import { allOf } from './all-of.ts';
import { POLICY } from './audit-log.ts';
import type { Parts } from './parts.ts';
import { DEFAULT_APPROVAL_EXPIRES_AFTER_DAYS } from './retrain-policy.ts';
import { lockVersion } from './store/locks.ts';
import { findPolicy } from './store/policy-store.ts';
import type { PolicyRow, VersionRow } from './store/tables.ts';
import { changeVersion, overdueVersions } from './store/version-store.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Until when a version waits for a decision under a policy; without one, under the defaults. Counted from when it was registered. */
export function expiresAt(
  { createdAt }: Pick<VersionRow, 'createdAt'>,
  policy: Pick<PolicyRow, 'approvalExpiresAfterDays'> | undefined,
): Date {
  const days = policy?.approvalExpiresAfterDays ?? DEFAULT_APPROVAL_EXPIRES_AFTER_DAYS;
  return new Date(createdAt.getTime() + days * DAY_MS);
}

/** Lets versions expire that nobody has decided on for as long as their assistants' policies allow. Calling it twice changes nothing more, and one that fails keeps no other. */
export async function expireWaiting(parts: Pick<Parts, 'db' | 'clock' | 'audit'>): Promise<void> {
  const { db, clock } = parts;
  const ids = await overdueVersions(db, { now: clock.now(), defaultDays: DEFAULT_APPROVAL_EXPIRES_AFTER_DAYS });
  await allOf(ids.map((id) => () => transaction(db, (tx) => expire(parts, tx, id))));
}

async function expire({ clock, audit }: Pick<Parts, 'clock' | 'audit'>, tx: Transaction, id: string): Promise<void> {
  const version = await lockVersion(tx, id);
  // Somebody may have decided since, or given it more time.
  if (version?.state !== 'PENDING_APPROVAL') return;
  const policy = await findPolicy(tx, version.assistantId);
  const until = expiresAt(version, policy);
  if (until > clock.now()) return;
  await changeVersion(tx, id, { state: 'EXPIRED' });
  await recordExpiry(audit, tx, version, `nobody decided on it until ${until.toISOString()}`);
}

export async function recordExpiry(
  audit: Parts['audit'],
  tx: Transaction,
  { id, assistantId, number }: Pick<VersionRow, 'id' | 'assistantId' | 'number'>,
  reason: string,
): Promise<void> {
  await audit.record(tx, {
    assistantId,
    actor: POLICY,
    action: 'VERSION_EXPIRED',
    subject: id,
    facts: [
      { name: 'version', value: String(number) },
      { name: 'reason', value: reason },
    ],
  });
}
