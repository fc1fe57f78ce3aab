import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { KeyedInput } from '../../kit/index.ts';
import { GateVerdict, RuleVerdict } from '../vocabulary.ts';
import './enums.ts';

@ObjectType({ description: 'What one rule of the gate says of a version.' })
export class GateRuleOutcome {
  @Field(() => String, {
    description:
      '`against-champion`, `no-intent-worse`, `minimum-accuracy`, `minimum-out-of-scope-recall`, `maximum-calibration-error` or `maximum-latency`.',
  })
  name!: string;

  @Field(() => RuleVerdict, { description: 'What it says.' })
  verdict!: RuleVerdict;

  @Field(() => Float, { nullable: true, description: 'The figure that it looked at; null where there was none.' })
  value?: number | null;

  @Field(() => Float, { nullable: true, description: 'Lower end of the figure’s 95 % interval, where it has one.' })
  low?: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of it.' })
  high?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'What the figure is held against; null for a rule that asks for significance alone.',
  })
  threshold?: number | null;

  @Field(() => [String], {
    description: 'Intents that it is about: those that fail, else the one that lost most.',
  })
  intents!: string[];
}

@ObjectType({ description: 'What the gate says of a version. It is stored, and part of what an approval names.' })
export class Gate {
  @Field(() => RuleVerdict, { description: 'FAILED where any rule did.' })
  verdict!: RuleVerdict;

  @Field(() => [GateRuleOutcome], { description: 'The rules that demanded something, each with its figure.' })
  rules!: GateRuleOutcome[];
}

@ObjectType({ description: 'What an assistant demands of a version before somebody may approve it.' })
export class GateRules {
  @Field(() => Float, {
    description: 'Chance of each test to see a difference where there is none; over all intents together as well.',
  })
  alpha!: number;

  @Field(() => [GateVerdict], {
    description: 'What the paired test must not say; SIGNIFICANTLY_WORSE is always among them.',
  })
  refuses!: GateVerdict[];

  @Field(() => Int, { description: 'Test items that an intent must have before anything is concluded about it.' })
  minimumSupport!: number;

  @Field(() => Float, {
    description: 'Recall that an intent may lose before its significant loss is a reason to refuse.',
  })
  intentMargin!: number;

  @Field(() => Float, { nullable: true, description: 'Least accuracy; null demands nothing.' })
  minimumAccuracy?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Least share of out-of-scope items refused; null demands nothing.',
  })
  minimumOutOfScopeRecall?: number | null;

  @Field(() => Float, { nullable: true, description: 'Most calibration error; null demands nothing.' })
  maximumCalibrationError?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Most milliseconds that the 99th percentile of interpretations may take; null demands nothing.',
  })
  maximumLatencyMs?: number | null;

  @Field(() => Int, { description: 'So many of the last real turns are answered by a version once more, as evidence.' })
  replayedTurns!: number;
}

@InputType({ description: 'Changes the rules of the gate; what is left out stays, null takes a demand away.' })
export class UpdateGateRulesInput extends KeyedInput {
  @Field(() => ID, { description: 'The assistant.' })
  assistantId!: string;

  @Field(() => Float, { nullable: true, description: 'Between 0.001 and 0.5.' })
  alpha?: number | null;

  @Field(() => [GateVerdict], { nullable: true, description: 'IMPROVED may not be among them.' })
  refuses?: GateVerdict[] | null;

  @Field(() => Int, { nullable: true, description: 'Between 1 and 10,000.' })
  minimumSupport?: number | null;

  @Field(() => Float, { nullable: true, description: 'Between 0 and 1.' })
  intentMargin?: number | null;

  @Field(() => Float, { nullable: true, description: 'Between 0 and 1.' })
  minimumAccuracy?: number | null;

  @Field(() => Float, { nullable: true, description: 'Between 0 and 1.' })
  minimumOutOfScopeRecall?: number | null;

  @Field(() => Float, { nullable: true, description: 'Between 0 and 1.' })
  maximumCalibrationError?: number | null;

  @Field(() => Float, { nullable: true, description: 'Milliseconds, between 0.001 and 10,000.' })
  maximumLatencyMs?: number | null;

  @Field(() => Int, { nullable: true, description: 'Between 0 and 20,000.' })
  replayedTurns?: number | null;
}
