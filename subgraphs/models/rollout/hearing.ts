import { anytimePValue, evidenceOfLoss, type Stratum } from '../../../nlu/index.ts';
import type { RolloutStepRow, RolloutWatchRow } from '../store/rollout-tables.ts';

/**
 * Chance of a false alarm while a version takes over, however often it is looked at; and once more while it is watched afterwards. Only
 * the first compares what ran side by side: the second holds a version against those before it, as they were then, and takes for its doing
 * whatever else has changed since.
 */
export const FALSE_ALARM_RATE = 0.05;
/** What was in service for so long before a version took over is what it is held against afterwards. */
export const FORMER_PERIOD_MS = 7 * 24 * 60 * 60_000;
/**
 * A version may answer so much less at once. It may be right to: one that has learned what it cannot help with answers less, and what is
 * asked differs from day to day.
 */
export const TOLERATED_LOSS_OF_ANSWERS = 0.1;
/** What users say, and what it answers: each may give a false alarm half as often (Bonferroni), since the two are not independent. */
const QUANTITIES = 2;

/** What was counted while nothing but chance decided which of two versions a conversation got. */
export interface HeardStratum {
  /** Of the conversations of which somebody speaks, those that were helped. */
  readonly helped: Stratum;
  /** Of all conversations, those whose first message was answered at once: by an answer, not by a question back or the like. */
  readonly answered: Stratum;
}

/** What was counted of a version and of what it is held against. */
type Heard = Omit<
  RolloutWatchRow,
  'deploymentId' | 'phase' | 'championDeploymentId' | 'since' | 'until' | 'checkedAt' | 'alarmedAt'
>;
/** The greatest so far. */
export type Evidence = Pick<Heard, 'evidence' | 'answerEvidence'>;

export const UNHEARD: Heard = {
  voices: 0,
  helpful: 0,
  championVoices: 0,
  championHelpful: 0,
  conversations: 0,
  answered: 0,
  championConversations: 0,
  championAnswered: 0,
  evidence: 0,
  answerEvidence: 0,
};

/** All that was counted, and the greatest evidence so far that users like the version less, and that it answers them less. */
export function heardIn(strata: readonly HeardStratum[], before: Evidence): Heard {
  const helped = strata.map((stratum) => stratum.helped);
  const answered = strata.map((stratum) => stratum.answered);
  return {
    voices: sum(helped, ({ challenger }) => challenger.trials),
    helpful: sum(helped, ({ challenger }) => challenger.hits),
    championVoices: sum(helped, ({ champion }) => champion.trials),
    championHelpful: sum(helped, ({ champion }) => champion.hits),
    conversations: sum(answered, ({ challenger }) => challenger.trials),
    answered: sum(answered, ({ challenger }) => challenger.hits),
    championConversations: sum(answered, ({ champion }) => champion.trials),
    championAnswered: sum(answered, ({ champion }) => champion.hits),
    evidence: Math.max(before.evidence, evidenceOfLoss(helped.filter(isOfBoth))),
    answerEvidence: Math.max(
      before.answerEvidence,
      evidenceOfLoss(answered.filter(isOfBoth), TOLERATED_LOSS_OF_ANSWERS),
    ),
  };
}

/**
 * Of one arm alone nothing can be said, and a step that ended so would weigh against all later ones for good. Left out, it counts as 1 until both
 * arms have been tried, and from then on as all since its beginning: a martingale that keeps still and then says what it has become. Which arm
 * is tried when is drawn without regard to what comes of it, so that this is the same bet, and Ville's bound holds for the product as before.
 */
function isOfBoth({ challenger, champion }: Stratum): boolean {
  return challenger.trials > 0 && champion.trials > 0;
}

function sum(strata: readonly Stratum[], valueOf: (stratum: Stratum) => number): number {
  return strata.reduce((total, stratum) => total + valueOf(stratum), 0);
}

/** The p-value that may be looked at at any time, of both together. */
export function pValueOf({ evidence, answerEvidence }: Evidence): number {
  return Math.min(1, QUANTITIES * anytimePValue(Math.max(evidence, answerEvidence)));
}

/** Whether the version is to be taken back. */
export function isAlarming(evidence: Evidence): boolean {
  return pValueOf(evidence) <= FALSE_ALARM_RATE;
}

/** What an alarm is about, in words. */
export function reasonOf({ evidence, answerEvidence }: Evidence): string {
  return evidence >= answerEvidence ? 'users like it less' : 'it answers less';
}

/** Whether a step has had its time and its voices. */
export function isPassed(
  { startedAt, minimumMinutes, minimumVoices }: Pick<RolloutStepRow, 'startedAt' | 'minimumMinutes' | 'minimumVoices'>,
  { voices }: Pick<Heard, 'voices'>,
  now: Date,
): boolean {
  const since = startedAt?.getTime() ?? now.getTime();
  return now.getTime() - since >= minimumMinutes * 60_000 && voices >= minimumVoices;
}
