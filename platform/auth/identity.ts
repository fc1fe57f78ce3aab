export type Role = 'admin' | 'analyst' | 'ci' | 'app' | 'user' | 'service' | 'anonymous';

/** Who asks. Made once, at the door, from a verified token; everything behind the door trusts it. */
export interface Identity {
  readonly id: string;
  readonly roles: readonly Role[];
  /** The one resource that a `user` token is good for. */
  readonly boundTo?: string;
  readonly endUserId?: string;
  /** Of an anonymous caller: the pseudonym of its network address. */
  readonly origin?: string;
}

export const ANONYMOUS: Identity = { id: 'anonymous', roles: ['anonymous'] };

/** Whom an identity is counted as. An end user's id is chosen by whoever starts the conversation, so it is not enough. */
export function callerOf({ id, boundTo }: Identity): string {
  return boundTo === undefined ? id : `${id} ${boundTo}`;
}

/** A token that is malformed, forged, expired or meant for somebody else. Its message never says which to a caller. */
export class InvalidToken extends Error {
  readonly code = 'UNAUTHENTICATED';

  constructor(reason: string) {
    super(`The token is not valid: ${reason}.`);
    this.name = 'InvalidToken';
  }
}
