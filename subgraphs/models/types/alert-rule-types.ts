import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, KeyedInput, UserError } from '../../kit/index.ts';
import { AlertAction, AlertDirection, AlertMetric, AlertVersion } from '../alerts/vocabulary.ts';
import './alert-enums.ts';

@ObjectType({ description: 'When an alert about an assistant is raised, and what happens then.' })
export class AlertRule {
  @Field(() => ID, { description: 'Opaque.' })
  id!: string;

  @Field(() => ID, { description: 'The assistant.' })
  assistantId!: string;

  @Field(() => String, { description: 'As people call it.' })
  name!: string;

  @Field(() => AlertMetric, { description: 'What it looks at.' })
  metric!: AlertMetric;

  @Field(() => AlertDirection, { description: 'On which side of the threshold it raises.' })
  direction!: AlertDirection;

  @Field(() => Float, { description: 'Beyond it, a look counts towards raising.' })
  raiseAt!: number;

  @Field(() => Float, { description: 'At it or back past it, a look counts towards clearing.' })
  clearAt!: number;

  @Field(() => Int, { description: 'So many looks in a row raise.' })
  raiseAfter!: number;

  @Field(() => Int, { description: 'So many looks in a row clear.' })
  clearAfter!: number;

  @Field(() => Int, { description: 'Length of the window of turns that it looks at.' })
  windowMinutes!: number;

  @Field(() => Int, { description: 'Between two looks.' })
  everyMinutes!: number;

  @Field(() => Int, {
    description:
      'Turns, or of helpful rates turns that somebody spoke about: a look that finds fewer says nothing. VOLUME has no such minimum.',
  })
  minimumSample!: number;

  @Field(() => String, { nullable: true, description: 'Turns in which this intent was predicted alone.' })
  intent?: string | null;

  @Field(() => ID, { nullable: true, description: 'Turns with this tag alone.' })
  tagId?: string | null;

  @Field(() => AlertVersion, { nullable: true, description: 'Turns of this version alone.' })
  version?: AlertVersion | null;

  @Field(() => AlertAction, { description: 'What its alerts do beside telling of themselves.' })
  action!: AlertAction;

  @Field(() => Boolean, { description: 'Whether it is looked at.' })
  isEnabled!: boolean;

  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'The end of the window at the last look; null before the first.',
  })
  lookedAt?: Date | null;

  @Field(() => Float, { nullable: true, description: 'The figure at the last look; null where there was none.' })
  lastValue?: number | null;

  @Field(() => Int, { nullable: true, description: 'What it was counted from.' })
  lastSample?: number | null;
}

@InputType({ description: 'Where alerts are told to: POST, JSON, signed as Standard Webhooks are.' })
export class AlertWebhookInput {
  @Field(() => String, { description: 'An http or https address on the public internet.' })
  url!: string;

  @Field(() => String, {
    description: '`whsec_` and the base64 of 24 to 64 random bytes. It is kept, and never told again.',
  })
  secret!: string;
}

@InputType()
abstract class AlertRuleInput extends KeyedInput {
  @Field(() => Int, {
    nullable: true,
    description: 'Looks in a row that raise, 1..100; 2, of drift 1, where left out.',
  })
  raiseAfter?: number | null;

  @Field(() => Int, { nullable: true, description: 'Looks in a row that clear, 1..100; 2, of drift 1.' })
  clearAfter?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Length of the window, 90 days at most; 60, of drift 10,080. Drift is measured by whole days, 30 at most.',
  })
  windowMinutes?: number | null;

  @Field(() => Int, { nullable: true, description: 'Between two looks, 1..1440; 5, of drift always 1440.' })
  everyMinutes?: number | null;

  @Field(() => Int, { nullable: true, description: 'Turns, or turns that somebody spoke about; 30.' })
  minimumSample?: number | null;

  @Field(() => String, { nullable: true, description: 'The turns of this intent alone.' })
  intent?: string | null;

  @Field(() => ID, { nullable: true, description: 'The turns with this tag alone.' })
  tagId?: string | null;

  @Field(() => AlertVersion, {
    nullable: true,
    description: 'The turns of this version alone; with ROLL_BACK required.',
  })
  version?: AlertVersion | null;

  @Field(() => AlertAction, { nullable: true, description: 'NONE where left out.' })
  action?: AlertAction | null;

  @Field(() => Boolean, { nullable: true, description: 'True where left out.' })
  isEnabled?: boolean | null;

  @Field(() => AlertWebhookInput, { nullable: true, description: 'Whom it tells; of a change, null takes it away.' })
  webhook?: AlertWebhookInput | null;
}

@InputType({ description: 'A new rule, of one intent, one tag or one version at most.' })
export class CreateAlertRuleInput extends AlertRuleInput {
  @Field(() => ID, { description: 'The assistant.' })
  assistantId!: string;

  @Field(() => String, { description: 'As people call it, at most 100 UTF-16 units.' })
  name!: string;

  @Field(() => AlertMetric, { description: 'What it looks at.' })
  metric!: AlertMetric;

  @Field(() => AlertDirection, { description: 'On which side of the threshold it raises.' })
  direction!: AlertDirection;

  @Field(() => Float, { description: 'Beyond it, a look counts towards raising.' })
  raiseAt!: number;

  @Field(() => Float, { description: 'At it or back past it, a look counts towards clearing.' })
  clearAt!: number;
}

@InputType({
  description:
    'Changes a rule; what is left out stays as it is, and null takes a scope or the webhook away. An open alert of a rule that judges otherwise from now on ends.',
})
export class UpdateAlertRuleInput extends AlertRuleInput {
  @Field(() => ID, { description: 'The rule.' })
  alertRuleId!: string;

  @Field(() => String, { nullable: true, description: 'As people call it.' })
  name?: string | null;

  @Field(() => AlertMetric, { nullable: true, description: 'What it looks at.' })
  metric?: AlertMetric | null;

  @Field(() => AlertDirection, { nullable: true, description: 'On which side of the threshold it raises.' })
  direction?: AlertDirection | null;

  @Field(() => Float, { nullable: true, description: 'Beyond it, a look counts towards raising.' })
  raiseAt?: number | null;

  @Field(() => Float, { nullable: true, description: 'At it or back past it, a look counts towards clearing.' })
  clearAt?: number | null;
}

@InputType({ description: 'Takes a rule away; the alerts that it raised stay.' })
export class DeleteAlertRuleInput extends KeyedInput {
  @Field(() => ID, { description: 'The rule.' })
  alertRuleId!: string;
}

@ObjectType()
abstract class AlertRulePayload {
  @Field(() => AlertRule, { nullable: true, description: 'The rule; null where there are errors.' })
  alertRule?: AlertRule | null;

  @Field(() => [UserError], { description: 'Why nothing changed.' })
  errors!: UserError[];
}

@ObjectType({ description: 'The new rule.' })
export class CreateAlertRulePayload extends AlertRulePayload {}

@ObjectType({ description: 'The rule as it is now.' })
export class UpdateAlertRulePayload extends AlertRulePayload {}

@ObjectType({ description: 'The rule that is gone.' })
export class DeleteAlertRulePayload {
  @Field(() => ID, { nullable: true, description: 'Its id; null where there are errors.' })
  alertRuleId?: string | null;

  @Field(() => [UserError], { description: 'Why nothing changed.' })
  errors!: UserError[];
}

const { connection } = connectionOf('AlertRule', () => AlertRule);

@ObjectType('AlertRuleConnection', { description: 'Alert rules of an assistant, newest first.' })
export class AlertRuleConnection extends connection {}
