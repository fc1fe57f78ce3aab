import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../kit/index.ts';
import { RunState, RunTrigger } from '../vocabulary.ts';
import './enums.ts';

@ObjectType({ description: 'One value of a named curve.' })
export class MetricPoint {
  @Field(() => String, { description: 'E.g. `loss`, `accuracy`, `train_seconds`.' })
  name!: string;

  @Field(() => Int, { description: 'Of what is counted, e.g. the epoch; 0 for a single figure.' })
  step!: number;

  @Field(() => Float, { description: 'The value.' })
  value!: number;

  @Field(() => Date, { description: 'When it was measured.' })
  at!: Date;
}

@ObjectType({ description: 'A part of a training run’s way.' })
export class RunStage {
  @Field(() => String, { description: 'E.g. `train`.' })
  name!: string;

  @Field(() => Date, { nullable: true, description: 'Null where it has not begun.' })
  startedAt?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Null where it has not ended.' })
  finishedAt?: Date | null;
}

@ObjectType({ description: 'A figure by which a rule asked for a training run.' })
export class RuleFigure {
  @Field(() => String, { description: 'E.g. `newLabels`.' })
  name!: string;

  @Field(() => Float, { description: 'What it was.' })
  value!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'From which value on the rule asks; null where it has no such bound.',
  })
  threshold?: number | null;
}

@ObjectType({ description: 'Somebody, or something, that asked for a training run.' })
export class RunRequest {
  @Field(() => String, {
    description: 'Who asked; `policy` where the assistant’s policy did, `alert` where an alert did.',
  })
  by!: string;

  @Field(() => RunTrigger, { description: 'By what way.' })
  trigger!: RunTrigger;

  @Field(() => String, {
    nullable: true,
    description: 'The rule of the policy that fired, e.g. `volume`, or `alert`; null where a person or CI asked.',
  })
  rule?: string | null;

  @Field(() => [RuleFigure], { description: 'The figures by which the rule fired; none where it goes by the time.' })
  figures!: RuleFigure[];

  @Field(() => String, { description: 'Why, in words.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: 'The code revision that CI named.' })
  revision?: string | null;

  @Field(() => Date, { description: 'When.' })
  at!: Date;
}

@ObjectType({ description: 'The making of one model version.' })
@Directive('@key(fields: "id")')
export class TrainingRun {
  @Field(() => ID, { description: 'Opaque.' })
  id!: string;

  @Field(() => ID, { description: 'The assistant that is being trained.' })
  assistantId!: string;

  @Field(() => RunTrigger, { description: 'What asked for it.' })
  trigger!: RunTrigger;

  @Field(() => String, { description: 'Why, in words.' })
  reason!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The dataset snapshot whose rows it learns again; null where it learns what is taught.',
  })
  restoredSnapshotId?: string | null;

  @Field(() => String, { nullable: true, description: 'The code revision that CI named.' })
  revision?: string | null;

  @Field(() => String, { nullable: true, description: 'Who asked; null where no person did.' })
  requestedBy?: string | null;

  @Field(() => RunState, { description: 'How far it has come.' })
  state!: RunState;

  @Field(() => String, { description: 'What it does now, or did last.' })
  stage!: string;

  @Field(() => Float, { description: '0..1; never falls.' })
  progress!: number;

  @Field(() => Int, { description: 'Grows with every change.' })
  sequence!: number;

  @Field(() => Date, { description: 'When it was asked for.' })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When work on it began.' })
  startedAt?: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it ended, whatever the end.' })
  finishedAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it failed, for a person.' })
  error?: string | null;
}

const { connection } = connectionOf('TrainingRun', () => TrainingRun);

@ObjectType('TrainingRunConnection', { description: 'Training runs of one assistant, newest first.' })
export class TrainingRunConnection extends connection {}
