import { Directive, Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { KeyedInput } from '../../kit/index.ts';

@ObjectType({ description: 'A share of the conversations that a version answers on its way to all of them.' })
export class CanaryStep {
  @Field(() => Float, { description: 'Of the conversations, above 0 and at most 1.' })
  share!: number;

  @Field(() => Int, { description: 'It takes at least so long.' })
  minimumMinutes!: number;

  @Field(() => Int, {
    description:
      'It takes at least until so many conversations with a verdict were answered by the version, counted from its first step on.',
  })
  minimumVoices!: number;
}

@ObjectType({ description: 'How versions of an assistant take over where its policy says CANARY.' })
export class CanaryPlan {
  @Field(() => [CanaryStep], { description: 'In their order; the last is all conversations.' })
  steps!: CanaryStep[];

  @Field(() => Boolean, {
    description:
      'Whether a version interprets at first what the champion answers, without being heard, for as long as its first step takes.',
  })
  withShadow!: boolean;

  @Field(() => Int, {
    description:
      'So many minutes a version that has taken over is held against what was in service in the week before, and goes back if users like it less or it answers less; 0 for not at all.',
  })
  watchMinutes!: number;
}

@InputType({ description: 'One step of a plan.' })
export class CanaryStepInput {
  @Field(() => Float, { description: 'Of the conversations; greater than that of the step before, 1 in the last.' })
  share!: number;

  @Field(() => Int, { nullable: true, description: 'Between 1 and 43,200, 60 where left out; none of the last step.' })
  minimumMinutes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Conversations with a verdict, 0 where left out; none of the last step.',
  })
  minimumVoices?: number | null;
}

@InputType({ description: 'Changes a plan; what is left out stays as it is. Roll-outs under way keep theirs.' })
export class SetCanaryPlanInput extends KeyedInput {
  @Field(() => ID, { description: 'The assistant.' })
  assistantId!: string;

  @Field(() => [CanaryStepInput], { nullable: true, description: 'All steps, between 1 and 10.' })
  steps?: CanaryStepInput[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether a shadow goes before.' })
  withShadow?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'Minutes, between 0 and 43,200.' })
  watchMinutes?: number | null;
}

@ObjectType({ description: 'A step of a roll-out.' })
export class RolloutStep {
  @Field(() => Float, { description: 'Of the conversations; 0 of a shadow.' })
  share!: number;

  @Field(() => Int, { description: 'It takes at least so long.' })
  minimumMinutes!: number;

  @Field(() => Int, {
    description: 'It takes at least so many conversations with a verdict, all steps before included.',
  })
  minimumVoices!: number;

  @Field(() => Date, { nullable: true, description: 'When it began; null before.' })
  startedAt?: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it ended well; null before, and where it did not.' })
  passedAt?: Date | null;
}

@ObjectType({
  description:
    'Whether users like a version less, or it answers less than it may: two e-processes that may be looked at at any time, over the conversations with a verdict, one voice each, and over all conversations. They are counted once a minute.',
})
export class RolloutTest {
  @Field(() => Boolean, {
    description:
      'Whether the version was held against the champion beside it; else against what was in service in the week before it, as that was then.',
  })
  isConcurrent!: boolean;

  @Field(() => Float, {
    description: 'Least p-value so far of the two together, above 0 and at most 1; it holds whenever it is looked at.',
  })
  pValue!: number;

  @Field(() => Float, {
    description: 'The p-value from which down the version is rolled back: the chance of a false alarm.',
  })
  threshold!: number;

  @Field(() => Int, { description: 'Conversations that the version answered and somebody spoke about.' })
  voices!: number;

  @Field(() => Float, { nullable: true, description: 'Share of them that were helped; null without any.' })
  helpfulRate?: number | null;

  @Field(() => Int, { description: 'Of what it is held against.' })
  championVoices!: number;

  @Field(() => Float, { nullable: true, description: 'Share of them that were helped; null without any.' })
  championHelpfulRate?: number | null;

  @Field(() => Int, { description: 'Conversations whose first message the version met.' })
  conversations!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Share of them that it answered at once, by an answer and not by a question back, a passage or a fallback; null without any. It may be 0.1 less than the champion’s.',
  })
  answeredRate?: number | null;

  @Field(() => Int, { description: 'Of what it is held against.' })
  championConversations!: number;

  @Field(() => Float, { nullable: true, description: 'Share of them that were answered at once; null without any.' })
  championAnsweredRate?: number | null;

  @Field(() => Date, { description: 'Of these figures.' })
  checkedAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'Until when a version that has taken over is watched; null before.',
  })
  until?: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it was rolled back because of them; null where it was not.' })
  alarmedAt?: Date | null;
}

@ObjectType({ description: 'A process that cannot serve a deployment, and goes on with what it had.' })
export class DeploymentFault {
  @Field(() => ID, { description: 'The process.' })
  processId!: string;

  @Field(() => String, { description: 'Why, in words.' })
  message!: string;

  @Field(() => Date, { description: 'Since when.' })
  at!: Date;
}

@InputType({ description: 'Why a process cannot serve a deployment. Room to room.' })
@Directive('@inaccessible')
export class DeploymentFaultInput {
  @Field(() => ID, { description: 'The deployment.' })
  deploymentId!: string;

  @Field(() => String, { description: 'Why, in words.' })
  message!: string;
}
