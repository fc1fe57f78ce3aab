import type { OutboxMessage } from '../../platform/queue/index.ts';
import { newId } from './id.ts';

/** One thing worth knowing of an act. `before` is there where something was changed. */
export interface ActFact {
  name: string;
  value: string | null;
  before?: string | null | undefined;
}

/** What somebody did in a room, for the audit log, which another room keeps. */
export interface Act {
  /** Null where it concerns no single assistant. */
  assistantId: string | null;
  /** The identity that did it. */
  actor: string;
  /** One of models' `AuditAction`. */
  action: string;
  /** The id of what it was done to. */
  subject: string;
  at: Date;
  facts: readonly ActFact[];
  requestId: string;
}

/** The message that tells of an act, for the outbox of the room in which it was done: it leaves when, and only when, the act commits. */
export function actPerformed(act: Act): OutboxMessage {
  const actId = newId('act');
  return {
    groupId: `acts-${act.assistantId ?? 'house'}`,
    deduplicationId: actId,
    body: { kind: 'ActPerformed', version: 1, actId, ...act },
  };
}
