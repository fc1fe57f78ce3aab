import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  type Connection,
  OfAssistantArgs,
  pageRequest,
  type Payload,
  payload,
  type SubgraphContext,
  toConnection,
} from '../kit/index.ts';
import type { EntityFinder } from './entity-finder.ts';
import type { EntityTypeService } from './entity-type-service.ts';
import {
  CreateEntityTypeInput,
  CreateEntityTypePayload,
  DeleteEntityTypeInput,
  DeleteEntityTypePayload,
  type EntityDefinitionInput,
  EntityType,
  EntityTypeConnection,
  UpdateEntityTypeInput,
  UpdateEntityTypePayload,
} from './entity-types.ts';
import { EntitySpan } from './interpretation-types.ts';
import type { EntityTypeDefinition, EntityTypeRow } from './store/tables.ts';

@Resolver(() => EntityType)
export class EntityTypeResolver {
  readonly #service: EntityTypeService;
  readonly #finder: EntityFinder;

  constructor(service: EntityTypeService, finder: EntityFinder) {
    this.#service = service;
    this.#finder = finder;
  }

  @Query(() => EntityTypeConnection, { description: 'What details an assistant looks for, by name.' })
  async entityTypes(
    @Args(() => OfAssistantArgs) { assistantId, first, after }: OfAssistantArgs,
  ): Promise<Connection<object>> {
    const page = pageRequest<readonly [string]>({ first, after }, ['string']);
    const types = await this.#service.entityTypes(assistantId, page);
    return toConnection(types, page, { key: ({ name }) => [name], node: entityTypeOf });
  }

  @Query(() => EntityType, { nullable: true, description: 'One entity type; null where there is none of this id.' })
  async entityType(@Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<object | null> {
    const found = await this.#service.entityType(id);
    return found ? entityTypeOf(found) : null;
  }

  @Query(() => [EntitySpan], {
    description: 'The entities that the assistant would find in a text now: by its entity types, and by its champion.',
  })
  entitySpans(
    @Arg('assistantId', () => ID, { description: 'The assistant.' }) assistantId: string,
    @Arg('text', () => String, { description: 'At most 2,000 UTF-16 code units.' }) text: string,
    @Arg('language', () => String, { nullable: true, description: 'BCP 47 tag; detected where absent.' })
    language?: string,
  ): Promise<object[]> {
    return this.#finder.spansIn(assistantId, text, language);
  }

  @FieldResolver(() => Int, { description: 'How many examples have it marked.' })
  async annotatedCount(@Root() { id }: EntityType, @Ctx() { batches }: SubgraphContext): Promise<number> {
    return (await batches.load(this.#service.annotatedCounts, id)) ?? 0;
  }

  @Mutation(() => CreateEntityTypePayload, {
    description:
      'Adds an entity type to an assistant; in force for the next message, but that a LEARNED one takes a retraining. Fails with ENTITY_TYPE_EXISTS, and as its definition may with BAD_NAME, FIELD_MISSING, FIELD_OF_ANOTHER_KIND, TOO_MANY_VALUES, BAD_VALUE, AMBIGUOUS_VALUE or BAD_PATTERN.',
  })
  createEntityType(
    @Arg('input', () => CreateEntityTypeInput) input: CreateEntityTypeInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    const { assistantId, name, kind, idempotencyKey } = input;
    const definition = { name, kind, ...definitionOf(input) };
    return payload(async () => ({
      entityType: entityTypeOf(
        await this.#service.createEntityType({ assistantId, definition, idempotencyKey }, context),
      ),
    }));
  }

  @Mutation(() => UpdateEntityTypePayload, {
    description:
      'Writes the definition of an entity type anew; in force for the next message. Fails with NOT_FOUND, and as `createEntityType` does.',
  })
  updateEntityType(
    @Arg('input', () => UpdateEntityTypeInput) input: UpdateEntityTypeInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    const { entityTypeId, idempotencyKey } = input;
    const definition = definitionOf(input);
    return payload(async () => ({
      entityType: entityTypeOf(
        await this.#service.updateEntityType({ entityTypeId, definition, idempotencyKey }, context),
      ),
    }));
  }

  @Mutation(() => DeleteEntityTypePayload, {
    description:
      'Deletes an entity type, and its spans in the examples; in force for the next message. Fails with NOT_FOUND.',
  })
  deleteEntityType(
    @Arg('input', () => DeleteEntityTypeInput) input: DeleteEntityTypeInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(async () => ({ entityTypeId: await this.#service.deleteEntityType(input, context) }));
  }
}

/** Null is as good as absent. */
function definitionOf({ values, pattern, builtIn }: EntityDefinitionInput): EntityTypeDefinition {
  return {
    ...(values && {
      values: values.map(({ value, synonyms, language }) => ({
        value,
        synonyms: synonyms ?? [],
        ...(language != null && { language }),
      })),
    }),
    ...(pattern != null && { pattern }),
    ...(builtIn != null && { builtIn }),
  };
}

function entityTypeOf({ definition: { values = [], pattern, builtIn }, ...row }: EntityTypeRow): object {
  return { ...row, values, valueCount: values.length, pattern: pattern ?? null, builtIn: builtIn ?? null };
}
