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

/**
 * UTF-16 code units that the facts of an act hold in all. One may be six bytes on its way, and a queue of the older kind takes 256 KiB:
 * a message that it refuses would never reach the log.
 */
const FACTS_LIMIT = 20_000;

/** The message that tells of an act, for the outbox of the room in which it was done: it leaves when, and only when, the act commits. */
export function actPerformed(act: Act): OutboxMessage {
  const actId = newId('act');
  return {
    groupId: `acts-${act.assistantId ?? 'house'}`,
    deduplicationId: actId,
    body: { kind: 'ActPerformed', version: 1, actId, ...act, facts: withinLimit(act.facts) },
  };
}

/** As much of the facts as fits, from the first on; what is cut ends in an ellipsis. */
function withinLimit(facts: readonly ActFact[]): ActFact[] {
  let left = FACTS_LIMIT;
  const cut = (text: string): string => {
    const kept = text.length <= left ? text : `${text.slice(0, left).replace(HALF_PAIR, '')}…`;
    left = Math.max(left - text.length, 0);
    return kept;
  };
  return facts.map(({ name, value, before }) => ({
    name,
    value: value === null ? null : cut(value),
    ...(before !== undefined && { before: before === null ? null : cut(before) }),
  }));
}

const HALF_PAIR = /[\ud800-\udbff]$/;
