import { Field, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../kit/index.ts';
import { RunTrigger } from '../vocabulary.ts';
import { RuleFigure } from './run-types.ts';
import './enums.ts';

@ObjectType({ description: 'A rule of a policy that would have asked for a training run.' })
export class PolicyFiring {
  @Field(() => Date, { description: 'When.' })
  at!: Date;

  @Field(() => RunTrigger, { description: 'By what way.' })
  trigger!: RunTrigger;

  @Field(() => String, { description: 'The rule, e.g. `volume`.' })
  rule!: string;

  @Field(() => [RuleFigure], { description: 'The figures by which it fired; none where it goes by the time.' })
  figures!: RuleFigure[];

  @Field(() => String, { description: 'Why, in words.' })
  reason!: string;

  @Field(() => Boolean, {
    description: 'Whether it would have joined a run that still waited: an assistant’s runs go one after another.',
  })
  isJoining!: boolean;
}

const { connection } = connectionOf('PolicyFiring', () => PolicyFiring);

@ObjectType('PolicyFiringConnection', { description: 'Rules that would have asked for a run, oldest first.' })
export class PolicyFiringConnection extends connection {
  @Field(() => Int, { description: 'How often, on all pages together.' })
  totalCount!: number;
}

@ObjectType({
  description:
    'What a policy would have asked for, minute by minute, had it been as it is now. Quality and drift are those of the version in service now. Runs are taken to last as long as they did in the middle, and to end well.',
})
export class RetrainPolicyDryRun {
  @Field(() => Date, { description: 'When the period begins.' })
  from!: Date;

  @Field(() => Date, { description: 'When it ends.' })
  to!: Date;
}
