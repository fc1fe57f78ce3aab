import { Field, InputType } from 'type-graphql';
import type { IdempotentInput } from './idempotency.ts';

/** The input of a mutation that changes state; see `idempotent`. */
@InputType()
export abstract class KeyedInput implements IdempotentInput {
  @Field(() => String, {
    nullable: true,
    description: 'The same key with the same input within 24 hours gives the same result and changes nothing.',
  })
  idempotencyKey?: string | null;
}
