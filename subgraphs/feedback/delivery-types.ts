import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { type InputError, KeyedInput, UserError } from '../kit/index.ts';

@ObjectType({ description: 'What waits in the outbox of one part of Malha.' })
export class OutboxDepth {
  @Field(() => String, { description: 'Whose outbox it is.' })
  outbox!: string;

  @Field(() => Int, { description: 'Messages on their way to the queue.' })
  waiting!: number;

  @Field(() => Int, {
    description: 'Messages that the queue refused for their content: `redriveMessages` tries them again.',
  })
  setAside!: number;

  @Field(() => Date, { nullable: true, description: 'Since when the oldest of those on their way waits.' })
  oldestAt?: Date | null;
}

@ObjectType({
  description:
    'What waits on the way of messages, from the outboxes through the queue. The queue counts approximately.',
})
export class MessageDelivery {
  @Field(() => Int, { description: 'Messages in the queue that nobody works on.' })
  waiting!: number;

  @Field(() => Int, { description: 'Messages of the queue that are being worked off.' })
  inFlight!: number;

  @Field(() => Int, {
    description: 'Messages that failed for good: `redriveMessages` sends them through the queue again.',
  })
  deadLetters!: number;

  @Field(() => [OutboxDepth], { description: 'Each outbox.' })
  outboxes!: OutboxDepth[];
}

@InputType({ description: 'Which messages to send on their way again.' })
export class RedriveMessagesInput extends KeyedInput {
  @Field(() => Int, {
    defaultValue: 500,
    description: 'Dead letters, 1 to 1,000. What was set aside is tried again whole.',
  })
  limit!: number;
}

@ObjectType({
  description: 'How much was sent on its way again; call again while there are as many dead letters as you asked for.',
})
export class RedriveMessagesPayload {
  @Field(() => Int, {
    nullable: true,
    description: 'Dead letters that are in the queue again; null where there are errors.',
  })
  deadLetters?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Messages that were set aside and are tried again; null where there are errors.',
  })
  setAside?: number | null;

  @Field(() => [UserError], { description: 'Empty where it was done.' })
  errors!: InputError[];
}
