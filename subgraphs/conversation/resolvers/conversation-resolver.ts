import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Connection, OfAssistantArgs, type Payload, payload, type SubgraphContext } from '../../kit/index.ts';
import type { AssistantService } from '../assistant-service.ts';
import type { ConversationService } from '../conversation-service.ts';
import type { TurnService } from '../turn-service.ts';
import { Assistant } from '../types/assistant.ts';
import { Conversation, ConversationConnection, StartConversationPayload } from '../types/conversation.ts';
import { StartConversationInput } from '../types/inputs.ts';
import { type Turn, TurnConnection } from '../types/turn.ts';
import { turnNode } from './turn-node.ts';

@Resolver(() => Conversation)
export class ConversationResolver {
  readonly #assistants: AssistantService;
  readonly #conversations: ConversationService;
  readonly #turns: TurnService;

  constructor(services: { assistants: AssistantService; conversations: ConversationService; turns: TurnService }) {
    this.#assistants = services.assistants;
    this.#conversations = services.conversations;
    this.#turns = services.turns;
  }

  @Query(() => Conversation, { nullable: true, description: 'A conversation; null where there is none with this id.' })
  conversation(@Arg('id', () => ID) id: string, @Ctx() context: SubgraphContext): Promise<Conversation | null> {
    return this.#conversations.conversation(id, context);
  }

  @Query(() => ConversationConnection, { description: 'The conversations with an assistant, newest first.' })
  conversations(
    @Args(() => OfAssistantArgs) { assistantId, ...page }: OfAssistantArgs,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Conversation>> {
    return this.#conversations.conversations(assistantId, page, context);
  }

  @Mutation(() => StartConversationPayload, {
    description: 'Starts a conversation and gives the token to hold it with.',
  })
  startConversation(
    @Arg('input', () => StartConversationInput) input: StartConversationInput,
    @Ctx() context: SubgraphContext,
  ): Promise<{ conversation: Conversation; conversationToken: string } | Payload> {
    return payload(() => this.#conversations.start(input, context));
  }

  @FieldResolver(() => Assistant, { description: 'With whom.' })
  assistant(@Root() { assistantId }: Conversation, @Ctx() { batches }: SubgraphContext): Promise<Assistant | null> {
    return batches.load(this.#assistants.find, assistantId);
  }

  @FieldResolver(() => TurnConnection, {
    description: 'What was said, in order: the first 20 turns unless `first` or `last` says otherwise.',
  })
  async turns(
    @Root() { id }: Conversation,
    @Arg('first', () => Int, { nullable: true, description: 'How many from the start or after `after`, 1..100.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'The cursor to go on from.' }) after: string | null,
    @Arg('last', () => Int, { nullable: true, description: 'How many from the end or before `before`, 1..100.' }) last:
      | number
      | null,
    @Arg('before', () => String, { nullable: true, description: 'The cursor to go back from.' }) before: string | null,
    @Ctx() { batches }: SubgraphContext,
  ): Promise<Connection<Turn> | null> {
    const page = await batches.load(this.#turns.pages, this.#turns.pageKey(id, { first, after, last, before }));
    return page && { ...page, edges: page.edges.map(({ cursor, node }) => ({ cursor, node: turnNode(node) })) };
  }
}
