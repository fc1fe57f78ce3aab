import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { KeyedInput, UserError } from '../kit/index.ts';

/** GraphQL's names for nlu's splits. */
export const EXAMPLE_SPLIT = { TRAIN: 'train', VALIDATION: 'validation', TEST: 'test' } as const;
registerEnumType(EXAMPLE_SPLIT, {
  name: 'ExampleSplit',
  description: 'What an example is for; it never changes.',
  valuesConfig: {
    TRAIN: { description: 'Trains models.' },
    VALIDATION: { description: 'Calibrates them.' },
    TEST: { description: 'Judges them, and nothing else.' },
  },
});

@InputType({ description: 'One utterance and what it means.' })
export class ExampleInput {
  @Field(() => String, { description: 'The utterance, at most 2,000 UTF-16 code units.' })
  text!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name of its intent, made where new; null for an utterance out of the assistant’s scope.',
  })
  intent?: string | null;

  @Field(() => String, { description: 'BCP 47 tag of its language.' })
  language!: string;

  @Field(() => EXAMPLE_SPLIT, {
    nullable: true,
    description: 'What it is for; without it one in five becomes a TEST example, always the same ones.',
  })
  split?: (typeof EXAMPLE_SPLIT)[keyof typeof EXAMPLE_SPLIT] | null;
}

@InputType({ description: 'Examples for an assistant.' })
export class ImportExamplesInput extends KeyedInput {
  @Field(() => ID, { description: 'Whose examples they are.' })
  assistantId!: string;

  @Field(() => [ExampleInput], { description: 'Up to 1,000. All are checked before any is written.' })
  examples!: ExampleInput[];
}

@ObjectType({ description: 'An example that was left out, and why.' })
export class ExampleRefusal {
  @Field(() => Int, { description: 'Its place in the input, from 0.' })
  index!: number;

  @Field(() => String, {
    description:
      'NEAR_TEST_EXAMPLE: a model would train on what judges it. NEAR_TRAINING_EXAMPLE: a model would be judged on what it learned. OTHER_INTENT: the utterance is known under another intent.',
  })
  code!: string;
}

@ObjectType({ description: 'What became of the examples.' })
export class ImportExamplesPayload {
  @Field(() => Int, { nullable: true, description: 'Examples that are new.' })
  imported?: number | null;

  @Field(() => Int, { nullable: true, description: 'Examples that were there already, as they are.' })
  duplicates?: number | null;

  @Field(() => [ExampleRefusal], {
    nullable: true,
    description: 'Examples left out because they would make a measurement dishonest or contradict what is there.',
  })
  refused?: ExampleRefusal[] | null;

  @Field(() => [String], { nullable: true, description: 'Names of intents that the import made.' })
  newIntents?: string[] | null;

  @Field(() => [UserError], { description: 'Why nothing was imported.' })
  errors!: UserError[];
}

@ObjectType({ description: 'The intent of the examples that are near-equal to an utterance. Room to room.' })
@Directive('@inaccessible')
export class SeedIntent {
  @Field(() => String, { description: 'The utterance that was asked about.' })
  utterance!: string;

  @Field(() => String, { description: 'What the example means.' })
  intent!: string;
}
