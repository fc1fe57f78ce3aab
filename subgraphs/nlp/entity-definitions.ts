import {
  checkEntityDefinition,
  type EntityDefinition,
  type EntityValue,
  type LabelledSpan,
  patternSize,
} from '../../nlu/index.ts';
import { checkText, type DomainError, InvalidInput, newId } from '../kit/index.ts';
import { checkedLanguage } from './checks.ts';
import { BadEntityType, UnknownEntityType } from './errors.ts';
import { entityTypeKinds, insertEntityTypes, readDefinitions } from './store/entity-type-store.ts';
import type { Db, EntityTypeRow } from './store/tables.ts';

// Each is tried on every message.
const MAX_ENTITY_TYPES = 100;
/**
 * Of the patterns' automata together, whose size times the length of a message is what they cost. Room for a hundred ordinary patterns: an
 * identifier takes 15 to 60. The worst found hold a message of 500 characters up for 60 ms.
 */
const PATTERNS_SIZE_LIMIT = 5_000;

/** New entity types as they are kept. @throws BadEntityType for the first that is none */
export function definedEntityTypes(
  assistantId: string,
  definitions: readonly EntityDefinition[],
  now: Date,
): EntityTypeRow[] {
  return definitions.map((given) => {
    const { name, kind, ...definition } = checkedDefinition(given);
    return { id: newId('entity'), assistantId, name, kind, definition, createdAt: now, updatedAt: now };
  });
}

/** The definition as it is kept. @throws BadEntityType, InvalidInput for a language that is none, TEXT_INVALID */
export function checkedDefinition({ values, ...definition }: EntityDefinition): EntityDefinition {
  const checked = {
    ...definition,
    ...(values && { values: values.map((value, index) => checkedValue(value, ['input', 'values', String(index)])) }),
  };
  const [fault] = checkEntityDefinition(checked);
  if (fault) throw new BadEntityType(fault);
  checkText(definition.pattern, { path: ['input', 'pattern'], limit: Infinity });
  return checked;
}

function checkedValue({ value, synonyms, language }: EntityValue, path: string[]): EntityValue {
  checkText(value, { path: [...path, 'value'], limit: Infinity });
  for (const [index, synonym] of synonyms.entries())
    checkText(synonym, { path: [...path, 'synonyms', String(index)], limit: Infinity });
  return {
    value: value.trim(),
    synonyms: synonyms.map((synonym) => synonym.trim()),
    ...(language !== undefined && { language: checkedLanguage(language, [...path, 'language']) }),
  };
}

/**
 * Judges a change by what there was `before`: where that was too much already, it may stay or shrink.
 * @throws InvalidInput, BadEntityType where an assistant would look for more than it can in time
 */
export async function checkRoom(tx: Db, assistantId: string, before: readonly EntityDefinition[]): Promise<void> {
  const fault = roomFault(await readDefinitions(tx, assistantId), before);
  if (fault) throw fault;
}

/**
 * Makes those of the types that an assistant has not; gives their names. A seed comes again at every start: where what an admin added since
 * leaves too little room for them all, none is made.
 * @throws InvalidInput, BadEntityType where they are too many by themselves
 */
export async function seedEntityTypes(
  tx: Db,
  assistantId: string,
  definitions: readonly EntityDefinition[],
  now: Date,
): Promise<Set<string>> {
  const rows = definedEntityTypes(assistantId, definitions, now);
  const seedFault = roomFault(definitions);
  if (seedFault) throw seedFault;
  const there = await readDefinitions(tx, assistantId);
  const names = new Set(there.map(({ name }) => name.toLowerCase()));
  const missing = definitions.filter(({ name }) => !names.has(name.toLowerCase()));
  return roomFault([...there, ...missing], there) ? new Set() : insertEntityTypes(tx, rows);
}

function roomFault(
  definitions: readonly EntityDefinition[],
  before: readonly EntityDefinition[] = [],
): DomainError | null {
  if (definitions.length > Math.max(MAX_ENTITY_TYPES, before.length)) return tooMany();
  if (sizeOf(definitions) <= Math.max(PATTERNS_SIZE_LIMIT, sizeOf(before))) return null;
  const message = 'With this one, the patterns of the assistant together would make every message slow.';
  return new BadEntityType({ code: 'BAD_PATTERN', field: 'pattern', message });
}

function tooMany(): DomainError {
  return new InvalidInput(`An assistant has at most ${MAX_ENTITY_TYPES} entity types.`, ['input', 'name']);
}

function sizeOf(definitions: readonly EntityDefinition[]): number {
  return definitions.reduce((sum, { pattern }) => sum + (pattern === undefined ? 0 : patternSize(pattern)), 0);
}

/**
 * Sees to it that all types of the spans are LEARNED ones of the assistant; gives the names of those made for it. `at` is the argument that holds
 * the spans of a place in the list.
 * @throws UnknownEntityType, InvalidInput where there would be too many
 */
export async function requireLearned(
  tx: Db,
  assistantId: string,
  spans: readonly (readonly LabelledSpan[])[],
  { createsTypes = false, at, now }: { createsTypes?: boolean; at: (index: number) => readonly string[]; now: Date },
): Promise<string[]> {
  const named = new Map(spans.flatMap((list, index) => list.map(({ type }) => [type, index] as const)).toReversed());
  if (named.size === 0) return [];
  // Names differ by more than case, here as in the table.
  const known = new Map((await entityTypeKinds(tx, assistantId)).map((type) => [type.name.toLowerCase(), type]));
  const made = createsTypes ? [...named.keys()].filter((name) => !known.has(name.toLowerCase())) : [];
  const definitions = made.map((name): EntityDefinition => ({ name, kind: 'LEARNED' }));
  const inserted = await insertEntityTypes(tx, definedEntityTypes(assistantId, definitions, now));
  for (const [name, index] of named) {
    const type = known.get(name.toLowerCase());
    const isLearned = type ? type.name === name && type.kind === 'LEARNED' : inserted.has(name);
    if (!isLearned) throw new UnknownEntityType(name, at(index));
  }
  // A learned type has no pattern: only how many there are can be too much.
  if (inserted.size > 0 && known.size + inserted.size > MAX_ENTITY_TYPES) throw tooMany();
  return [...inserted];
}
