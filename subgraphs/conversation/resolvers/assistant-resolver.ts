import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { type Connection, PageArgs, type Payload, payload, type SubgraphContext } from '../../kit/index.ts';
import type { AssistantService } from '../assistant-service.ts';
import { Assistant, AssistantConnection, CreateAssistantPayload } from '../types/assistant.ts';
import { CreateAssistantInput } from '../types/inputs.ts';

@Resolver(() => Assistant)
export class AssistantResolver {
  readonly #assistants: AssistantService;

  constructor(assistants: AssistantService) {
    this.#assistants = assistants;
  }

  @Query(() => Assistant, { nullable: true, description: 'An assistant; null where there is none with this id.' })
  assistant(@Arg('id', () => ID) id: string, @Ctx() context: SubgraphContext): Promise<Assistant | null> {
    return this.#assistants.assistant(id, context);
  }

  @Query(() => AssistantConnection, { description: 'Assistants, oldest first.' })
  assistants(@Args(() => PageArgs) page: PageArgs, @Ctx() context: SubgraphContext): Promise<Connection<Assistant>> {
    return this.#assistants.assistants(page, context);
  }

  @Mutation(() => CreateAssistantPayload, { description: 'Makes an assistant that knows nothing yet.' })
  createAssistant(
    @Arg('input', () => CreateAssistantInput) input: CreateAssistantInput,
    @Ctx() context: SubgraphContext,
  ): Promise<{ assistant: Assistant } | Payload> {
    return payload(async () => ({ assistant: await this.#assistants.create(input, context) }));
  }
}
