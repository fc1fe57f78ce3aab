import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { payload, type SubgraphContext } from '../kit/index.ts';
import type { DeliveryService } from './delivery-service.ts';
import { MessageDelivery, RedriveMessagesInput, RedriveMessagesPayload } from './delivery-types.ts';

/** The way of messages, for those who run Malha. */
@Resolver()
export class DeliveryResolver {
  readonly #service: DeliveryService;

  constructor(service: DeliveryService) {
    this.#service = service;
  }

  @Query(() => MessageDelivery, { description: 'What waits on the way of messages, and what has fallen off it.' })
  async messageDelivery(@Ctx() context: SubgraphContext): Promise<MessageDelivery> {
    const { queue, outboxes } = await this.#service.depth(context);
    return { ...queue, outboxes };
  }

  @Mutation(() => RedriveMessagesPayload, {
    description: 'Sends dead letters, and messages that were set aside, on their way again, once the reason is gone.',
  })
  redriveMessages(
    @Arg('input', () => RedriveMessagesInput) input: RedriveMessagesInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object> {
    return payload(() => this.#service.redrive(input, context));
  }
}
