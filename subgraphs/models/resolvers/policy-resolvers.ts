import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { type Payload, payload, type SubgraphContext } from '../../kit/index.ts';
import type { PolicyService, PolicyWithProgress } from '../policy-service.ts';
import { SetRetrainPolicyInput, UpdateRetrainPolicyInput } from '../types/input-types.ts';
import { SetRetrainPolicyPayload, UpdateRetrainPolicyPayload } from '../types/payload-types.ts';
import { RetrainPolicy } from '../types/policy-types.ts';

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
