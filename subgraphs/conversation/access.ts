import type { Identity } from '../../platform/auth/index.ts';
import { Forbidden } from '../kit/index.ts';

/** Roles that see every conversation; which of their operations they may use is the gateway's table. */
const TRUSTED_ROLES: ReadonlySet<string> = new Set(['admin', 'analyst', 'ci', 'app', 'service']);

/** True for staff, front ends and Malha itself; false for end users and for callers without a token. */
export function isTrusted(identity: Identity): boolean {
  return identity.boundTo === undefined && identity.roles.some((role) => TRUSTED_ROLES.has(role));
}

/** @throws Forbidden where the caller may not touch this conversation: an end user has one of its own, an anonymous caller none. */
export function admitToConversation(identity: Identity, conversationId: string): void {
  if (!isTrusted(identity) && identity.boundTo !== conversationId) throw new Forbidden();
}

/** @throws Forbidden for end users and anonymous callers. */
export function admitTrusted(identity: Identity): void {
  if (!isTrusted(identity)) throw new Forbidden();
}
