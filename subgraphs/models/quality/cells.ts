/** What is asked about. */
export interface Period {
  assistantId: string;
  from: Date;
  /** Not included. */
  to: Date;
  /** What a point of a time series stands for. */
  bucket: 'HOUR' | 'DAY';
}

/** Turns that are alike in everything that quality is told by. */
export interface Cell {
  /** When the hour or day began, UTC. */
  at: Date;
  modelVersionId: string | null;
  intent: string | null;
  tags: { id: string; name: string }[];
  replyKind: string;
  /** Of the confidence, 0 the least. */
  bin: number;
  /** What was said of these turns; null where nobody said anything. */
  outcome: 'HELPFUL' | 'UNHELPFUL' | 'CORRECTION' | null;
  correctedIntent: string | null;
  turns: number;
  confidenceSum: number;
  outOfScope: number;
}

/** Turns of one curated answer that are alike. */
export interface AnswerCell extends Pick<Cell, 'replyKind' | 'bin' | 'tags' | 'outcome' | 'turns'> {
  /** Whose answer was given: as predicted, or as chosen. */
  answered: string;
  /** Of the utterance: primary subtag, lower case. */
  language: string;
  /** When the answer was written anew last, before the period's end; null where it never was. */
  changedAt: Date | null;
  /** Whether the turns came after that, between it and the change before, or earlier. */
  era: 'AFTER' | 'BEFORE' | 'EARLIER';
}

/** Milliseconds. */
export interface Latency {
  p50: number;
  p95: number;
  p99: number;
}

export function hasVerdict({ outcome }: Cell): boolean {
  return outcome !== null;
}

/**
 * Whether what was said tells if the predicted intent was right. A helpful answer had the right intent, a corrected one another; one that
 * somebody merely disliked may have had either.
 */
export function isJudged({ intent, outcome, correctedIntent }: Cell): boolean {
  if (intent === null && correctedIntent === null) return false;
  return outcome === 'HELPFUL' || (outcome === 'CORRECTION' && correctedIntent !== null);
}

/** Of a judged cell. */
export function actualIntentOf({ intent, outcome, correctedIntent }: Cell): string | null {
  return outcome === 'CORRECTION' ? correctedIntent : intent;
}
