import type { Identity, Role } from '../../platform/auth/index.ts';
import { Forbidden } from '../kit/index.ts';
import type { FeedbackRow } from './feedback-row.ts';
import type { TurnFacts } from './messages.ts';

const STAFF_ROLES: ReadonlySet<Role> = new Set(['admin', 'analyst', 'ci', 'service']);

/** True for people and programs of the house, who see all feedback with its reviews. */
export function isStaff(identity: Identity): boolean {
  return identity.boundTo === undefined && identity.roles.some((role) => STAFF_ROLES.has(role));
}

/** True where the caller may see feedback of this conversation: staff and apps all, an end user its own. */
export function maySee(identity: Identity, conversationId: string): boolean {
  if (identity.boundTo !== undefined) return identity.boundTo === conversationId;
  return isStaff(identity) || identity.roles.includes('app');
}

/** @throws Forbidden where the caller has no part in this conversation. */
export function admitToConversation(identity: Identity, conversationId: string): void {
  if (!maySee(identity, conversationId)) throw new Forbidden();
}

/** @throws Forbidden for anybody but staff. */
export function admitStaff(identity: Identity): void {
  if (!isStaff(identity)) throw new Forbidden();
}

/** @throws Forbidden for anybody but an admin. */
export function admitAdmin(identity: Identity): void {
  if (!isStaff(identity) || !identity.roles.includes('admin')) throw new Forbidden();
}

/**
 * Whose word a feedback is. Staff speak for themselves; an app and a conversation's own token speak for its end user, who is
 * the conversation where nobody said who talks.
 */
export function authorOf(
  identity: Identity,
  { endUserId, conversationId }: Pick<TurnFacts, 'endUserId' | 'conversationId'>,
): string {
  return isStaff(identity) ? identity.id : (endUserId ?? conversationId);
}

/** @throws Forbidden where the caller may not take this feedback back: it is somebody else's, and the caller no admin. */
export function admitToRetract(identity: Identity, feedback: FeedbackRow): void {
  admitToConversation(identity, feedback.conversationId);
  if (identity.roles.includes('admin') && isStaff(identity)) return;
  if (authorOf(identity, feedback) !== feedback.author) throw new Forbidden('This feedback is somebody else’s.');
}
