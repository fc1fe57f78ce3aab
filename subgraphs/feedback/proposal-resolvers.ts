import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { type Connection, OfAssistantArgs, payload, type SubgraphContext } from '../kit/index.ts';
import { AcceptProposedIntentInput, AcceptProposedIntentPayload, ProposedIntentConnection } from './proposal-types.ts';
import type { ProposalAcceptor } from './review/acceptance.ts';
import type { ProposedIntentRow, ProposedIntents } from './review/proposals.ts';

@Resolver()
export class ProposalQueries {
  readonly #proposals: ProposedIntents;

  constructor(proposals: ProposedIntents) {
    this.#proposals = proposals;
  }

  @Query(() => ProposedIntentConnection, {
    description:
      'Intents that users seem to ask for and the assistant lacks: what was not recognised and nobody has decided, clustered when asked for, of the 1,000 most frequent items. Empty where fewer than three are alike.',
  })
  proposedIntents(
    @Args(() => OfAssistantArgs) { assistantId, ...page }: OfAssistantArgs,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<ProposedIntentRow>> {
    return this.#proposals.page(assistantId, page, context);
  }
}

@Resolver()
export class ProposalMutations {
  readonly #acceptor: ProposalAcceptor;

  constructor(acceptor: ProposalAcceptor) {
    this.#acceptor = acceptor;
  }

  @Mutation(() => AcceptProposedIntentPayload, {
    description:
      'Creates an intent, where there is none of the name, and relabels utterances of the inbox to it, all or none. Fails with INVALID_STATE where one has been decided meanwhile.',
  })
  acceptProposedIntent(
    @Arg('input', () => AcceptProposedIntentInput) input: AcceptProposedIntentInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object> {
    return payload(() => this.#acceptor.accept(input, context));
  }
}
