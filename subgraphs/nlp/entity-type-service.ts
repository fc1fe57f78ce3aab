import type { Transaction } from '../../platform/db/index.ts';
import { type ActFact, type IdempotentInput, NotFound, type PageRequest, type RoomCall } from '../kit/index.ts';
import type { EntityDefinition } from '../../nlu/index.ts';
import { performAct } from './act.ts';
import { checkedDefinition, checkRoom, definedEntityTypes } from './entity-definitions.ts';
import { EntityTypeExists } from './errors.ts';
import type { NlpParts } from './parts.ts';
import {
  countAnnotated,
  deleteEntityType,
  entityTypesById,
  insertEntityTypes,
  listEntityTypes,
  readDefinitions,
  updateDefinition,
} from './store/entity-type-store.ts';
import { lockExamples, removeSpans } from './store/example-store.ts';
import type { EntityTypeDefinition, EntityTypeRow } from './store/tables.ts';

export interface CreateEntityType extends IdempotentInput {
  assistantId: string;
  definition: EntityDefinition;
}
export interface UpdateEntityType extends IdempotentInput {
  entityTypeId: string;
  definition: EntityTypeDefinition;
}
export interface DeleteEntityType extends IdempotentInput {
  entityTypeId: string;
}

/** What details an assistant looks for in what is said. A change is in force for the next message. */
export class EntityTypeService {
  readonly #parts: NlpParts;

  constructor(parts: NlpParts) {
    this.#parts = parts;
  }

  /** Up to `limit + 1` in the order of their names. */
  entityTypes(assistantId: string, page: PageRequest<readonly [string]>): Promise<EntityTypeRow[]> {
    return listEntityTypes(this.#parts.db, assistantId, page);
  }

  async entityType(id: string): Promise<EntityTypeRow | null> {
    const [type] = await entityTypesById(this.#parts.db, [id]);
    return type ?? null;
  }

  readonly annotatedCounts = (ids: readonly string[]): Promise<Map<string, number>> =>
    countAnnotated(this.#parts.db, ids);

  /** @throws NotFound, BadEntityType, EntityTypeExists, InvalidInput, IDEMPOTENCY_CONFLICT */
  async createEntityType(input: CreateEntityType, call: RoomCall): Promise<EntityTypeRow> {
    const { assistantId, definition } = input;
    const { assistants, clock } = this.#parts;
    const [type] = definedEntityTypes(assistantId, [definition], clock.now());
    await assistants.require(assistantId, call);
    const id = await performAct(this.#parts, 'createEntityType', { input, call }, async (tx) => {
      await lockExamples(tx, assistantId);
      const there = await readDefinitions(tx, assistantId);
      if (!type || (await insertEntityTypes(tx, [type])).size === 0) throw new EntityTypeExists(definition.name);
      await checkRoom(tx, assistantId, there);
      return { assistantId, action: 'ENTITY_TYPE_CREATED', subject: type.id, facts: factsOf(definition) };
    });
    return this.#written(id);
  }

  /** Puts another definition in place of the one there; name and kind stay. @throws NotFound, BadEntityType, InvalidInput, IDEMPOTENCY_CONFLICT */
  async updateEntityType(input: UpdateEntityType, call: RoomCall): Promise<EntityTypeRow> {
    const id = await performAct(this.#parts, 'updateEntityType', { input, call }, async (tx) => {
      const { id: subject, assistantId, name, kind, definition: before } = await this.#locked(tx, input.entityTypeId);
      const { name: _name, kind: _kind, ...definition } = checkedDefinition({ name, kind, ...input.definition });
      const there = await readDefinitions(tx, assistantId);
      await updateDefinition(tx, subject, { definition, updatedAt: this.#parts.clock.now() });
      await checkRoom(tx, assistantId, there);
      const facts = factsOf({ name, kind, ...definition }, before);
      return { assistantId, action: 'ENTITY_TYPE_UPDATED', subject, facts };
    });
    return this.#written(id);
  }

  /** Deletes an entity type, and its spans out of the examples; gives its id. @throws NotFound, IDEMPOTENCY_CONFLICT */
  async deleteEntityType(input: DeleteEntityType, call: RoomCall): Promise<string> {
    return performAct(this.#parts, 'deleteEntityType', { input, call }, async (tx) => {
      const { id, assistantId, name, kind } = await this.#locked(tx, input.entityTypeId);
      const annotated = await removeSpans(tx, assistantId, name);
      await deleteEntityType(tx, id);
      const facts = [...factsOf({ name, kind }), { name: 'annotatedExamples', value: String(annotated) }];
      return { assistantId, action: 'ENTITY_TYPE_DELETED', subject: id, facts };
    });
  }

  /** As it is once nobody else changes what the assistant looks for. @throws NotFound */
  async #locked(tx: Transaction, id: string): Promise<EntityTypeRow> {
    await lockExamples(tx, (await this.#found(tx, id)).assistantId);
    return this.#found(tx, id);
  }

  async #found(tx: Transaction, id: string): Promise<EntityTypeRow> {
    const [type] = await entityTypesById(tx, [id]);
    if (!type) throw new NotFound('entity type', ['input', 'entityTypeId']);
    return type;
  }

  /** As it is after a change; a replay may come after it was deleted. */
  async #written(id: string): Promise<EntityTypeRow> {
    const type = await this.entityType(id);
    if (!type) throw new NotFound('entity type');
    return type;
  }
}

/** Of a list only its length: the log is read by people. */
function factsOf({ name, kind, ...definition }: EntityDefinition, before?: EntityTypeDefinition): ActFact[] {
  const told = sayings(definition);
  const toldBefore = before && sayings(before);
  return [
    { name: 'entityType', value: name },
    { name: 'kind', value: kind },
    ...told.map(({ name: fact, value }) => ({
      name: fact,
      value,
      ...(toldBefore && { before: toldBefore.find((earlier) => earlier.name === fact)?.value ?? null }),
    })),
  ];
}

function sayings({ values, pattern, builtIn }: EntityTypeDefinition): { name: string; value: string }[] {
  return [
    ...(values ? [{ name: 'values', value: String(values.length) }] : []),
    ...(pattern === undefined ? [] : [{ name: 'pattern', value: pattern }]),
    ...(builtIn === undefined ? [] : [{ name: 'builtIn', value: builtIn }]),
  ];
}
