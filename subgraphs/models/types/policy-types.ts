import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { AcceptancePolicy, ApprovalPolicy, Recipe, RolloutPolicy } from '../vocabulary.ts';
import './enums.ts';

@ObjectType({ description: 'When an assistant retrains by itself, and who decides about what comes of it.' })
export class RetrainPolicy {
  @Field(() => ID, { description: 'The assistant.' })
  assistantId!: string;

  @Field(() => String, { nullable: true, description: 'A cron pattern of five parts; null for no schedule.' })
  cron?: string | null;

  @Field(() => String, { description: 'The IANA time zone in which the pattern is read.' })
  timeZone!: string;

  @Field(() => Int, { nullable: true, description: 'So many newly accepted labels retrain; null for never.' })
  volume?: number | null;

  @Field(() => Int, { description: 'Nothing triggers a run sooner than this after the last one was asked for.' })
  debounceMinutes!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'From this time of day on, e.g. `22:30` in the time zone, nothing is triggered; null for no quiet hours.',
  })
  quietFrom?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Until this time of day, of the next day where it is the earlier one; what came due waits for it.',
  })
  quietTo?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Retrains where significantly fewer of so many last voices on the version in service are helpful than of those before (Fisher’s exact test, 1 %); null for never.',
  })
  qualityVoices?: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Retrains where the population stability index of predicted intents, the version’s first days against the last ones, reaches this and more than chance makes; null for never.',
  })
  driftPsi?: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Retrains where the out-of-scope rate has surely risen by so much between these periods; null for never.',
  })
  driftOutOfScope?: number | null;

  @Field(() => Int, { description: 'Days of each of these periods.' })
  driftDays!: number;

  @Field(() => ApprovalPolicy, { description: 'Who approves.' })
  approval!: ApprovalPolicy;

  @Field(() => RolloutPolicy, { description: 'How an approved version takes over.' })
  rollout!: RolloutPolicy;

  @Field(() => Boolean, { description: 'Whether somebody else must approve than who asked for the run.' })
  twoPersons!: boolean;

  @Field(() => AcceptancePolicy, { description: 'Whether corrections teach at once.' })
  acceptance!: AcceptancePolicy;

  @Field(() => Recipe, { description: 'How versions are made.' })
  recipe!: Recipe;

  @Field(() => String, {
    nullable: true,
    description: 'The sentence encoder whose vectors join the words: a folder in MALHA_ENCODERS; null without one.',
  })
  encoder?: string | null;

  @Field(() => Boolean, {
    description: 'Whether a training starts from what the champion has learned: the same model, sooner.',
  })
  warmStart!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'Choices of parameters that a run tries before it trains; null with null seconds for none.',
  })
  trialCount?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds that a run spends on trials at most; null for as long as `trialCount` of them take.',
  })
  trialBudgetSeconds?: number | null;

  @Field(() => Int, { description: 'Days that a version waits for a decision before it expires.' })
  approvalExpiresAfterDays!: number;

  @Field(() => Int, { description: 'Labels accepted since a run was last asked for.' })
  newLabels!: number;

  @Field(() => Date, { nullable: true, description: 'When the schedule asks next; null without one.' })
  nextScheduledAt?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Until then nothing is triggered automatically.' })
  restingUntil?: Date | null;
}

@ObjectType({ description: 'What was observed of one version in one hour.' })
export class QualityWindow {
  @Field(() => Date, { description: 'When the hour began, UTC.' })
  hour!: Date;

  @Field(() => Int, { description: 'Turns answered.' })
  turns!: number;

  @Field(() => Int, { description: 'Turns in which the model found no intent.' })
  outOfScope!: number;

  @Field(() => Float, { nullable: true, description: 'Mean confidence of its predictions; null without turns.' })
  meanConfidence?: number | null;

  @Field(() => Int, { description: 'Turns answered with a curated answer.' })
  answers!: number;

  @Field(() => Int, { description: 'Turns answered with a question back.' })
  disambiguations!: number;

  @Field(() => Int, { description: 'Turns answered from outside knowledge.' })
  knowledge!: number;

  @Field(() => Int, { description: 'Turns without an answer.' })
  fallbacks!: number;

  @Field(() => Int, { description: 'Replies that somebody called helpful.' })
  helpful!: number;

  @Field(() => Int, { description: 'Replies that somebody called not helpful.' })
  unhelpful!: number;

  @Field(() => Int, { description: 'Replies that somebody corrected.' })
  corrections!: number;
}
