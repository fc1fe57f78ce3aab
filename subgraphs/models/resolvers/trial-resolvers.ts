import { FieldResolver, Resolver, Root } from 'type-graphql';
import type { TrialWithCurve } from '../reader.ts';
import { Trial, TrialParameter } from '../types/trial-types.ts';

@Resolver(() => Trial)
export class TrialFields {
  @FieldResolver(() => [TrialParameter], { description: 'What it was trained with, by name.' })
  parameters(@Root() { parameters }: TrialWithCurve): TrialParameter[] {
    const names = Object.keys(parameters).sort();
    return names.map((name) => ({ name, value: parameters[name] ?? 0 }));
  }
}
