import { Field, Float, Int, ObjectType } from 'type-graphql';
import { TrialState } from '../vocabulary.ts';
import './enums.ts';

@ObjectType({ description: 'A parameter of a trial, and the value tried.' })
export class TrialParameter {
  @Field(() => String, { description: 'E.g. `C`, what a violated margin costs.' })
  name!: string;

  @Field(() => Float, { description: 'The value.' })
  value!: number;
}

@ObjectType({ description: 'A trial’s score so far, at one point of its way.' })
export class TrialPoint {
  @Field(() => Int, { description: 'Folds of held-out rows judged, from 1.' })
  step!: number;

  @Field(() => Float, { description: 'Share of their rows that were predicted rightly, 0..1.' })
  value!: number;
}

@ObjectType({
  description: 'One choice of parameters, judged by training rows that it had not learned; never by test rows.',
})
export class Trial {
  @Field(() => Int, {
    description: 'Counts the run’s trials from 1; the first has the parameters that hold without a search.',
  })
  number!: number;

  @Field(() => TrialState, { description: 'How far it has come.' })
  state!: TrialState;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of the held-out rows predicted rightly so far, 0..1; null before it was judged by any.',
  })
  score?: number | null;

  @Field(() => [TrialPoint], { description: 'Its score fold by fold: at most nine points.' })
  curve!: TrialPoint[];

  @Field(() => Boolean, { description: 'Whether the run trained with its parameters.' })
  isChosen!: boolean;

  @Field(() => Date, { nullable: true, description: 'When it was first worked on; null where it was not.' })
  startedAt?: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it was over, whatever the end; null while it is not.' })
  finishedAt?: Date | null;
}
