import { Field, ID, InputType } from 'type-graphql';
import { DateTime, KeyedInput } from '../kit/index.ts';
import { FeedbackDecision, FeedbackSource, FeedbackStatus, ReportedSignal, Signal, Verdict } from './vocabulary.ts';

@InputType({ description: 'Which feedback; what is left out does not narrow.' })
export class FeedbackFilter {
  @Field(() => ID, { description: 'Of this assistant.' })
  assistantId!: string;

  @Field(() => DateTime, { nullable: true, description: 'Given at this instant or later.' })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Given before this instant.' })
  to?: Date | null;

  @Field(() => [Verdict], { nullable: true, description: 'With one of these verdicts.' })
  verdicts?: Verdict[] | null;

  @Field(() => [FeedbackSource], { nullable: true, description: 'From one of these sources.' })
  sources?: FeedbackSource[] | null;

  @Field(() => [Signal], { nullable: true, description: 'Read from one of these.' })
  signals?: Signal[] | null;

  @Field(() => [FeedbackStatus], { nullable: true, description: 'With one of these statuses.' })
  statuses?: FeedbackStatus[] | null;

  @Field(() => [String], { nullable: true, description: 'Where one of these was predicted at the turn, or was meant.' })
  intents?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'About answers of one of these versions.' })
  modelVersionIds?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where the utterance, the comment or the corrected answer contains this text, in any case.',
  })
  text?: string | null;
}

@InputType({
  description: 'What to say about a reply. The same user’s later feedback on a turn supersedes the earlier.',
})
export class SubmitFeedbackInput extends KeyedInput {
  @Field(() => ID, { description: 'The turn.' })
  turnId!: string;

  @Field(() => Verdict, { description: 'What is said.' })
  verdict!: Verdict;

  @Field(() => String, {
    nullable: true,
    description: 'The intent that was meant. A CORRECTION needs it, or `correctedAnswer`.',
  })
  correctedIntent?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the answer should have been; at most 4,000 UTF-16 code units.',
  })
  correctedAnswer?: string | null;

  @Field(() => String, { nullable: true, description: 'Anything else; at most 4,000 UTF-16 code units.' })
  comment?: string | null;
}

@InputType({ description: 'What a user did about a reply that only the front end can see.' })
export class RecordSignalInput extends KeyedInput {
  @Field(() => ID, { description: 'The turn; its reply is an answer.' })
  turnId!: string;

  @Field(() => ReportedSignal, { description: 'What the user did.' })
  signal!: ReportedSignal;
}

@InputType({ description: 'A feedback to take back; its influence ends with the next version.' })
export class RetractFeedbackInput extends KeyedInput {
  @Field(() => ID, { description: 'The feedback.' })
  feedbackId!: string;
}

@InputType({ description: 'A decision about a feedback; a later one replaces it.' })
export class ReviewFeedbackInput extends KeyedInput {
  @Field(() => ID, { description: 'The feedback.' })
  feedbackId!: string;

  @Field(() => FeedbackDecision, { description: 'What to do with it.' })
  decision!: FeedbackDecision;

  @Field(() => String, { nullable: true, description: 'The right intent; with RELABEL, and only there.' })
  intent?: string | null;

  @Field(() => String, { nullable: true, description: 'Why; at most 4,000 UTF-16 code units.' })
  comment?: string | null;
}
