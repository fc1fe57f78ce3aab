import type { Encoders } from '../platform/encoder/index.ts';
import type { Logger } from '../platform/log/index.ts';
import type { ObjectStore } from '../platform/objects/index.ts';
import type { Feedback } from '../subgraphs/feedback/index.ts';
import type { Models, OpenApproval } from '../subgraphs/models/index.ts';
import type { Nlp } from '../subgraphs/nlp/index.ts';

/** The rooms' faces as far as the workflows use them. */
export interface Faces {
  readonly nlp: Pick<Nlp, 'examplesForSnapshot' | 'intentsOf'>;
  readonly feedback: Pick<Feedback, 'labelsFor' | 'unlabelledFor' | 'standingReviews'>;
  readonly models: Pick<Models, 'recorder' | 'trials' | 'registry' | 'deployments' | 'decisions' | 'triggerDue'>;
}

/** What a step works with. */
export interface StepContext extends Faces {
  readonly objects: ObjectStore;
  readonly encoders: Pick<Encoders, 'root'>;
  readonly log: Logger;
}

/** The run that a step works on. */
export interface Run {
  readonly runId: string;
  readonly assistantId: string;
}

/** The approval whose version is to go into service. */
export interface Approved extends OpenApproval {
  readonly approvedBy: string;
}

/** Trying again would end the same way: the run fails with this sentence, which a person reads. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
}
