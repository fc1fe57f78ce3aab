import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, DateTime, InputError, Interval, KeyedInput, UserError } from '../kit/index.ts';
import { ReviewDecision, ReviewReason, ReviewState } from './review/vocabulary.ts';
import type { InboxFilter } from './store/review-items.ts';

registerEnumType(ReviewReason, {
  name: 'ReviewReason',
  description: 'Why a person should look at an utterance.',
  valuesConfig: {
    UNCERTAIN: { description: 'The version that answered last had a confidence of 0.7 or less.' },
    OUT_OF_SCOPE: { description: 'The version that answered last refused it, or none answered.' },
    CLOSE_CALL: { description: 'The two best intents were too close to choose.' },
    DISAGREEMENT: { description: 'People, or versions, say different intents.' },
    NEGATIVE_FEEDBACK: { description: 'Users did not like the reply, and nothing was learned from that yet.' },
    FREQUENT: { description: 'It was said five times or more.' },
  },
});
registerEnumType(ReviewDecision, {
  name: 'ReviewDecision',
  description: 'What a reviewer does with an utterance of the inbox.',
  valuesConfig: {
    ACCEPT: { description: 'The predicted intent is right.' },
    RELABEL: { description: 'It has another intent, which the reviewer names.' },
    OUT_OF_SCOPE: { description: 'It has no intent of the assistant’s, and teaches to be refused.' },
    REJECT: { description: 'It teaches nothing, whatever feedback says of it.' },
    SKIP: { description: 'Somebody else, or another time. It is no verdict.' },
  },
});
registerEnumType(ReviewState, {
  name: 'ReviewState',
  description: 'How far the review of an utterance has come.',
  valuesConfig: {
    OPEN: { description: 'Nobody has decided.' },
    AWAITING_SECOND: { description: 'One of two reviewers has given a verdict, which the other does not see.' },
    DISPUTED: { description: 'Two reviewers disagree; a third person’s verdict decides.' },
    SKIPPED: { description: 'Put aside; it can be decided at any time.' },
    ACCEPTED: { description: 'The prediction was right: it teaches that.' },
    RELABELLED: { description: 'It teaches the intent that a reviewer named.' },
    OUT_OF_SCOPE: { description: 'It teaches to be refused.' },
    REJECTED: { description: 'It teaches nothing.' },
  },
});

@ObjectType({ description: 'What one person decided about an utterance.' })
export class UtteranceReview {
  @Field(() => ID, { description: 'Opaque, `review_…`.' })
  id!: string;

  @Field(() => String, { description: 'Who.' })
  reviewer!: string;

  @Field(() => ReviewDecision, { description: 'What.' })
  decision!: ReviewDecision;

  @Field(() => String, {
    nullable: true,
    description: 'What it says that the utterance means; null of OUT_OF_SCOPE, REJECT and SKIP.',
  })
  intent!: string | null;

  @Field(() => String, { nullable: true, description: 'What the reviewer wrote.' })
  comment!: string | null;

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was undone; null where it stands.' })
  undoneAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Who undid it.' })
  undoneBy!: string | null;
}

@ObjectType({
  description: 'Near-equal utterances of one assistant that are worth a person’s look: one item, once and for good.',
})
export class ReviewItem {
  @Field(() => ID, { description: 'Opaque, `item_…`.' })
  id!: string;

  @Field(() => ID, { description: 'The assistant.' })
  assistantId!: string;

  @Field(() => String, { description: 'In the words last used.' })
  utterance!: string;

  @Field(() => String, { nullable: true, description: 'BCP 47 tag of the language in which it was last said.' })
  language!: string | null;

  @Field(() => Int, { description: 'How many near-equal turns there are in ninety days; 1,000 at most are counted.' })
  groupSize!: number;

  @Field(() => String, { nullable: true, description: 'What was last predicted; null where it was refused.' })
  predictedIntent!: string | null;

  @Field(() => Float, { nullable: true, description: 'The confidence of that, 0..1; null where no version answered.' })
  confidence!: number | null;

  @Field(() => Float, {
    description:
      'What a look would teach: (uncertainty + disagreement + dislike) · (1 + log₁₀ groupSize). The inbox is in its order.',
  })
  score!: number;

  @Field(() => Float, { description: '1 − confidence, 0..1; 0 where accepted feedback has taught it already.' })
  uncertainty!: number;

  @Field(() => Float, {
    description:
      'Of the opinions (one of each person, one of each version) the share that contradicts the most common.',
  })
  disagreement!: number;

  @Field(() => Float, {
    description: 'n / (n + 1) of n turns that users did not like, as far as nothing was learned from it.',
  })
  dislike!: number;

  @Field(() => [ReviewReason], { description: 'Why it is here; empty where there is no reason any more.' })
  reasons!: ReviewReason[];

  @Field(() => DateTime, { description: 'When it was last said.' })
  lastSeenAt!: Date;

  @Field(() => ReviewState, { description: 'How far its review has come.' })
  state!: ReviewState;

  @Field(() => String, {
    nullable: true,
    description: 'What it was settled to teach; null where it is not, is out of scope, or teaches nothing.',
  })
  intent!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was settled.' })
  settledAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Who is going to look at it.' })
  assignee!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Since when.' })
  assignedAt!: Date | null;
}

const inbox = connectionOf('ReviewItem', () => ReviewItem);

@ObjectType({ description: 'Utterances worth a look, what teaches most first.' })
export class ReviewItemConnection extends inbox.connection {
  /** What `totalCount` counts. */
  filter!: InboxFilter;
}

@InputType({ description: 'Which utterances of the inbox; what is left out does not narrow.' })
export class ReviewFilter {
  @Field(() => [ReviewState], {
    nullable: true,
    description:
      'In one of these states. Left out: what waits for the viewer, which is OPEN with a reason, and AWAITING_SECOND or DISPUTED without a review of his own.',
  })
  states?: ReviewState[] | null;

  @Field(() => [ReviewReason], { nullable: true, description: 'For one of these reasons.' })
  reasons?: ReviewReason[] | null;

  @Field(() => [String], { nullable: true, description: 'Where one of these was last predicted.' })
  predictedIntents?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Assigned to this person.' })
  assignee?: string | null;
}

@ObjectType({ description: 'How an assistant’s utterances are reviewed.' })
export class ReviewPolicy {
  @Field(() => ID, { description: 'The assistant.' })
  assistantId!: string;

  @Field(() => Float, {
    description: 'Which share of utterances two people review without knowing of each other, 0..1; none unless set.',
  })
  doubleReviewShare!: number;
}

@ObjectType({ description: 'How far two reviewers of the same utterances agree.' })
export class ReviewAgreement {
  @Field(() => Int, { description: 'Utterances on which two have given a verdict.' })
  items!: number;

  @Field(() => Int, { description: 'Of these, on which both said the same.' })
  agreed!: number;

  @Field(() => Interval, {
    nullable: true,
    description:
      'Cohen’s kappa of the first and the second verdicts, by intent, with its large-sample interval; null where there is none, or all say one thing.',
  })
  kappa!: Interval | null;
}

@InputType({ description: 'A verdict on an utterance of the inbox.' })
export class ReviewUtteranceInput extends KeyedInput {
  @Field(() => ID, { description: 'The item.' })
  itemId!: string;

  @Field(() => ReviewDecision, { description: 'What to do with it.' })
  decision!: ReviewDecision;

  @Field(() => String, { nullable: true, description: 'The right intent; with RELABEL, and only there.' })
  intent?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The prediction that the reviewer saw. Where it is another by now, nothing is decided: PREDICTION_CHANGED.',
  })
  expectedIntent?: string | null;

  @Field(() => String, { nullable: true, description: 'Why; at most 4,000 UTF-16 code units.' })
  comment?: string | null;
}

@InputType({ description: 'A review to take back.' })
export class UndoReviewInput extends KeyedInput {
  @Field(() => ID, { description: 'The review.' })
  reviewId!: string;
}

@InputType({ description: 'Who is to look at an utterance.' })
export class AssignReviewItemInput extends KeyedInput {
  @Field(() => ID, { description: 'The item.' })
  itemId!: string;

  @Field(() => String, { nullable: true, description: 'The person, by `viewer.id`; nobody where left out.' })
  assignee?: string | null;
}

@InputType({ description: 'How an assistant’s utterances are to be reviewed from now on.' })
export class SetReviewPolicyInput extends KeyedInput {
  @Field(() => ID, { description: 'The assistant.' })
  assistantId!: string;

  @Field(() => Float, { description: 'Which share two people review, 0..1. What one has begun with stays as it is.' })
  doubleReviewShare!: number;
}

@ObjectType({ description: 'The utterance as it was reviewed, or why it was not.' })
export class ReviewUtterancePayload {
  @Field(() => ReviewItem, { nullable: true, description: 'The item as it now stands.' })
  item?: ReviewItem | null;

  @Field(() => UtteranceReview, { nullable: true, description: 'The review.' })
  review?: UtteranceReview | null;

  @Field(() => [UserError], { description: 'Empty where it was reviewed.' })
  errors!: InputError[];
}

@ObjectType()
abstract class ReviewItemPayload {
  @Field(() => ReviewItem, { nullable: true, description: 'The item as it now stands.' })
  item?: ReviewItem | null;

  @Field(() => [UserError], { description: 'Why nothing changed.' })
  errors!: InputError[];
}

@ObjectType({ description: 'The utterance as if the review had never been, or why it is not.' })
export class UndoReviewPayload extends ReviewItemPayload {}

@ObjectType({ description: 'The utterance with its new assignee, or why it has none.' })
export class AssignReviewItemPayload extends ReviewItemPayload {}

@ObjectType({ description: 'The policy as it now is, or why it was not changed.' })
export class SetReviewPolicyPayload {
  @Field(() => ReviewPolicy, { nullable: true, description: 'The policy.' })
  reviewPolicy?: ReviewPolicy | null;

  @Field(() => [UserError], { description: 'Empty where it was changed.' })
  errors!: InputError[];
}
