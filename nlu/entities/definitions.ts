import { isTypeName } from './annotation.ts';
import { SafePattern } from './patterns.ts';
import type { BuiltIn, DefinitionFault, DefinitionFaultCode, EntityDefinition, EntityValue } from './types.ts';
import { wordsOf } from './words.ts';

/** In the order in which they go first where two of equal length claim the same words. */
export const BUILT_INS: readonly BuiltIn[] = [
  'EMAIL',
  'URL',
  'CNPJ',
  'CPF',
  'DATE_TIME',
  'DATE',
  'TIME',
  'MONEY',
  'PHONE',
  'NUMBER',
];

const VALUES_LIMIT = 10_000;
const SYNONYMS_LIMIT = 100;
const TEXT_LIMIT = 200;

const FIELDS = { LIST: 'values', PATTERN: 'pattern', BUILT_IN: 'builtIn', LEARNED: null } as const;

/** What is wrong with a definition, as it may come from outside; empty where it is sound. */
export function checkEntityDefinition(definition: EntityDefinition): DefinitionFault[] {
  const { name, kind, values, pattern, builtIn } = definition;
  const faults: DefinitionFault[] = [];
  if (!isTypeName(name))
    faults.push(fault('BAD_NAME', 'name', 'A type is named with letters, digits, "_", "-" and ".", at most 64.'));
  const own = FIELDS[kind];
  for (const field of ['values', 'pattern', 'builtIn'] as const) {
    const isGiven = definition[field] !== undefined;
    if (field === own && !isGiven) faults.push(fault('FIELD_MISSING', field, `A type of kind ${kind} has ${field}.`));
    if (field !== own && isGiven)
      faults.push(fault('FIELD_OF_ANOTHER_KIND', field, `A type of kind ${kind} has no ${field}.`));
  }
  if (kind === 'LIST' && values) faults.push(...checkValues(values));
  if (kind === 'PATTERN' && pattern !== undefined) {
    const compiled = SafePattern.compile(pattern);
    if ('fault' in compiled) faults.push(fault('BAD_PATTERN', 'pattern', compiled.fault));
  }
  if (kind === 'BUILT_IN' && builtIn !== undefined && !BUILT_INS.includes(builtIn))
    faults.push(fault('UNKNOWN_BUILT_IN', 'builtIn', `A built-in is one of ${BUILT_INS.join(', ')}.`));
  return faults;
}

/** Faults over a whole set: each definition's own, and names that two share, without regard to case. */
export function checkEntityDefinitions(definitions: readonly EntityDefinition[]): DefinitionFault[] {
  const names = new Set<string>();
  return definitions.flatMap((definition, d) => {
    const faults = checkEntityDefinition(definition);
    const key = definition.name.toLowerCase();
    if (names.has(key)) faults.push(fault('BAD_NAME', 'name', 'Another type has this name.'));
    names.add(key);
    return faults.map((found) => ({ ...found, field: `${d}.${found.field}` }));
  });
}

function checkValues(values: readonly EntityValue[]): DefinitionFault[] {
  if (values.length === 0) return [fault('FIELD_MISSING', 'values', 'A list has at least one value.')];
  if (values.length > VALUES_LIMIT)
    return [fault('TOO_MANY_VALUES', 'values', `A list has at most ${VALUES_LIMIT} values.`)];
  const faults: DefinitionFault[] = [];
  /** By language and normal form: the value that is said so. */
  const said = new Map<string, string>();
  for (const [v, { value, synonyms, language }] of values.entries()) {
    const field = `values.${v}`;
    if (synonyms.length > SYNONYMS_LIMIT)
      faults.push(fault('TOO_MANY_VALUES', field, `A value has at most ${SYNONYMS_LIMIT} synonyms.`));
    for (const [s, text] of [value, ...synonyms].entries()) {
      const place = s === 0 ? `${field}.value` : `${field}.synonyms.${s - 1}`;
      if (text.length > TEXT_LIMIT || text.trim() === '') {
        faults.push(fault('BAD_VALUE', place, `A value or synonym has 1 to ${TEXT_LIMIT} characters.`));
        continue;
      }
      const key = `${language?.toLowerCase() ?? ''}\n${normalFormOf(text)}`;
      const other = said.get(key);
      if (other !== undefined && other !== value)
        faults.push(fault('AMBIGUOUS_VALUE', place, `"${text}" already stands for "${other}".`));
      else said.set(key, value);
    }
  }
  return faults;
}

/** What texts share that a list does not tell apart. */
function normalFormOf(text: string): string {
  return wordsOf(text)
    .map((word) => word.text)
    .join(' ');
}

function fault(code: DefinitionFaultCode, field: string, message: string): DefinitionFault {
  return { code, field, message };
}
