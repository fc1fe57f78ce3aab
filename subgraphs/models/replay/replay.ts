import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { invariant } from '../../kit/index.ts';
import type { ReplayEffect } from '../vocabulary.ts';

/** What was, or would be, said to an utterance as far as curated answers go. */
export interface Served {
  /** NONE: outside knowledge or an honest "I don't know". */
  kind: 'ANSWER' | 'DISAMBIGUATION' | 'NONE';
  /** The one answered, or those asked about. */
  intents: string[];
  confidence: number | null;
}

/** A real turn, to be answered once more. */
export interface ReplayedTurn {
  turnId: string;
  /** ISO 8601. */
  at: string;
  utterance: string;
  language: string | null;
  served: Served;
  /** The voice that speaks for it; null where nobody does. */
  verdict: 'HELPFUL' | 'UNHELPFUL' | 'CORRECTION' | null;
  correctedIntent: string | null;
}

/** A turn whose reply would change. */
export type ReplayChange = Omit<ReplayedTurn, 'utterance' | 'language'> & { next: Served; effect: ReplayEffect };

/** What a replay has found, as the evidence keeps it. */
export interface ReplaySummary {
  turns: number;
  /** When the first and the last of them were, ISO 8601; null of no turns. */
  from: string | null;
  to: string | null;
  changed: number;
  effects: Record<ReplayEffect, number>;
  /** sha256 (hex) of the changes' canonical JSON: the evidence names them all without holding them. */
  changesSha256: string;
}

export function summaryOf(turns: readonly ReplayedTurn[], changes: readonly ReplayChange[]): ReplaySummary {
  const times = turns.map(({ at }) => at).sort();
  const canonical = canonicalize(changes);
  invariant(canonical, 'changes are JSON');
  const count = (effect: ReplayEffect) => changes.filter((change) => change.effect === effect).length;
  return {
    turns: turns.length,
    from: times[0] ?? null,
    to: times.at(-1) ?? null,
    changed: changes.length,
    effects: {
      BREAKS: count('BREAKS'),
      FIXES: count('FIXES'),
      MAY_FIX: count('MAY_FIX'),
      STILL_WRONG: count('STILL_WRONG'),
      UNJUDGED: count('UNJUDGED'),
    },
    changesSha256: createHash('sha256').update(canonical).digest('hex'),
  };
}
