import { ArgsType, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../kit/index.ts';
import { DatasetChangeKind, ExampleSource, ExampleSplit } from '../vocabulary.ts';
import { DatasetSnapshot } from './version-types.ts';
import './enums.ts';

@ObjectType({ description: 'An example as a dataset snapshot holds it.' })
export class SnapshotExample {
  @Field(() => ID, { description: 'Of the example, or of the label that feedback gives.' })
  exampleId!: string;

  @Field(() => String, { description: 'What is said.' })
  utterance!: string;

  @Field(() => String, { nullable: true, description: 'The intent that it teaches; null for out-of-scope.' })
  intent?: string | null;

  @Field(() => String, { description: 'In which language.' })
  language!: string;

  @Field(() => Float, { description: 'What it counts for in training; a plain example counts 1.' })
  weight!: number;

  @Field(() => ExampleSplit, { description: 'What it is for.' })
  split!: ExampleSplit;

  @Field(() => ExampleSource, { description: 'Where it comes from.' })
  source!: ExampleSource;

  @Field(() => [ID], { description: 'All feedback behind a label; none behind other examples.' })
  feedbackIds!: string[];

  @Field(() => [ID], { description: 'The reviews of the inbox behind a label; none behind other examples.' })
  reviewIds!: string[];
}

const examples = connectionOf('SnapshotExample', () => SnapshotExample);

@ObjectType('SnapshotExampleConnection', { description: 'Examples of a snapshot, in the order of its rows.' })
export class SnapshotExampleConnection extends examples.connection {}

@ObjectType({ description: 'An example that one snapshot holds and another does not.' })
export class DatasetChange {
  @Field(() => DatasetChangeKind, { description: 'What was done.' })
  kind!: DatasetChangeKind;

  @Field(() => SnapshotExample, { nullable: true, description: 'As it was; null of an added one.' })
  before?: SnapshotExample | null;

  @Field(() => SnapshotExample, { nullable: true, description: 'As it is; null of a removed one.' })
  after?: SnapshotExample | null;
}

const changes = connectionOf('DatasetChange', () => DatasetChange);

@ObjectType('DatasetChangeConnection', { description: 'Changes in the order of their near-equal utterances.' })
export class DatasetChangeConnection extends changes.connection {
  @Field(() => Int, { description: 'Changes that the filter lets through.' })
  totalCount!: number;
}

@ObjectType({ description: 'How many examples changed in one way and come from one source.' })
export class DatasetChangeCount {
  @Field(() => DatasetChangeKind, { description: 'What was done.' })
  kind!: DatasetChangeKind;

  @Field(() => ExampleSource, { description: 'Where they come from; removed ones, came from.' })
  source!: ExampleSource;

  @Field(() => Int, { description: 'How many.' })
  count!: number;
}

@ObjectType({
  description:
    'What changed from one dataset snapshot to another. Near-equal utterances of which one lost an intent and one gained another are one relabelled.',
})
export class DatasetDifference {
  @Field(() => DatasetSnapshot, { description: 'The former.' })
  from!: DatasetSnapshot;

  @Field(() => DatasetSnapshot, { description: 'The latter.' })
  to!: DatasetSnapshot;
}

@ArgsType()
export class DatasetChangesArgs extends PageArgs {
  @Field(() => DatasetChangeKind, { nullable: true, description: 'Only these.' })
  kind?: DatasetChangeKind | null;

  @Field(() => ExampleSource, { nullable: true, description: 'Only examples from there.' })
  source?: ExampleSource | null;
}
