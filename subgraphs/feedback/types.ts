import { Directive, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, DateTime, InputError, Interval, UserError } from '../kit/index.ts';
import type { HistoryFilter } from './store/history.ts';
import {
  FeedbackDecision,
  FeedbackGroup,
  FeedbackSource,
  FeedbackStatus,
  ReportedSignal,
  Signal,
  Verdict,
} from './vocabulary.ts';

registerEnumType(Verdict, {
  name: 'Verdict',
  description: 'What is said about a reply.',
  valuesConfig: {
    HELPFUL: { description: 'It helped; confirms the intent with a low weight.' },
    UNHELPFUL: { description: 'It did not help; teaches nothing until a person has reviewed it.' },
    CORRECTION: { description: 'It should have been another intent or another answer.' },
  },
});
registerEnumType(FeedbackSource, {
  name: 'FeedbackSource',
  description: 'Whether somebody said it.',
  valuesConfig: {
    EXPLICIT: { description: 'Said by a person.' },
    IMPLICIT: { description: 'Read from what the user did next; `signal` says from what.' },
  },
});
registerEnumType(Signal, {
  name: 'FeedbackSignal',
  description: 'What a user did, from which implicit feedback about the reply before was read.',
  valuesConfig: {
    REPHRASE_AFTER_FALLBACK: { description: 'Asked the same in other words after a fallback.' },
    REPHRASE_AFTER_ANSWER: { description: 'Asked the same in other words soon after an answer.' },
    ABANDONED_AFTER_FALLBACK: { description: 'Said nothing more after a fallback.' },
    DISAMBIGUATION_CHOICE: { description: 'Chose an option of a question back.' },
    HUMAN_REQUESTED: { description: 'Asked for a person.' },
    ANSWER_COPIED: { description: 'Copied the text of an answer.' },
  },
});
registerEnumType(ReportedSignal, {
  name: 'ReportedSignal',
  description: 'What only a front end can see of what users do.',
  valuesConfig: { ANSWER_COPIED: { description: 'The text of an answer was copied: implicit feedback, HELPFUL.' } },
});
registerEnumType(FeedbackStatus, {
  name: 'FeedbackStatus',
  description: 'How far a feedback has come.',
  valuesConfig: {
    QUEUED: { description: 'Committed, on its way through the queue.' },
    RECORDED: { description: 'Came through the queue.' },
    ACCEPTED: { description: 'Teaches the next version.' },
    REJECTED: { description: 'A reviewer decided that it teaches nothing.' },
    RETRACTED: { description: 'Taken back, or superseded by what the same user said later.' },
  },
});
registerEnumType(FeedbackDecision, {
  name: 'FeedbackDecision',
  description: 'What a reviewer does with a feedback.',
  valuesConfig: {
    ACCEPT: { description: 'It is right as it is.' },
    RELABEL: { description: 'The utterance has another intent, which the reviewer names.' },
    REJECT: { description: 'It teaches nothing.' },
  },
});
registerEnumType(FeedbackGroup, {
  name: 'FeedbackGroup',
  description: 'What statistics are counted by; where a feedback has no such thing its key is `(none)`.',
  valuesConfig: {
    DAY: { description: 'The UTC day, `yyyy-mm-dd`.' },
    VERDICT: { description: 'The verdict.' },
    SOURCE: { description: 'The source.' },
    SIGNAL: { description: 'What implicit feedback was read from.' },
    INTENT: { description: 'The intent that the model predicted at the turn.' },
    TAG: { description: 'The names of the turn’s tags; one feedback counts under each.' },
    MODEL_VERSION: { description: 'The id of the version that answered.' },
  },
});

@ObjectType({ description: 'What a reviewer decided about a feedback.' })
export class FeedbackReview {
  @Field(() => FeedbackDecision, { description: 'The decision.' })
  decision!: FeedbackDecision;

  @Field(() => String, { nullable: true, description: 'The intent of a RELABEL.' })
  intent!: string | null;

  @Field(() => String, { nullable: true, description: 'What the reviewer wrote.' })
  comment!: string | null;

  @Field(() => String, { description: 'Who reviewed.' })
  by!: string;

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;
}

@ObjectType({ description: 'What somebody said, or what was read from what they did, about one reply.' })
@Directive('@key(fields: "id")')
export class Feedback {
  @Field(() => ID, { description: 'Opaque, `feedback_…`.' })
  id!: string;

  @Field(() => ID, { description: 'The turn it is about.' })
  turnId!: string;

  @Field(() => ID, { description: 'The conversation of the turn.' })
  conversationId!: string;

  @Field(() => ID, { description: 'The assistant that replied.' })
  assistantId!: string;

  @Field(() => FeedbackSource, { description: 'Whether somebody said it.' })
  source!: FeedbackSource;

  @Field(() => Verdict, { description: 'What is said about the reply.' })
  verdict!: Verdict;

  @Field(() => String, {
    nullable: true,
    description: 'What implicit feedback was read from: a name of `FeedbackSignal`.',
  })
  signal!: string | null;

  @Field(() => Float, {
    description:
      'What it weighs as a label of an intent, where a plain training example weighs 1; 0 where it teaches nothing before a person has reviewed it. What one user says beyond measure in a day weighs less than that.',
  })
  labelWeight!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The intent that was meant: as a reviewer relabelled it, else as the user said or chose.',
  })
  correctedIntent!: string | null;

  @Field(() => String, { nullable: true, description: 'What the answer should have been, in the user’s words.' })
  correctedAnswer!: string | null;

  @Field(() => String, { nullable: true, description: 'What the user wrote.' })
  comment!: string | null;

  @Field(() => FeedbackStatus, { description: 'How far it has come.' })
  status!: FeedbackStatus;

  @Field(() => DateTime, { description: 'When it was given.' })
  at!: Date;

  @Field(() => ID, { nullable: true, description: 'The later feedback of the same user on the same turn.' })
  supersededBy!: string | null;

  @Field(() => String, { description: 'What was said at the turn.' })
  utterance!: string;

  @Field(() => String, { nullable: true, description: 'BCP 47 tag of the turn’s language.' })
  language!: string | null;

  @Field(() => String, { nullable: true, description: 'The intent that the model predicted at the turn.' })
  predictedIntent!: string | null;

  @Field(() => Float, { nullable: true, description: 'The model’s confidence at the turn, 0..1.' })
  confidence!: number | null;

  @Field(() => ID, { nullable: true, description: 'The version that answered the turn.' })
  modelVersionId!: string | null;

  @Field(() => FeedbackReview, {
    nullable: true,
    description: 'The latest review; null where there is none, and for end users and apps.',
  })
  review!: FeedbackReview | null;
}

@ObjectType('Turn')
@Directive('@key(fields: "id")')
export class TurnRef {
  @Field(() => ID)
  id!: string;
}

const history = connectionOf('Feedback', () => Feedback);

@ObjectType({ description: 'Feedback of one assistant, newest first.' })
export class FeedbackConnection extends history.connection {
  /** What `totalCount` counts. */
  filter!: HistoryFilter;
}

@ObjectType({
  description: 'How much of each kind was said. Retracted feedback counts only where the filter asks for it.',
})
export class FeedbackStatistic {
  @Field(() => String, { description: 'What is counted together; see `FeedbackGroup`.' })
  key!: string;

  @Field(() => Int, { description: 'All of it.' })
  count!: number;

  @Field(() => Int, { description: 'HELPFUL.' })
  helpful!: number;

  @Field(() => Int, { description: 'UNHELPFUL.' })
  unhelpful!: number;

  @Field(() => Int, { description: 'CORRECTION.' })
  corrections!: number;

  @Field(() => Int, {
    description:
      'Turns that these speak for. One feedback speaks for a turn: an explicit one, else the latest; no rejected one.',
  })
  voices!: number;

  @Field(() => Interval, {
    nullable: true,
    description: 'Of those turns the share that was helped, with its Wilson interval; null where there is none.',
  })
  helpfulRate!: Interval | null;
}

@ObjectType({ description: 'The feedback as it was committed, or why none was.' })
export class SubmitFeedbackPayload {
  @Field(() => Feedback, { nullable: true, description: 'The new feedback.' })
  feedback?: Feedback | null;

  @Field(() => [UserError], { description: 'Empty where it was committed.' })
  errors!: InputError[];
}

@ObjectType({ description: 'The implicit feedback that was read from it, or why none was.' })
export class RecordSignalPayload {
  @Field(() => Feedback, { nullable: true, description: 'The feedback; the first where it was reported before.' })
  feedback?: Feedback | null;

  @Field(() => [UserError], { description: 'Empty where it was committed.' })
  errors!: InputError[];
}

@ObjectType({ description: 'The feedback as it was taken back, or why it was not.' })
export class RetractFeedbackPayload {
  @Field(() => Feedback, { nullable: true, description: 'The retracted feedback.' })
  feedback?: Feedback | null;

  @Field(() => [UserError], { description: 'Empty where it was retracted.' })
  errors!: InputError[];
}

@ObjectType({ description: 'The feedback as it was reviewed, or why it was not.' })
export class ReviewFeedbackPayload {
  @Field(() => Feedback, { nullable: true, description: 'The reviewed feedback.' })
  feedback?: Feedback | null;

  @Field(() => [UserError], { description: 'Empty where it was reviewed.' })
  errors!: InputError[];
}
