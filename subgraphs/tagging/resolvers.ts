import { Arg, Args, Ctx, Directive, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Connection, OfAssistantArgs, type Payload, payload, type SubgraphContext } from '../kit/index.ts';
import type { TaggingService } from './service.ts';
import type { TagRow } from './store.ts';
import {
  CreateTagCategoryInput,
  CreateTagCategoryPayload,
  SetTagRuleInput,
  SetTagRulePayload,
  Tag,
  TagConnection,
  TagRuleConnection,
  TagTurnInput,
  TurnRef,
} from './types.ts';

@Resolver(() => Tag)
export class TagResolver {
  readonly #tagging: TaggingService;

  constructor(tagging: TaggingService) {
    this.#tagging = tagging;
  }

  @Query(() => TagConnection, {
    description: 'An assistant’s categories of replies, the built-in ones among them, by name.',
  })
  tagCategories(@Args(() => OfAssistantArgs) { assistantId, ...page }: OfAssistantArgs): Promise<Connection<TagRow>> {
    return this.#tagging.categories(assistantId, page);
  }

  @Query(() => TagRuleConnection, { description: 'Which tags the answers to an assistant’s intents get, by intent.' })
  tagRules(
    @Args(() => OfAssistantArgs) { assistantId, ...page }: OfAssistantArgs,
  ): Promise<Connection<{ intent: string; tags: TagRow[] }>> {
    return this.#tagging.rules(assistantId, page);
  }

  @Mutation(() => CreateTagCategoryPayload, { description: 'Adds a category of replies to an assistant.' })
  createTagCategory(
    @Arg('input', () => CreateTagCategoryInput) input: CreateTagCategoryInput,
    @Ctx() context: SubgraphContext,
  ): Promise<{ tagCategory: TagRow } | Payload> {
    return payload(async () => ({ tagCategory: await this.#tagging.createCategory(input, context) }));
  }

  @Mutation(() => SetTagRulePayload, { description: 'Sets what the answers to an intent are tagged with from now on.' })
  setTagRule(
    @Arg('input', () => SetTagRuleInput) input: SetTagRuleInput,
    @Ctx() context: SubgraphContext,
  ): Promise<{ tagRule: { intent: string; tags: TagRow[] } } | Payload> {
    return payload(async () => ({ tagRule: await this.#tagging.setRule(input, context) }));
  }

  @Mutation(() => [Tag], { description: 'Tags a turn and keeps its tags; from conversation.' })
  @Directive('@inaccessible')
  tagTurn(@Arg('input', () => TagTurnInput) input: TagTurnInput): Promise<TagRow[]> {
    return this.#tagging.tagTurn(input);
  }

  @FieldResolver(() => Boolean)
  isBuiltIn(@Root() { assistantId }: TagRow): boolean {
    return assistantId === null;
  }
}

@Resolver(() => TurnRef)
export class TurnTagsResolver {
  readonly #tagging: TaggingService;

  constructor(tagging: TaggingService) {
    this.#tagging = tagging;
  }

  @FieldResolver(() => [Tag], {
    nullable: true,
    description: 'The categories that the reply got when it was given; null where none were kept.',
  })
  tags(@Root() { id }: TurnRef, @Ctx() { batches }: SubgraphContext): Promise<TagRow[] | null> {
    return batches.load(this.#tagging.tagsOfTurns, id);
  }
}
