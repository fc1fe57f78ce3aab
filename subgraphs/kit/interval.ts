import { Directive, Field, Float, ObjectType } from 'type-graphql';

@ObjectType({ description: 'An estimate with its 95 % confidence interval.' })
@Directive('@shareable')
export class Interval {
  @Field(() => Float, { description: 'The point estimate.' })
  value!: number;

  @Field(() => Float, { description: 'The lower bound.' })
  low!: number;

  @Field(() => Float, { description: 'The upper bound.' })
  high!: number;
}
