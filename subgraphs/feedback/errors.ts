import { DomainError } from '../kit/index.ts';

/** A correction that does not say what would have been right. */
export class CorrectionRequired extends DomainError {
  constructor() {
    super('CORRECTION_REQUIRED', 'A CORRECTION needs correctedIntent or correctedAnswer.', [
      'input',
      'correctedIntent',
    ]);
  }
}

/** Something to correct to, with a verdict that corrects nothing. */
export class CorrectionNotExpected extends DomainError {
  constructor(argument: string) {
    super('CORRECTION_NOT_EXPECTED', `${argument} goes with the verdict CORRECTION only.`, ['input', argument]);
  }
}

/** The assistant has no intent of that name. */
export class UnknownIntent extends DomainError {
  constructor(intent: string, argument: string) {
    super('UNKNOWN_INTENT', `The assistant knows no intent "${intent}".`, ['input', argument]);
  }
}

/** A RELABEL that does not say to which intent. */
export class IntentRequired extends DomainError {
  constructor() {
    super('INTENT_REQUIRED', 'RELABEL needs an intent.', ['input', 'intent']);
  }
}

/** An intent with a decision that keeps or refuses what the feedback says. */
export class IntentNotExpected extends DomainError {
  constructor(decision: string) {
    super('INTENT_NOT_EXPECTED', `${decision} takes no intent; use RELABEL.`, ['input', 'intent']);
  }
}

/** An ACCEPT of an utterance for which the model has no intent. */
export class NothingToAccept extends DomainError {
  constructor() {
    super('NOTHING_TO_ACCEPT', 'No intent was predicted; use RELABEL or REJECT.', ['input', 'decision']);
  }
}

/** The prediction is no longer the one that the reviewer saw. */
export class PredictionChanged extends DomainError {
  constructor(predicted: string | null) {
    super('PREDICTION_CHANGED', `The prediction is now ${predicted === null ? 'none' : `"${predicted}"`}.`, [
      'input',
      'expectedIntent',
    ]);
  }
}

/** A message that this program cannot read: another version, or not one of ours. Kept for people in the dead-letter queue. */
export class UnreadableMessage extends DomainError {
  constructor(reason: string) {
    super('UNREADABLE_MESSAGE', `The message cannot be read: ${reason}`);
  }
}
