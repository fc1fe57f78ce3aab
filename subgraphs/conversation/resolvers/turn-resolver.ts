import { Arg, Ctx, Directive, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { openedByRoom, type Payload, payload, type SubgraphContext } from '../../kit/index.ts';
import type { MessageService } from '../message-service.ts';
import type { TurnRow } from '../store/tables.ts';
import type { TurnService } from '../turn-service.ts';
import { SendMessageInput } from '../types/inputs.ts';
import { SendMessagePayload, Turn } from '../types/turn.ts';
import { TurnFacts } from '../types/turn-facts.ts';
import { turnNode } from './turn-node.ts';

@Resolver(() => Turn)
export class TurnResolver {
  readonly #messages: MessageService;
  readonly #turns: TurnService;

  constructor({ messages, turns }: { messages: MessageService; turns: TurnService }) {
    this.#messages = messages;
    this.#turns = turns;
  }

  @Query(() => Turn, { nullable: true, description: 'A turn; null where there is none with this id.' })
  async turn(@Arg('id', () => ID) id: string, @Ctx() context: SubgraphContext): Promise<Turn | null> {
    const turn = await this.#turns.turn(id, context);
    return turn && turnNode(turn);
  }

  @Query(() => TurnFacts, { nullable: true, description: 'What was true at a turn; for the other rooms.' })
  @Directive('@inaccessible')
  turnFacts(@Arg('turnId', () => ID) turnId: string, @Ctx() context: SubgraphContext): Promise<TurnFacts | null> {
    return this.#turns.facts(turnId, context);
  }

  @Mutation(() => SendMessagePayload, { description: 'Says something and returns the turn with the reply.' })
  sendMessage(
    @Arg('input', () => SendMessageInput) input: SendMessageInput,
    @Ctx() context: SubgraphContext,
  ): Promise<{ turn: Turn } | Payload> {
    return payload(async () => ({ turn: turnNode(await this.#messages.send(input, context)) }));
  }

  @Subscription(() => Turn, {
    subscribe: openedByRoom,
    description: 'Each new turn of a conversation, in order; with `after`, those beyond that index first.',
  })
  turnAdded(
    @Root() turn: TurnRow,
    @Arg('conversationId', () => ID) _conversationId: string,
    @Arg('after', () => Int, { nullable: true, description: 'A turn’s index; -1 for all.' }) _after: number | null,
  ): Turn {
    return turnNode(turn);
  }
}
