import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../kit/index.ts';
import { ApprovalDecision, DeploymentState, ExampleSource, ExampleSplit, VersionState } from '../vocabulary.ts';
import './enums.ts';

@ObjectType({ description: 'A decision about a version.' })
export class Approval {
  @Field(() => ApprovalDecision, { description: 'The decision.' })
  decision!: ApprovalDecision;

  @Field(() => String, { description: 'Who decided.' })
  by!: string;

  @Field(() => Date, { description: 'When.' })
  at!: Date;

  @Field(() => String, { nullable: true, description: 'Why, in words.' })
  comment?: string | null;

  @Field(() => String, { description: 'The evidence that was decided on.' })
  evidenceHash!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why it went into service although the gate had refused it; null unless OVERRIDDEN.',
  })
  overrideReason?: string | null;
}

@ObjectType({ description: 'A trained model with all that it was made from.' })
@Directive('@key(fields: "id")')
export class ModelVersion {
  @Field(() => ID, { description: 'Opaque.' })
  id!: string;

  @Field(() => ID, { description: 'The assistant it was trained for.' })
  assistantId!: string;

  @Field(() => Int, { description: 'Counts the assistant’s versions from 1.' })
  number!: number;

  @Field(() => VersionState, { description: 'What became of it.' })
  state!: VersionState;

  @Field(() => Date, { description: 'When it was registered.' })
  createdAt!: Date;

  @Field(() => ID, { description: 'The dataset it was trained and judged on.' })
  datasetSnapshotId!: string;

  @Field(() => String, { description: 'Where its bytes are kept.' })
  artifactUri!: string;

  @Field(() => String, { description: 'sha256 of its bytes, hex: the same data, seed and parameters give the same.' })
  artifactSha256!: string;

  @Field(() => Int, { description: 'Size of the artefact in bytes.' })
  artifactBytes!: number;

  @Field(() => String, {
    description: 'What it was trained with, as canonical JSON; `engine` is the sha256 of the code that trained it.',
  })
  parameters!: string;

  @Field(() => Int, { description: 'Of all that is random in training.' })
  seed!: number;

  @Field(() => String, { nullable: true, description: 'The code revision that CI named.' })
  revision?: string | null;

  @Field(() => Float, { description: 'Share of the conversations that it answers, 0..1.' })
  trafficShare!: number;
}

const { connection } = connectionOf('ModelVersion', () => ModelVersion);

@ObjectType('ModelVersionConnection', { description: 'Versions of one assistant, newest first.' })
export class ModelVersionConnection extends connection {}

@ObjectType({ description: 'A version in service, or that was.' })
@Directive('@key(fields: "id")')
export class Deployment {
  @Field(() => ID, { description: 'Opaque.' })
  id!: string;

  @Field(() => ID, { description: 'The assistant that it answers for.' })
  assistantId!: string;

  @Field(() => Float, { description: 'Share of the conversations, 0..1.' })
  trafficShare!: number;

  @Field(() => DeploymentState, { description: 'What became of it.' })
  state!: DeploymentState;

  @Field(() => Date, { description: 'Since when it is in this state.' })
  at!: Date;

  @Field(() => Date, { description: 'When it began.' })
  createdAt!: Date;

  @Field(() => Boolean, { description: 'Whether it went back to an earlier version.' })
  isRollBack!: boolean;

  @Field(() => String, { nullable: true, description: 'Why it was rolled back to, in words.' })
  reason?: string | null;

  @Field(() => String, { description: 'Who approved it, or asked for the roll back.' })
  requestedBy!: string;
}

@ObjectType({ description: 'How many examples have one split and come from one source.' })
export class SnapshotCount {
  @Field(() => ExampleSplit, { description: 'What they are for.' })
  split!: ExampleSplit;

  @Field(() => ExampleSource, { description: 'Where they come from.' })
  source!: ExampleSource;

  @Field(() => Int, { description: 'How many.' })
  count!: number;
}

@ObjectType({ description: 'All examples of an assistant at one moment; immutable.' })
@Directive('@key(fields: "id")')
export class DatasetSnapshot {
  @Field(() => ID, { description: 'Opaque.' })
  id!: string;

  @Field(() => ID, { description: 'Whose examples.' })
  assistantId!: string;

  @Field(() => String, { description: 'sha256 of the rows, hex: equal data have equal digests.' })
  sha256!: string;

  @Field(() => String, { description: 'Where the rows are kept: canonical JSON lines in byte order.' })
  uri!: string;

  @Field(() => String, { description: 'Where it is kept which feedback is behind which row.' })
  lineageUri!: string;

  @Field(() => Date, { description: 'When it was taken.' })
  createdAt!: Date;

  @Field(() => Int, { description: 'Rows of all splits.' })
  exampleCount!: number;

  @Field(() => [SnapshotCount], { description: 'Rows by split and source, those without any left out.' })
  counts!: SnapshotCount[];

  @Field(() => Int, {
    description:
      'Utterances beside the examples that users said and nobody has labelled: what a model guesses of them teaches a little. They are no rows.',
  })
  unlabelledCount!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'The snapshot whose rows these are; null where they were gathered anew.',
  })
  restoredFromId?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Rows of that one that are not among these: labels whose feedback was retracted, rejected or relabelled by then.',
  })
  leftOut?: number | null;
}

/** Who is in service there: conversation owns the assistant. */
@ObjectType('Assistant')
@Directive('@key(fields: "id")')
export class AssistantRef {
  @Field(() => ID)
  id!: string;
}

/** What became of it here: feedback owns it. */
@ObjectType('Feedback')
@Directive('@key(fields: "id")')
export class FeedbackRef {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ description: 'What became of a feedback.' })
export class FeedbackFate {
  @Field(() => ID, { nullable: true, description: 'The first dataset snapshot that learned from it.' })
  datasetSnapshotId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Of what was learned and is not any more, e.g. since it was taken back: the first dataset snapshot without it.',
  })
  removedFromSnapshotId?: string | null;
}

@ObjectType({ description: 'A version that serving processes should have. Room to room.' })
@Directive('@inaccessible')
export class DesiredDeployment {
  @Field(() => ID, { description: 'The deployment.' })
  deploymentId!: string;

  @Field(() => ID, { description: 'The assistant.' })
  assistantId!: string;

  @Field(() => ID, { description: 'The version.' })
  modelVersionId!: string;

  @Field(() => String, { description: 'Where its bytes are kept.' })
  artifactUri!: string;

  @Field(() => String, { description: 'sha256 of its bytes, hex.' })
  artifactSha256!: string;

  @Field(() => Float, { description: 'Share of the conversations, 0..1.' })
  trafficShare!: number;

  @Field(() => String, { description: 'LIVE; beside it CANARY, or SHADOW, which is never heard.' })
  state!: string;
}
