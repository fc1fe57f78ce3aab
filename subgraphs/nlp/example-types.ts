import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, KeyedInput, OfAssistantArgs, UserError } from '../kit/index.ts';

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
  @Field(() => String, {
    description:
      'The utterance, at most 2,000 UTF-16 code units. Where it holds `](` it is read as annotated: `voo para [Lisboa](city)`; a backslash before `[`, `]` or `\\\\` takes its meaning away. Any other text stands as it is.',
  })
  text!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: the text is read as annotated whatever it holds, and without a mark there is no entity in it.',
  })
  annotated?: boolean | null;

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

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether entity types that annotations name are made, LEARNED, where they are new; without it they are refused with UNKNOWN_ENTITY_TYPE.',
  })
  createEntityTypes?: boolean | null;
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

  @Field(() => Int, {
    nullable: true,
    description: 'Of the duplicates, those whose annotation was taken: nobody had looked for entities in them.',
  })
  annotated?: number | null;

  @Field(() => Int, { nullable: true, description: 'Entity spans that were written.' })
  spans?: number | null;

  @Field(() => [ExampleRefusal], {
    nullable: true,
    description: 'Examples left out because they would make a measurement dishonest or contradict what is there.',
  })
  refused?: ExampleRefusal[] | null;

  @Field(() => [String], { nullable: true, description: 'Names of intents that the import made.' })
  newIntents?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Names of entity types that the import made.' })
  newEntityTypes?: string[] | null;

  @Field(() => [UserError], { description: 'Why nothing was imported.' })
  errors!: UserError[];
}

@ObjectType({ description: 'The intent of the examples that are near-equal to an utterance. Room to room.' })
@Directive('@inaccessible')
export class SeedIntent {
  @Field(() => String, { description: 'The utterance that was asked about.' })
  utterance!: string;

  @Field(() => String, { nullable: true, description: 'What the example means; null for out-of-scope.' })
  intent!: string | null;
}

@ObjectType({ description: 'Where a person marked an entity in an example.' })
export class LabelledSpan {
  @Field(() => String, { description: 'Name of the entity type.' })
  type!: string;

  @Field(() => Int, { description: 'First UTF-16 code unit in the text.' })
  start!: number;

  @Field(() => Int, { description: 'UTF-16 code unit after the last.' })
  end!: number;
}

@ObjectType({ description: 'One utterance and what it means, as an assistant is taught it.' })
export class Example {
  @Field(() => ID, { description: 'Opaque.' })
  id!: string;

  @Field(() => ID, { description: 'The assistant it belongs to.' })
  assistantId!: string;

  @Field(() => String, { description: 'The utterance.' })
  text!: string;

  @Field(() => String, {
    description: 'The utterance with its spans as `annotateExample` takes it: `voo para [Lisboa](city)`.',
  })
  annotatedText!: string;

  @Field(() => [LabelledSpan], {
    nullable: true,
    description: 'Entity spans, in their order; null where nobody has looked for any.',
  })
  spans?: readonly LabelledSpan[] | null;

  @Field(() => String, { nullable: true, description: 'Name of its intent; null for out-of-scope.' })
  intent?: string | null;

  @Field(() => String, { description: 'BCP 47 tag of its language.' })
  language!: string;

  @Field(() => EXAMPLE_SPLIT, { description: 'What it is for.' })
  split!: (typeof EXAMPLE_SPLIT)[keyof typeof EXAMPLE_SPLIT];
}

const { connection: Connection } = connectionOf('Example', () => Example);

@ObjectType('ExampleConnection', { description: 'Examples of one assistant, in a lasting order.' })
export class ExampleConnection extends Connection {}

@ArgsType()
export class ExamplesArgs extends OfAssistantArgs {
  @Field(() => String, { nullable: true, description: 'Only those of the intent of this name.' })
  intent?: string | null;

  @Field(() => String, { nullable: true, description: 'Only those in which an entity type of this name is marked.' })
  entityType?: string | null;
}

@InputType({ description: 'Where entities are in an example.' })
export class AnnotateExampleInput extends KeyedInput {
  @Field(() => ID, { description: 'Which example.' })
  exampleId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Its own words with `[…](type)` around each entity; without any, there is none in it. Null takes back that anybody looked.',
  })
  annotatedText?: string | null;
}

@ObjectType({ description: 'The example with its spans.' })
export class AnnotateExamplePayload {
  @Field(() => Example, { nullable: true, description: 'The example as it is now.' })
  example?: Example | null;

  @Field(() => [UserError], { description: 'Why nothing changed.' })
  errors!: UserError[];
}
