import { ArgsType, Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, KeyedInput, OfAssistantArgs, UserError } from '../../kit/index.ts';
import {
  AlertAction,
  AlertActionState,
  AlertDeliveryState,
  AlertDirection,
  AlertEnd,
  AlertEvent,
  AlertMetric,
  AlertVersion,
} from '../alerts/vocabulary.ts';
import { RuleFigure } from './run-types.ts';
import './alert-enums.ts';

@ObjectType({ description: 'A message about an alert on its way to the rule’s webhook.' })
export class AlertDelivery {
  @Field(() => ID, { description: 'The message’s `webhook-id`, the same at each attempt.' })
  id!: string;

  @Field(() => AlertEvent, { description: 'What it tells.' })
  event!: AlertEvent;

  @Field(() => AlertDeliveryState, { description: 'How far it has come.' })
  state!: AlertDeliveryState;

  @Field(() => Int, { description: 'Attempts begun.' })
  attempts!: number;

  @Field(() => String, { nullable: true, description: 'Why the last attempt failed; null once delivered.' })
  lastError?: string | null;

  @Field(() => Date, { description: 'Since when it waits.' })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When it is tried next; null where it is not.' })
  nextAttemptAt?: Date | null;

  @Field(() => Date, { nullable: true, description: 'When the receiver took it.' })
  deliveredAt?: Date | null;
}

@ObjectType({ description: 'Something that a rule saw. It keeps the rule as it was when it was raised.' })
export class Alert {
  @Field(() => ID, { description: 'Opaque.' })
  id!: string;

  @Field(() => ID, { description: 'The assistant.' })
  assistantId!: string;

  @Field(() => ID, { description: 'The rule, which may be gone.' })
  ruleId!: string;

  @Field(() => String, { description: 'Its name.' })
  ruleName!: string;

  @Field(() => AlertMetric, { description: 'What it looked at.' })
  metric!: AlertMetric;

  @Field(() => AlertDirection, { description: 'On which side.' })
  direction!: AlertDirection;

  @Field(() => Float, { description: 'Beyond which it raises.' })
  raiseAt!: number;

  @Field(() => Float, { description: 'At which it clears.' })
  clearAt!: number;

  @Field(() => Int, { description: 'Of the turns that it looked at.' })
  windowMinutes!: number;

  @Field(() => String, { nullable: true, description: 'Whose turns it looked at, if of one intent.' })
  intent?: string | null;

  @Field(() => ID, { nullable: true, description: 'If of one category.' })
  tagId?: string | null;

  @Field(() => AlertVersion, { nullable: true, description: 'If of one version.' })
  version?: AlertVersion | null;

  @Field(() => ID, { nullable: true, description: 'Which version that was.' })
  modelVersionId?: string | null;

  @Field(() => Float, { description: 'The figure at the look that raised it.' })
  value!: number;

  @Field(() => [RuleFigure], {
    description: 'The same, its 95 % interval where it has one, and what it was counted from.',
  })
  figures!: RuleFigure[];

  @Field(() => Date, { description: 'When it was raised.' })
  raisedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When it was over; null while it is not.' })
  clearedAt?: Date | null;

  @Field(() => Float, { nullable: true, description: 'The figure then, where that is why.' })
  clearedValue?: number | null;

  @Field(() => AlertEnd, { nullable: true, description: 'Why it was over.' })
  endedBy?: AlertEnd | null;

  @Field(() => Date, { nullable: true, description: 'When somebody said that they had seen it.' })
  acknowledgedAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'Who.' })
  acknowledgedBy?: string | null;

  @Field(() => AlertAction, { description: 'What it does beside telling of itself.' })
  action!: AlertAction;

  @Field(() => AlertActionState, { nullable: true, description: 'What became of that; null where it is NONE.' })
  actionState?: AlertActionState | null;

  @Field(() => String, {
    nullable: true,
    description: 'The id of the run or deployment that came of it, or why none did.',
  })
  actionDetail?: string | null;

  @Field(() => Date, { nullable: true, description: 'When it was done or refused.' })
  actedAt?: Date | null;
}

@InputType({ description: 'Says that somebody has seen an alert.' })
export class AcknowledgeAlertInput extends KeyedInput {
  @Field(() => ID, { description: 'The alert.' })
  alertId!: string;

  @Field(() => String, { nullable: true, description: 'For the audit log, at most 4,000 UTF-16 units.' })
  comment?: string | null;
}

@ObjectType({ description: 'The alert as it is now.' })
export class AcknowledgeAlertPayload {
  @Field(() => Alert, { nullable: true, description: 'The alert; null where there are errors.' })
  alert?: Alert | null;

  @Field(() => [UserError], { description: 'Why nothing changed.' })
  errors!: UserError[];
}

const { connection } = connectionOf('Alert', () => Alert);

@ObjectType('AlertConnection', { description: 'Alerts of an assistant, the last raised first.' })
export class AlertConnection extends connection {}

@ArgsType()
export class AlertsArgs extends OfAssistantArgs {
  @Field(() => Boolean, { nullable: true, description: 'Those alone that are not over, or alone that are.' })
  isOpen?: boolean | null;
}
