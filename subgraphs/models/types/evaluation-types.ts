import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Interval } from '../../kit/index.ts';
import { GateVerdict } from '../vocabulary.ts';
import './enums.ts';

@ObjectType({ description: 'How well one intent is recognised.' })
export class IntentQuality {
  @Field(() => String, { description: 'The intent’s name.' })
  intent!: string;

  @Field(() => Float, { description: 'Of the items answered with it, the share that were it.' })
  precision!: number;

  @Field(() => Float, { description: 'Of its items, the share that were answered with it.' })
  recall!: number;

  @Field(() => Float, { description: 'Harmonic mean of precision and recall.' })
  f1!: number;

  @Field(() => Int, { description: 'Its test items.' })
  support!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The champion’s F1 on the same items; null where there was none.',
  })
  championF1?: number | null;

  @Field(() => Interval, { nullable: true, description: 'Of the precision, 95 %; null of the first reports.' })
  precisionInterval?: Interval | null;

  @Field(() => Interval, { nullable: true, description: 'Of the recall, 95 %; null of the first reports.' })
  recallInterval?: Interval | null;

  @Field(() => Interval, { nullable: true, description: 'Of F1, 95 %, by bootstrap; null of the first reports.' })
  f1Interval?: Interval | null;

  @Field(() => Interval, {
    nullable: true,
    description: 'Of the recall, version minus champion; null without a champion, or with too few items.',
  })
  difference?: Interval | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Of that difference (McNemar, mid-p), adjusted for the number of intents by Holm’s method.',
  })
  adjustedPValue?: number | null;
}

@ObjectType({
  description: 'How well the spans of one entity type are found: right is one whose type and both ends are.',
})
export class EntityQuality {
  @Field(() => String, { description: 'The entity type’s name.' })
  type!: string;

  @Field(() => Float, { description: 'Of the spans found, the share that are right.' })
  precision!: number;

  @Field(() => Float, { description: 'Of the spans marked, the share that were found.' })
  recall!: number;

  @Field(() => Float, { description: 'Harmonic mean of precision and recall.' })
  f1!: number;

  @Field(() => Int, { description: 'Spans marked in the test items.' })
  support!: number;
}

@ObjectType({ description: 'How often one intent was taken for another.' })
export class Confusion {
  @Field(() => String, { description: 'The label, `out-of-scope` for an utterance without an intent.' })
  actual!: string;

  @Field(() => String, { description: 'What was predicted, `out-of-scope` where the model refused to answer.' })
  predicted!: string;

  @Field(() => Int, { description: 'How many test items.' })
  count!: number;
}

@ObjectType({ description: 'How well the model knows what it does not know.' })
export class OutOfScopeQuality {
  @Field(() => Int, { description: 'Test items without an intent.' })
  support!: number;

  @Field(() => Float, { description: 'Share of them that were refused.' })
  recall!: number;

  @Field(() => Float, { description: 'Share of the items with an intent that were refused all the same.' })
  falseRejectionRate!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Chance that an item with an intent gets more confidence than one without; null where either is missing.',
  })
  auroc?: number | null;
}

@ObjectType({ description: 'What each outcome of an utterance costs; a right answer costs nothing.' })
export class ThresholdCost {
  @Field(() => Float, { description: 'A wrong answer, or any answer to an utterance without an intent.' })
  wrongAnswer!: number;

  @Field(() => Float, { description: 'A refusal of an utterance that has an intent.' })
  falseRejection!: number;

  @Field(() => Float, { description: 'A question back whose options hold the right intent.' })
  question!: number;

  @Field(() => Float, { description: 'Share of the traffic assumed to have no intent, 0..1.' })
  outOfScopeShare!: number;
}

@ObjectType({ description: 'By what a version decides: of least cost on examples that it had not learned.' })
export class Thresholds {
  @Field(() => Float, { description: 'Less probably in-scope than this is out-of-scope, 0..1.' })
  accept!: number;

  @Field(() => Float, { description: 'Where the two best confidences differ by less, it asks back.' })
  margin!: number;

  @Field(() => ThresholdCost, { description: 'The cost that they minimise.' })
  cost!: ThresholdCost;
}

@ObjectType({
  description: 'What another threshold for out-of-scope would have done on the same items, without questions.',
})
export class AcceptTradeOff {
  @Field(() => Float, { description: 'The threshold, 0..1.' })
  threshold!: number;

  @Field(() => Float, { description: 'Share of right answers to items with an intent; a refusal is wrong.' })
  accuracy!: number;

  @Field(() => Float, { description: 'Share of the items with an intent that were refused.' })
  falseRejectionRate!: number;

  @Field(() => Float, { description: 'Share of the items without an intent that were refused.' })
  outOfScopeRecall!: number;

  @Field(() => Float, { description: 'By the stated cost.' })
  cost!: number;
}

@ObjectType({ description: 'What another threshold for questions would have done on the items with an intent.' })
export class MarginTradeOff {
  @Field(() => Float, { description: 'The threshold, 0..1.' })
  threshold!: number;

  @Field(() => Float, { description: 'Share of the items asked about.' })
  questionRate!: number;

  @Field(() => Float, { description: 'Share of the questions whose options hold the right intent.' })
  helpfulQuestions!: number;

  @Field(() => Float, { description: 'Share of right ones among what is answered outright.' })
  answerAccuracy!: number;
}

@ObjectType({ description: 'What other thresholds would have done.' })
export class TradeOff {
  @Field(() => [AcceptTradeOff], { description: 'By threshold for out-of-scope, rising.' })
  accept!: readonly AcceptTradeOff[];

  @Field(() => [MarginTradeOff], { description: 'By threshold for questions, rising.' })
  margin!: readonly MarginTradeOff[];
}

@ObjectType({ description: 'Items whose confidence fell between two bounds, as a reliability diagram shows them.' })
export class ReliabilityBin {
  @Field(() => Float, { description: 'Lower bound of the confidence.' })
  from!: number;

  @Field(() => Float, { description: 'Upper bound of it.' })
  to!: number;

  @Field(() => Int, { description: 'Items.' })
  count!: number;

  @Field(() => Float, { description: 'Their mean confidence.' })
  meanConfidence!: number;

  @Field(() => Float, { description: 'Share of them whose best intent was right.' })
  accuracy!: number;
}

@ObjectType({ description: 'How long interpreting an utterance of the test split took.' })
export class InterpretationLatency {
  @Field(() => Float, { description: 'Median, in milliseconds.' })
  p50Ms!: number;

  @Field(() => Float, { description: '99th percentile, in milliseconds.' })
  p99Ms!: number;

  @Field(() => Float, { nullable: true, description: 'The champion’s 99th percentile; null where there was none.' })
  championP99Ms?: number | null;
}

@ObjectType({ description: 'What cross-validation over the training examples says, where test items are few.' })
export class CrossValidation {
  @Field(() => Int, { description: 'Folds.' })
  folds!: number;

  @Field(() => Int, { description: 'Training examples with an intent, each judged once.' })
  support!: number;

  @Field(() => Interval, { description: 'Share of right answers.' })
  accuracy!: Interval;

  @Field(() => Float, { description: 'Mean of the folds’ macro-F1.' })
  macroF1!: number;
}

@ObjectType({ description: 'A version judged on test items that trained neither it nor the champion.' })
export class Evaluation {
  @Field(() => GateVerdict, { description: 'Against the champion on the same items; IMPROVED where there was none.' })
  verdict!: GateVerdict;

  @Field(() => Interval, { description: 'Share of right answers to items with an intent; a refusal is wrong.' })
  accuracy!: Interval;

  @Field(() => Float, { description: 'Plain mean of the intents’ F1.' })
  macroF1!: number;

  @Field(() => Interval, { nullable: true, description: 'Of macro-F1, 95 %, by bootstrap; null of the first reports.' })
  macroF1Interval?: Interval | null;

  @Field(() => Interval, {
    nullable: true,
    description: 'Of macro-F1, version minus champion, by paired bootstrap; null without a champion.',
  })
  macroF1Difference?: Interval | null;

  @Field(() => Interval, {
    nullable: true,
    description: 'As `difference`, by paired bootstrap; null without a champion.',
  })
  bootstrapDifference?: Interval | null;

  @Field(() => Float, { nullable: true, description: 'The champion’s accuracy on the same items.' })
  championAccuracy?: number | null;

  @Field(() => Float, { nullable: true, description: 'The champion’s macro-F1 on the same items.' })
  championMacroF1?: number | null;

  @Field(() => ID, { nullable: true, description: 'The champion that it was compared with.' })
  championId?: string | null;

  @Field(() => Interval, {
    nullable: true,
    description: 'Version minus champion: share of items judged rightly, those without an intent included.',
  })
  difference?: Interval | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Of the paired test (McNemar, mid-p), two-sided; null where there was no champion.',
  })
  pValue?: number | null;

  @Field(() => Int, { description: 'Test items, those without an intent included.' })
  support!: number;

  @Field(() => Int, { description: 'Test items left out because the champion had learned them.' })
  leftOut!: number;

  @Field(() => OutOfScopeQuality, { description: 'On utterances without an intent.' })
  outOfScope!: OutOfScopeQuality;

  @Field(() => Float, { description: 'Expected calibration error of the confidence, 15 equal bins.' })
  calibrationError!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Share of the items whose language was told right from the utterance alone; null of a version that speaks only one, or was judged before this was measured.',
  })
  languageAccuracy?: number | null;

  @Field(() => [EntityQuality], {
    nullable: true,
    description:
      'By name, of the entity types that it learned or that are marked in the test items; null where no test item is annotated, and of the first reports.',
  })
  entities?: readonly EntityQuality[] | null;

  @Field(() => [ReliabilityBin], {
    description: 'The same bins, those without an item left out; empty of the first reports.',
  })
  reliability!: readonly ReliabilityBin[];

  @Field(() => InterpretationLatency, { nullable: true, description: 'Null of the first reports.' })
  latency?: InterpretationLatency | null;

  @Field(() => CrossValidation, { nullable: true, description: 'Null where the test items say enough.' })
  crossValidation?: CrossValidation | null;

  @Field(() => Thresholds, { nullable: true, description: 'Null of the first reports, which did not keep them.' })
  thresholds?: Thresholds | null;

  @Field(() => TradeOff, { nullable: true, description: 'Null of the first reports, which did not keep it.' })
  tradeOff?: TradeOff | null;

  @Field(() => [IntentQuality], { description: 'By name.' })
  perIntent!: IntentQuality[];

  @Field(() => [Confusion], { description: 'Most frequent first, up to 50.' })
  confusions!: Confusion[];
}
