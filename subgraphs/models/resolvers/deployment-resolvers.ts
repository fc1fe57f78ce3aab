import { Arg, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { invariant, openedByRoom, type Payload, payload, type SubgraphContext } from '../../kit/index.ts';
import type { DeploymentService, DesiredDeployment as Desired } from '../deployment-service.ts';
import type { Reader } from '../reader.ts';
import type { DeploymentRow, VersionRow } from '../store/tables.ts';
import { AcknowledgeDeploymentInput, RollBackDeploymentInput } from '../types/input-types.ts';
import { RollBackDeploymentPayload } from '../types/payload-types.ts';
import { Deployment, DesiredDeployment, ModelVersion } from '../types/version-types.ts';

@Resolver(() => Deployment)
export class DeploymentResolver {
  readonly #reader: Reader;
  readonly #deployments: DeploymentService;

  constructor(reader: Reader, deployments: DeploymentService) {
    this.#reader = reader;
    this.#deployments = deployments;
  }

  @FieldResolver(() => ModelVersion, { description: 'What is in service.' })
  async modelVersion(@Root() { versionId }: DeploymentRow, @Ctx() { batches }: SubgraphContext): Promise<VersionRow> {
    const version = await batches.load(this.#reader.versions, versionId);
    invariant(version, 'a version is never deleted');
    return version;
  }

  @Mutation(() => RollBackDeploymentPayload, {
    description:
      'Takes the champion out of service for the one before it; a roll-out under way just ends, also that of a first version. Fails with NO_EARLIER_VERSION, and with INVALID_STATE where another version is champion than expected.',
  })
  rollBackDeployment(
    @Arg('input', () => RollBackDeploymentInput) input: RollBackDeploymentInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(async () => ({ deployment: await this.#deployments.rollBack(input, context) }));
  }

  @Query(() => [DesiredDeployment], { description: 'What every serving process should have. Room to room.' })
  @Directive('@inaccessible')
  desiredDeployments(): Promise<Desired[]> {
    return this.#deployments.desired();
  }

  @Mutation(() => Boolean, { description: 'Says what a process serves, and for how long that holds. Room to room.' })
  @Directive('@inaccessible')
  async acknowledgeDeployment(
    @Arg('input', () => AcknowledgeDeploymentInput) input: AcknowledgeDeploymentInput,
  ): Promise<boolean> {
    await this.#deployments.acknowledge(input);
    return true;
  }

  @Subscription(() => Deployment, {
    subscribe: openedByRoom,
    description: 'Every change of every deployment of an assistant, from now on.',
  })
  deploymentUpdated(
    @Root() deployment: DeploymentRow,
    @Arg('assistantId', () => ID) _assistantId: string,
  ): DeploymentRow {
    return deployment;
  }
}
