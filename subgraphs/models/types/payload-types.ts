import { createUnionType, Field, ObjectType } from 'type-graphql';
import { UserError } from '../../kit/index.ts';
import { GateRules } from './gate-types.ts';
import { RetrainPolicy } from './policy-types.ts';
import { CanaryPlan } from './rollout-types.ts';
import { TrainingRun } from './run-types.ts';
import { Deployment, ModelVersion } from './version-types.ts';

@ObjectType()
abstract class Payload {
  @Field(() => [UserError], { description: 'Why nothing changed.' })
  errors!: UserError[];
}

@ObjectType({ description: 'The run that was asked for, or joined.' })
export class RequestRetrainingPayload extends Payload {
  @Field(() => TrainingRun, { nullable: true, description: 'The run; null where there are errors.' })
  trainingRun?: TrainingRun | null;
}

@ObjectType({ description: 'The run that learns the snapshot again.' })
export class RestoreDatasetSnapshotPayload extends RequestRetrainingPayload {}

@ObjectType({ description: 'The run that was stopped.' })
export class CancelTrainingRunPayload extends Payload {
  @Field(() => TrainingRun, { nullable: true, description: 'The run; null where there are errors.' })
  trainingRun?: TrainingRun | null;
}

@ObjectType({ description: 'The version with its new evidence.' })
export class RefreshEvidencePayload extends Payload {
  @Field(() => ModelVersion, {
    nullable: true,
    description: 'The version; while `isRefreshingEvidence`, still with the old evidence.',
  })
  modelVersion?: ModelVersion | null;
}

@ObjectType({ description: 'The version that was decided against.' })
export class RejectModelVersionPayload extends Payload {
  @Field(() => ModelVersion, { nullable: true, description: 'The version; null where there are errors.' })
  modelVersion?: ModelVersion | null;
}

@ObjectType({ description: 'The deployment that takes over.' })
export class RollBackDeploymentPayload extends Payload {
  @Field(() => Deployment, {
    nullable: true,
    description:
      'The deployment that takes over or goes on; that of a first version that was ended, or null where it had not begun, and where there are errors.',
  })
  deployment?: Deployment | null;
}

@ObjectType({ description: 'The policy as it is now.' })
export class SetRetrainPolicyPayload extends Payload {
  @Field(() => RetrainPolicy, { nullable: true, description: 'The policy; null where there are errors.' })
  retrainPolicy?: RetrainPolicy | null;
}

@ObjectType({ description: 'The policy as it is now.' })
export class UpdateRetrainPolicyPayload extends SetRetrainPolicyPayload {}

@ObjectType({ description: 'The rules after the change.' })
export class UpdateGateRulesPayload extends Payload {
  @Field(() => GateRules, { nullable: true, description: 'The rules; null where there are errors.' })
  gateRules?: GateRules | null;
}

@ObjectType({ description: 'The plan after the change.' })
export class SetCanaryPlanPayload extends Payload {
  @Field(() => CanaryPlan, { nullable: true, description: 'The plan; null where there are errors.' })
  canaryPlan?: CanaryPlan | null;
}

@ObjectType({ description: 'The version is approved and on its way into service.' })
export class ApproveModelVersionSuccess {
  @Field(() => ModelVersion, { description: 'The version.' })
  modelVersion!: ModelVersion;
}

@ObjectType({ implements: UserError, description: 'The evidence that the caller saw is no longer the present one.' })
export class EvidenceStale extends UserError {
  @Field(() => String, {
    description: 'What the evidence is, or will be once `refreshEvidence` has made it. Look at it before approving.',
  })
  currentEvidenceHash!: string;
}

@ObjectType({ implements: UserError, description: 'The version may not be approved, or not by this caller.' })
export class ApprovalRefused extends UserError {}

export const ApproveModelVersionResult = createUnionType({
  name: 'ApproveModelVersionResult',
  description: 'Approved, or why not.',
  types: () => [ApproveModelVersionSuccess, EvidenceStale, ApprovalRefused] as const,
});
