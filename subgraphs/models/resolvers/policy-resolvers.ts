import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, type Payload, payload, type SubgraphContext } from '../../kit/index.ts';
import type { PolicyDryRun, PolicyService, PolicyWithProgress } from '../policy-service.ts';
import { SetRetrainPolicyInput, UpdateRetrainPolicyInput } from '../types/input-types.ts';
import { SetRetrainPolicyPayload, UpdateRetrainPolicyPayload } from '../types/payload-types.ts';
import { PolicyFiringConnection, RetrainPolicyDryRun } from '../types/dry-run-types.ts';
import { RetrainPolicy } from '../types/policy-types.ts';
import { pageOfWhole } from './page-of-whole.ts';

@Resolver(() => RetrainPolicy)
export class PolicyResolver {
  readonly #policies: PolicyService;

  constructor(policies: PolicyService) {
    this.#policies = policies;
  }

  @Query(() => RetrainPolicy, {
    nullable: true,
    description: 'When an assistant retrains by itself; the defaults where nothing was set.',
  })
  retrainPolicy(
    @Arg('assistantId', () => ID) assistantId: string,
    @Ctx() context: SubgraphContext,
  ): Promise<PolicyWithProgress | null> {
    return this.#policies.find(assistantId, context);
  }

  @Mutation(() => SetRetrainPolicyPayload, {
    description: 'Changes a policy. Fails with INVALID_POLICY for a pattern, time zone or number that means nothing.',
  })
  setRetrainPolicy(
    @Arg('input', () => SetRetrainPolicyInput) input: SetRetrainPolicyInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(async () => ({ retrainPolicy: await this.#policies.set(input, context) }));
  }

  @Mutation(() => UpdateRetrainPolicyPayload, { description: 'The same as `setRetrainPolicy`.' })
  updateRetrainPolicy(
    @Arg('input', () => UpdateRetrainPolicyInput) input: UpdateRetrainPolicyInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return this.setRetrainPolicy(input, context);
  }
}

@Resolver(() => RetrainPolicyDryRun)
export class DryRunResolver {
  readonly #policies: PolicyService;

  constructor(policies: PolicyService) {
    this.#policies = policies;
  }

  @Query(() => RetrainPolicyDryRun, {
    nullable: true,
    description:
      'What the policy as it is now would have asked for in the last days; null for an assistant that does not exist.',
  })
  retrainPolicyDryRun(
    @Arg('assistantId', () => ID, { description: 'The assistant.' }) assistantId: string,
    @Arg('days', () => Int, { defaultValue: 30, description: 'So many days back from now, 1..90.' }) days: number,
    @Ctx() context: SubgraphContext,
  ): Promise<PolicyDryRun | null> {
    return this.#policies.dryRun(assistantId, days, context);
  }

  @FieldResolver(() => PolicyFiringConnection, { description: 'What it would have asked for, oldest first.' })
  firings(@Root() { all }: PolicyDryRun, @Args(() => PageArgs) page: PageArgs): object {
    return { ...pageOfWhole(all, page), totalCount: all.length };
  }
}
