import type { Identity } from '../platform/auth/index.ts';
import type { Caller } from './caller.ts';

/** What is known of one operation, whichever way it came in: who asks, its id, and whether the caller is still there. */
export interface OperationContext {
  readonly identity: Identity;
  readonly requestId: string;
  /** As callers are counted by it (`client-address.ts`). */
  readonly address: string;
  readonly caller?: Caller;
}
