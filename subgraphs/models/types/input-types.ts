import { Directive, Field, Float, ID, InputType, Int } from 'type-graphql';
import { KeyedInput } from '../../kit/index.ts';
import { AcceptancePolicy, ApprovalPolicy, Recipe, RolloutPolicy } from '../vocabulary.ts';
import { DeploymentFaultInput } from './rollout-types.ts';
import './enums.ts';

@InputType({ description: 'Asks for a training run.' })
export class RequestRetrainingInput extends KeyedInput {
  @Field(() => ID, { description: 'The assistant to train.' })
  assistantId!: string;

  @Field(() => String, { description: 'Why, in words.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: 'The code revision that asks, where CI does.' })
  revision?: string | null;
}

@InputType({ description: 'Has the next training run learn an earlier dataset snapshot again.' })
export class RestoreDatasetSnapshotInput extends KeyedInput {
  @Field(() => ID, { description: 'The assistant.' })
  assistantId!: string;

  @Field(() => ID, { description: 'One of its dataset snapshots.' })
  snapshotId!: string;

  @Field(() => String, { description: 'Why, in words.' })
  reason!: string;
}

@InputType({ description: 'Stops a training run.' })
export class CancelTrainingRunInput extends KeyedInput {
  @Field(() => ID, { description: 'The run.' })
  runId!: string;

  @Field(() => String, { nullable: true, description: 'Why, in words.' })
  reason?: string | null;
}

@InputType({ description: 'Approves a version on the evidence that the caller has seen.' })
export class ApproveModelVersionInput extends KeyedInput {
  @Field(() => ID, { description: 'The version.' })
  modelVersionId!: string;

  @Field(() => String, { description: 'Its `evidenceHash` as the caller saw it.' })
  expectedEvidenceHash!: string;

  @Field(() => String, { nullable: true, description: 'At most 4,000 UTF-16 units.' })
  comment?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Why a version that the gate has refused goes into service all the same; from an admin alone, at most 4,000 UTF-16 units.',
  })
  overrideReason?: string | null;
}

@InputType({ description: 'Has a version judged against the champion of now.' })
export class RefreshEvidenceInput extends KeyedInput {
  @Field(() => ID, { description: 'A version that waits for approval, or that the gate has refused.' })
  modelVersionId!: string;
}

@InputType({ description: 'Decides against a version.' })
export class RejectModelVersionInput extends KeyedInput {
  @Field(() => ID, { description: 'The version.' })
  modelVersionId!: string;

  @Field(() => String, { description: 'Why, in words.' })
  reason!: string;
}

@InputType({ description: 'Takes the champion out of service.' })
export class RollBackDeploymentInput extends KeyedInput {
  @Field(() => ID, { description: 'The assistant.' })
  assistantId!: string;

  @Field(() => String, { description: 'Why, in words.' })
  reason!: string;

  @Field(() => ID, { nullable: true, description: 'Nothing happens where another version is champion by then.' })
  expectedChampionId?: string | null;
}

@InputType({
  description:
    'Changes a policy; what is left out stays as it is, null takes `cron`, `volume`, quiet hours, bounds of quality and drift, `trialCount` or `trialBudgetSeconds` away.',
})
export class SetRetrainPolicyInput extends KeyedInput {
  @Field(() => ID, { description: 'The assistant.' })
  assistantId!: string;

  @Field(() => String, { nullable: true, description: 'A cron pattern of five parts, e.g. `30 3 * * 1`.' })
  cron?: string | null;

  @Field(() => String, { nullable: true, description: 'IANA name, e.g. `America/Sao_Paulo`.' })
  timeZone?: string | null;

  @Field(() => Int, { nullable: true, description: 'Newly accepted labels that retrain, 1 or more.' })
  volume?: number | null;

  @Field(() => Int, { nullable: true, description: 'Least time between a run and the next by itself, 0 or more.' })
  debounceMinutes?: number | null;

  @Field(() => String, { nullable: true, description: 'When quiet hours begin, e.g. `22:30`; goes with `quietTo`.' })
  quietFrom?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'When they end, e.g. `06:00`, of the next day where it is earlier.',
  })
  quietTo?: string | null;

  @Field(() => Int, { nullable: true, description: 'Voices that are held against those before, 20..10000.' })
  qualityVoices?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Stability index from which on intents drift, 0.01..10; e.g. 0.25.',
  })
  driftPsi?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Rise of the out-of-scope rate from which on it drifts, 0.01..1.',
  })
  driftOutOfScope?: number | null;

  @Field(() => Int, { nullable: true, description: 'Days of the periods that are compared, 1..30.' })
  driftDays?: number | null;

  @Field(() => ApprovalPolicy, { nullable: true, description: 'Who approves.' })
  approval?: ApprovalPolicy | null;

  @Field(() => RolloutPolicy, { nullable: true, description: 'How an approved version takes over.' })
  rollout?: RolloutPolicy | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether another person must approve.' })
  twoPersons?: boolean | null;

  @Field(() => AcceptancePolicy, { nullable: true, description: 'Whether corrections teach at once.' })
  acceptance?: AcceptancePolicy | null;

  @Field(() => Recipe, { nullable: true, description: 'How versions are made.' })
  recipe?: Recipe | null;

  @Field(() => String, {
    nullable: true,
    description: 'A sentence encoder by its folder in MALHA_ENCODERS; null takes it away.',
  })
  encoder?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether a training starts from what the champion has learned.',
  })
  warmStart?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Choices of parameters that a run tries before it trains, 2..100.',
  })
  trialCount?: number | null;

  @Field(() => Int, { nullable: true, description: 'Seconds that a run spends on trials at most, 1..86400.' })
  trialBudgetSeconds?: number | null;

  @Field(() => Int, { nullable: true, description: 'Days that a version waits for a decision, 1..365.' })
  approvalExpiresAfterDays?: number | null;
}

@InputType({ description: 'Changes a policy, as `setRetrainPolicy` does.' })
export class UpdateRetrainPolicyInput extends SetRetrainPolicyInput {}

@InputType({ description: 'What a process serves. Room to room.' })
@Directive('@inaccessible')
export class AcknowledgeDeploymentInput {
  @Field(() => ID, { description: 'The process.' })
  processId!: string;

  @Field(() => [ID], { description: 'All deployments that it serves now.' })
  deployments!: string[];

  @Field(() => [ID], {
    nullable: true,
    description: 'Those of them that answer as champions; all of them where a process does not tell.',
  })
  champions?: string[] | null;

  @Field(() => Int, { description: 'For how long this holds without another word.' })
  leaseSeconds!: number;

  @Field(() => [DeploymentFaultInput], { nullable: true, description: 'All deployments that it cannot serve.' })
  faults?: DeploymentFaultInput[] | null;
}
