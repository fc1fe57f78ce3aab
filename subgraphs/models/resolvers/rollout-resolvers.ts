import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Payload, payload, type SubgraphContext } from '../../kit/index.ts';
import type { CanaryPlanService } from '../rollout/canary-plan-service.ts';
import type { RolloutReader } from '../rollout/rollout-reader.ts';
import { FALSE_ALARM_RATE, pValueOf } from '../rollout/hearing.ts';
import type { DeploymentRow } from '../store/tables.ts';
import { SetCanaryPlanPayload } from '../types/payload-types.ts';
import { CanaryPlan, DeploymentFault, RolloutStep, RolloutTest, SetCanaryPlanInput } from '../types/rollout-types.ts';
import { Deployment } from '../types/version-types.ts';

@Resolver(() => Deployment)
export class RolloutResolver {
  readonly #reader: RolloutReader;
  readonly #plans: CanaryPlanService;

  constructor(reader: RolloutReader, plans: CanaryPlanService) {
    this.#reader = reader;
    this.#plans = plans;
  }

  @Query(() => CanaryPlan, {
    nullable: true,
    description: 'How versions of an assistant take over step by step; the default where nothing was set.',
  })
  canaryPlan(@Arg('assistantId', () => ID) assistantId: string, @Ctx() context: SubgraphContext) {
    return this.#plans.find(assistantId, context);
  }

  @Mutation(() => SetCanaryPlanPayload, {
    description:
      'Changes how versions take over step by step. Fails with INVALID_CANARY_PLAN for steps that do not grow to all conversations, or a number out of its range.',
  })
  setCanaryPlan(
    @Arg('input', () => SetCanaryPlanInput) input: SetCanaryPlanInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(async () => ({ canaryPlan: await this.#plans.set(input, context) }));
  }

  @FieldResolver(() => [RolloutStep], { description: 'How it takes over, in order; none where it does at once.' })
  async steps(@Root() { id }: DeploymentRow, @Ctx() { batches }: SubgraphContext): Promise<RolloutStep[]> {
    return (await batches.load(this.#reader.steps, id)) ?? [];
  }

  @FieldResolver(() => RolloutTest, {
    nullable: true,
    description: 'Whether users like it less or it answers less, as was counted last; null where it was never watched.',
  })
  async test(@Root() { id }: DeploymentRow, @Ctx() { batches }: SubgraphContext): Promise<RolloutTest | null> {
    const watch = await batches.load(this.#reader.watches, id);
    if (!watch) return null;
    const { phase, helpful, championHelpful, answered, championAnswered, ...shown } = watch;
    return {
      ...shown,
      isConcurrent: phase === 'CANARY',
      pValue: pValueOf(watch),
      threshold: FALSE_ALARM_RATE,
      helpfulRate: rateOf(helpful, shown.voices),
      championHelpfulRate: rateOf(championHelpful, shown.championVoices),
      answeredRate: rateOf(answered, shown.conversations),
      championAnsweredRate: rateOf(championAnswered, shown.championConversations),
    };
  }

  @FieldResolver(() => [DeploymentFault], {
    description: 'Processes that cannot serve it now; a roll-out does not go on while there are any.',
  })
  async faults(@Root() { id }: DeploymentRow, @Ctx() { batches }: SubgraphContext): Promise<DeploymentFault[]> {
    return (await batches.load(this.#reader.faults, id)) ?? [];
  }
}

function rateOf(hits: number, trials: number): number | null {
  return trials === 0 ? null : hits / trials;
}
