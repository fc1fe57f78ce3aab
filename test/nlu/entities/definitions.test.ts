import { describe, expect, it } from 'vitest';
import { BUILT_INS, checkEntityDefinition, checkEntityDefinitions, type EntityDefinition } from '../../../nlu/index.ts';

const CITY: EntityDefinition = {
  name: 'cidade',
  kind: 'LIST',
  values: [
    { value: 'São Paulo', synonyms: ['Sampa', 'SP'] },
    { value: 'Rio de Janeiro', synonyms: ['Rio'] },
  ],
};

function faultsOf(definition: EntityDefinition): string[] {
  return checkEntityDefinition(definition).map(({ code, field }) => `${code} ${field}`);
}

describe('checkEntityDefinition', () => {
  it.each<EntityDefinition>([
    CITY,
    { name: 'protocolo', kind: 'PATTERN', pattern: '[A-Z]{2}-\\d{4,8}' },
    { name: 'apelido', kind: 'LEARNED' },
    ...BUILT_INS.map((builtIn) => ({ name: builtIn.toLowerCase(), kind: 'BUILT_IN' as const, builtIn })),
  ])('finds nothing wrong with %j', (definition) => {
    expect(faultsOf(definition)).toEqual([]);
  });

  it.each<[EntityDefinition, string[]]>([
    [{ ...CITY, name: 'de onde' }, ['BAD_NAME name']],
    [{ ...CITY, name: '' }, ['BAD_NAME name']],
    [{ ...CITY, name: 'c'.repeat(65) }, ['BAD_NAME name']],
    [{ name: 'x', kind: 'LIST' }, ['FIELD_MISSING values']],
    [{ name: 'x', kind: 'LIST', values: [] }, ['FIELD_MISSING values']],
    [{ name: 'x', kind: 'PATTERN' }, ['FIELD_MISSING pattern']],
    [{ name: 'x', kind: 'BUILT_IN' }, ['FIELD_MISSING builtIn']],
    [{ name: 'x', kind: 'LEARNED', pattern: 'a' }, ['FIELD_OF_ANOTHER_KIND pattern']],
    [{ ...CITY, builtIn: 'DATE' }, ['FIELD_OF_ANOTHER_KIND builtIn']],
    [{ name: 'x', kind: 'BUILT_IN', builtIn: 'AGE' as 'DATE' }, ['UNKNOWN_BUILT_IN builtIn']],
    [
      { ...CITY, values: [{ value: ' ', synonyms: ['a'.repeat(201)] }] },
      ['BAD_VALUE values.0.value', 'BAD_VALUE values.0.synonyms.0'],
    ],
    [
      { ...CITY, values: [...CITY.values!, { value: 'São Pedro', synonyms: ['sp'] }] },
      ['AMBIGUOUS_VALUE values.2.synonyms.0'],
    ],
    [{ name: 'x', kind: 'PATTERN', pattern: '(' }, ['BAD_PATTERN pattern']],
    [{ name: 'x', kind: 'PATTERN', pattern: '(a)\\1' }, ['BAD_PATTERN pattern']],
    [{ name: 'x', kind: 'PATTERN', pattern: '(?<=a)b' }, ['BAD_PATTERN pattern']],
    [{ name: 'x', kind: 'PATTERN', pattern: 'a*' }, ['BAD_PATTERN pattern']],
    [{ name: 'x', kind: 'PATTERN', pattern: '(a{30}){30}(b{30}){30}' }, ['BAD_PATTERN pattern']],
    [{ name: 'x', kind: 'PATTERN', pattern: 'a'.repeat(501) }, ['BAD_PATTERN pattern']],
  ])('faults %j', (definition, faults) => {
    expect(faultsOf(definition)).toEqual(faults);
  });

  it('lets a word stand for different values in different languages', () => {
    const values = [
      { value: 'assar', synonyms: ['bake'], language: 'en' },
      { value: 'padaria', synonyms: ['bake'], language: 'pt' },
    ];
    expect(faultsOf({ name: 'x', kind: 'LIST', values })).toEqual([]);
  });

  it('faults two types of one name', () => {
    expect(checkEntityDefinitions([CITY, { name: 'Cidade', kind: 'LEARNED' }])).toMatchObject([
      { code: 'BAD_NAME', field: '1.name' },
    ]);
  });
});
