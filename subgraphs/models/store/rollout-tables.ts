import type { ColumnType } from 'kysely';
import type { CanaryPlan, PlannedStep } from '../rollout/canary-plan.ts';

/** A deployment that a process cannot serve; `at` is since when. */
export interface ServingFault {
  deploymentId: string;
  message: string;
  at: Date;
}

/** A process that serves, with what it cannot serve. */
export interface ServingProcessTable {
  id: string;
  deploymentIds: string[];
  championIds: string[];
  leasedUntil: Date;
  faults: ColumnType<(Omit<ServingFault, 'at'> & { at: string })[], string | undefined, string>;
}

/** How the versions of an assistant take over. */
export interface CanaryPlanTable {
  assistantId: string;
  /** One that was stored before a setting was thought of lacks it. */
  plan: ColumnType<Partial<CanaryPlan>, string, string>;
}

/** A step of a roll-out; number 0 is the shadow's. */
export interface RolloutStepRow extends PlannedStep {
  deploymentId: string;
  number: number;
  startedAt: Date | null;
  passedAt: Date | null;
}

/** What users say of a deployment beside its champion and what it answers, as it was counted last. */
export interface RolloutWatchRow {
  deploymentId: string;
  /** Beside the champion, or after it. */
  phase: 'CANARY' | 'LIVE';
  championDeploymentId: string;
  since: Date;
  /** Null while it takes over. */
  until: Date | null;
  /** Conversations with a verdict. */
  voices: number;
  helpful: number;
  championVoices: number;
  championHelpful: number;
  /** All conversations, by their first message. */
  conversations: number;
  /** Those that were answered at once. */
  answered: number;
  championConversations: number;
  championAnswered: number;
  /** That users like it less; the greatest so far. */
  evidence: number;
  /** That it answers less. */
  answerEvidence: number;
  checkedAt: Date;
  alarmedAt: Date | null;
}
