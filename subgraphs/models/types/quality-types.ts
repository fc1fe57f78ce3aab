import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Interval } from '../../kit/index.ts';

const QUALITY_BUCKET = { HOUR: 'HOUR', DAY: 'DAY' } as const;
type QualityBucket = (typeof QUALITY_BUCKET)[keyof typeof QUALITY_BUCKET];
registerEnumType(QUALITY_BUCKET, { name: 'QualityBucket', description: 'What a point of a time series stands for.' });

@ObjectType({ description: 'How long replies took, in milliseconds.' })
export class LatencyFigures {
  @Field(() => Float, { description: 'The median.' })
  p50!: number;

  @Field(() => Float, { description: 'One in twenty took longer.' })
  p95!: number;

  @Field(() => Float, { description: 'One in a hundred took longer.' })
  p99!: number;
}

@ObjectType({ description: 'How well some turns were answered.' })
export class QualityFigures {
  @Field(() => Int, { description: 'Turns answered.' })
  turns!: number;

  @Field(() => Float, { nullable: true, description: 'Mean confidence of the predictions; null without turns.' })
  meanConfidence?: number | null;

  @Field(() => Interval, { nullable: true, description: 'Share in which the model found no intent.' })
  outOfScopeRate?: Interval | null;

  @Field(() => Interval, { nullable: true, description: 'Share without an answer.' })
  fallbackRate?: Interval | null;

  @Field(() => Int, { description: 'Turns that somebody spoke about.' })
  feedback!: number;

  @Field(() => Interval, { nullable: true, description: 'Share of those that were helpful, as counted.' })
  helpfulRate?: Interval | null;

  @Field(() => Interval, {
    nullable: true,
    description:
      'Share of all turns that were helpful, estimated: corrected for who gives feedback by post-stratification over reply kind and confidence.',
  })
  estimatedHelpfulRate?: Interval | null;

  @Field(() => Interval, {
    nullable: true,
    description:
      'Share of the predictions that named the right intent, estimated in the same way: a helpful answer had the right one, a corrected one another.',
  })
  precision?: Interval | null;

  @Field(() => Interval, {
    nullable: true,
    description:
      'Of one intent: share of the turns that meant it in which it was predicted, estimated in the same way.',
  })
  recall?: Interval | null;

  @Field(() => LatencyFigures, { nullable: true, description: 'Not told of the points of a slice.' })
  latency?: LatencyFigures | null;
}

@ObjectType({ description: 'One hour or day of a time series.' })
export class QualityPoint {
  @Field(() => Date, { description: 'When it began, UTC.' })
  at!: Date;

  @Field(() => QualityFigures, { description: 'Of its turns.' })
  figures!: QualityFigures;
}

@ObjectType({ description: 'The turns of one version, intent or category.' })
export class QualitySlice {
  @Field(() => ID, { description: 'Of a version or category its id, of an intent its name.' })
  key!: string;

  @Field(() => String, { description: 'As a person reads it.' })
  name!: string;

  @Field(() => QualityFigures, { description: 'Of the whole period.' })
  figures!: QualityFigures;

  @Field(() => [QualityPoint], { description: 'Oldest first; hours and days without a turn are left out.' })
  series!: QualityPoint[];
}

@ObjectType({
  description:
    'How well a classifier tells what users said in two periods apart: the classifier two-sample test (Lopez-Paz & Oquab 2017) with a linear SVM over words and runs of characters, one half of the texts to learn from and the other to be judged on. Near-equal utterances of a period count once.',
})
export class TwoSampleTest {
  @Field(() => Float, {
    description:
      'Share of the held-out texts that it gives to the right period: 0.5 where both are alike, 1 where nothing is.',
  })
  accuracy!: number;

  @Field(() => Float, {
    description: 'What the accuracy exceeds by chance once in a hundred times where nothing differs.',
  })
  chance!: number;

  @Field(() => Float, {
    description: 'Chance of such an accuracy or a higher one where nothing differs: Fisher’s exact test, one-sided.',
  })
  pValue!: number;

  @Field(() => Int, { description: 'Held-out texts, those that both periods hold included.' })
  texts!: number;
}

@ObjectType({
  description:
    'How what users say to the version in service differs from what they said in its first days: one model on both sides. Of either, 1,000 turns at most are compared, drawn by a hash of their ids.',
})
export class InputDrift {
  @Field(() => ID, { description: 'The version.' })
  modelVersionId!: string;

  @Field(() => Date, { description: 'When its first days began, UTC.' })
  formerFrom!: Date;

  @Field(() => Date, {
    description: 'When they ended: they are as many as the period has, begun ones counted, 30 at most.',
  })
  formerTo!: Date;

  @Field(() => Int, { description: 'Turns of the period that are compared.' })
  turns!: number;

  @Field(() => Int, { description: 'Turns of the first days that are compared.' })
  formerTurns!: number;

  @Field(() => Float, {
    description:
      'Population stability index of the confidence over the deciles that it had at first, half a turn added to each (Siddiqi 2006; by custom 0.1 is some drift, 0.25 much).',
  })
  index!: number;

  @Field(() => Float, {
    description:
      'What chance alone makes of the index once in a hundred times: by the χ² distribution (Yurdakul & Naranjo 2020).',
  })
  chance!: number;

  @Field(() => TwoSampleTest, {
    nullable: true,
    description: 'On the utterances themselves; null where fewer than 40 texts of either are not in the other.',
  })
  test?: TwoSampleTest | null;
}

@ObjectType({
  description:
    'How what the version in service predicted in the last whole days, by UTC, of a period differs from its first days: one model on both sides, so that only what users say differs. The figure that an alert about INTENT_DRIFT goes by.',
})
export class IntentDrift {
  @Field(() => ID, { description: 'The version.' })
  modelVersionId!: string;

  @Field(() => Date, {
    description: 'When the last days began: as many as the period has, begun ones counted, 30 at most.',
  })
  from!: Date;

  @Field(() => Date, { description: 'When they ended.' })
  to!: Date;

  @Field(() => Date, { description: 'When the first days of the version began.' })
  formerFrom!: Date;

  @Field(() => Date, { description: 'When they ended.' })
  formerTo!: Date;

  @Field(() => Int, { description: 'Turns of the last days.' })
  turns!: number;

  @Field(() => Int, { description: 'Turns of the first days.' })
  formerTurns!: number;

  @Field(() => Float, {
    description:
      'Population stability index of the predicted intents, out-of-scope being one, half a turn added to each (Siddiqi 2006; by custom 0.1 is some drift, 0.25 much).',
  })
  index!: number;

  @Field(() => Float, {
    description:
      'What chance alone makes of the index once in a hundred times. An index above it says, at that level, that the two samples are not of one distribution: the χ² test of the index (Yurdakul & Naranjo 2020).',
  })
  chance!: number;

  @Field(() => Interval, { description: 'Share that was out of scope, in the last days.' })
  rate!: Interval;

  @Field(() => Interval, { description: 'The same in the first days.' })
  formerRate!: Interval;
}

@ObjectType({ description: 'How well an assistant answered in a period. All shares are 0..1.' })
export class QualityReport {
  @Field(() => ID, { description: 'The assistant.' })
  assistantId!: string;

  @Field(() => Date, { description: 'When the period began.' })
  from!: Date;

  @Field(() => Date, { description: 'When it ended.' })
  to!: Date;

  @Field(() => QUALITY_BUCKET, { description: 'Of periods up to three days by hour, else by day.' })
  bucket!: QualityBucket;

  @Field(() => QualityFigures, { description: 'Of all its turns.' })
  total!: QualityFigures;

  @Field(() => [QualityPoint], { description: 'Oldest first.' })
  series!: QualityPoint[];

  @Field(() => [QualitySlice], { description: 'By the version that answered, most turns first.' })
  versions!: QualitySlice[];

  @Field(() => [QualitySlice], { description: 'By predicted intent, most turns first.' })
  intents!: QualitySlice[];

  @Field(() => [QualitySlice], { description: 'By tag of the turn, most turns first.' })
  categories!: QualitySlice[];
}

@ObjectType({ description: 'How a category of answers did while one version answered.' })
export class TagTrendPoint {
  @Field(() => ID, { description: 'The version.' })
  modelVersionId!: string;

  @Field(() => Int, { description: 'Its turns in the category.' })
  turns!: number;

  @Field(() => Interval, { nullable: true, description: 'Estimated for all of them; null where nobody spoke.' })
  helpfulRate?: Interval | null;
}

@ObjectType({
  description:
    'What the last change of an answer did: the turns after it against those before, whatever else changed meanwhile included.',
})
export class AnswerChangeEffect {
  @Field(() => Date, { description: 'When the answer was written anew, as the audit log knows.' })
  changedAt!: Date;

  @Field(() => Int, { description: 'Turns since the change before that, or since the period began.' })
  turnsBefore!: number;

  @Field(() => Int, { description: 'Turns since.' })
  turnsAfter!: number;

  @Field(() => Interval, { nullable: true, description: 'Helpful rate before; null where nobody spoke.' })
  before?: Interval | null;

  @Field(() => Interval, { nullable: true, description: 'Helpful rate since; null where nobody spoke.' })
  after?: Interval | null;

  @Field(() => Interval, {
    nullable: true,
    description:
      'The rate since minus that before, with Newcombe’s interval (1998, method 10); null unless people spoke of both.',
  })
  difference?: Interval | null;
}

@ObjectType({ description: 'How a curated answer does.' })
export class AnswerEffectiveness {
  @Field(() => String, { description: 'The intent whose answer it is.' })
  intent!: string;

  @Field(() => String, { description: 'Of the utterances that it answered, e.g. `pt`.' })
  language!: string;

  @Field(() => Int, { description: 'Turns in the category that it answered.' })
  turns!: number;

  @Field(() => Interval, {
    nullable: true,
    description: 'Estimated for all of them, corrected for who gives feedback; null where nobody spoke.',
  })
  helpfulRate?: Interval | null;

  @Field(() => AnswerChangeEffect, { nullable: true, description: 'Null where nobody is known to have changed it.' })
  lastChange?: AnswerChangeEffect | null;
}

@ObjectType({ description: 'How a category of answers does.' })
export class TagEffectiveness {
  @Field(() => ID, { description: 'The tag.' })
  tagId!: string;

  @Field(() => String, { description: 'Its name at its last turn.' })
  name!: string;

  @Field(() => Int, { description: 'Turns in the category.' })
  turns!: number;

  @Field(() => Interval, {
    nullable: true,
    description: 'Estimated for all of them, corrected for who gives feedback; null where nobody spoke.',
  })
  helpfulRate?: Interval | null;

  @Field(() => [TagTrendPoint], { description: 'Version by version, in the order in which they first answered.' })
  trend!: TagTrendPoint[];

  @Field(() => Interval, {
    nullable: true,
    description: 'The last version’s rate minus that of the one before; null unless people spoke of both.',
  })
  lastChange?: Interval | null;
}
