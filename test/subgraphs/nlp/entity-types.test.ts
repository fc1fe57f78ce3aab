import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definedEntityTypes } from '../../../subgraphs/nlp/entity-definitions.ts';
import { insertEntityTypes } from '../../../subgraphs/nlp/store/entity-type-store.ts';
import { ASSISTANT, type NlpProcess, NlpRoom } from './nlp-room.ts';

let room: NlpRoom;
let here: NlpProcess;
beforeAll(async () => {
  room = await NlpRoom.open();
  here = await room.process();
});
afterAll(() => room.close());

interface EntityTypeAnswer {
  id: string;
  name: string;
  kind: string;
  values: { value: string; synonyms: string[]; language: string | null }[];
  valueCount: number;
  pattern: string | null;
  builtIn: string | null;
  annotatedCount: number;
}
const FIELDS = 'id name kind values { value synonyms language } valueCount pattern builtIn annotatedCount';

function create(name: string, more: object) {
  return here.mutate<{ entityType: EntityTypeAnswer | null }>(
    'createEntityType',
    { assistantId: ASSISTANT, name, ...more },
    `entityType { ${FIELDS} }`,
  );
}
function update(entityTypeId: string, more: object) {
  return here.mutate<{ entityType: EntityTypeAnswer | null }>(
    'updateEntityType',
    { entityTypeId, ...more },
    `entityType { ${FIELDS} }`,
  );
}
async function all(): Promise<EntityTypeAnswer[]> {
  const { entityTypes } = await here.ask<{ entityTypes: { edges: { node: EntityTypeAnswer }[] } }>(
    `{ entityTypes(assistantId: "${ASSISTANT}", first: 100) { edges { node { ${FIELDS} } } } }`,
  );
  return entityTypes.edges.map(({ node }) => node);
}

describe('entity types', () => {
  it('are made of each kind, listed by name in pages, and found by their id', async () => {
    const values = [
      { value: 'Computer Science', synonyms: ['CS', ' computing '] },
      { value: 'Direito', synonyms: ['law'], language: 'pt-br' },
    ];
    const { entityType: programme } = await create('programme', { kind: 'LIST', values });
    expect(programme).toMatchObject({
      kind: 'LIST',
      valueCount: 2,
      values: [
        { value: 'Computer Science', synonyms: ['CS', 'computing'], language: null },
        { value: 'Direito', synonyms: ['law'], language: 'pt-BR' },
      ],
      pattern: null,
      builtIn: null,
      annotatedCount: 0,
    });
    await create('enrolment_number', { kind: 'PATTERN', pattern: String.raw`\b\d{4}-\d{5}\b` });
    await create('day', { kind: 'BUILT_IN', builtIn: 'DATE' });
    await create('subject', { kind: 'LEARNED' });

    expect((await all()).map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'day BUILT_IN',
      'enrolment_number PATTERN',
      'programme LIST',
      'subject LEARNED',
    ]);
    const page = `entityTypes(assistantId: "${ASSISTANT}", first: 3) { edges { node { name } } pageInfo { hasNextPage endCursor } }`;
    const { entityTypes } = await here.ask<{ entityTypes: { pageInfo: { hasNextPage: boolean; endCursor: string } } }>(
      `{ ${page} }`,
    );
    expect(entityTypes.pageInfo.hasNextPage).toBe(true);
    expect(
      await here.ask(
        `{ entityTypes(assistantId: "${ASSISTANT}", first: 3, after: "${entityTypes.pageInfo.endCursor}") { edges { node { name } } } }`,
      ),
    ).toEqual({ entityTypes: { edges: [{ node: { name: 'subject' } }] } });
    expect(
      await here.ask(`{ entityType(id: "${programme?.id}") { name } none: entityType(id: "entity_0") { name } }`),
    ).toEqual({ entityType: { name: 'programme' }, none: null });
  });

  it('take another definition, but no other name and kind', async () => {
    const { entityType: made } = await create('campus', { kind: 'LIST', values: [{ value: 'North' }] });
    const values = [{ value: 'North', synonyms: ['norte'] }, { value: 'South' }];
    expect((await update(made?.id ?? '', { values })).entityType).toMatchObject({
      name: 'campus',
      valueCount: 2,
      values: [
        { value: 'North', synonyms: ['norte'] },
        { value: 'South', synonyms: [] },
      ],
    });
    expect((await update(made?.id ?? '', { pattern: 'North|South' })).errors).toMatchObject([
      { code: 'FIELD_MISSING' },
    ]);
    expect((await all()).find(({ name }) => name === 'campus')?.valueCount).toBe(2);
  });

  it('are made once for a key, and under a name once, whatever its case', async () => {
    const once = { kind: 'LEARNED', idempotencyKey: 'one' };
    const first = await create('room', once);
    expect(await create('room', once)).toEqual(first);
    expect((await create('room', { ...once, kind: 'BUILT_IN', builtIn: 'DATE' })).errors).toMatchObject([
      { code: 'IDEMPOTENCY_CONFLICT' },
    ]);
    expect((await create('Room', { kind: 'LEARNED' })).errors).toMatchObject([
      { code: 'ENTITY_TYPE_EXISTS', path: ['input', 'name'] },
    ]);
  });

  it.each<[what: string, name: string, more: object, code: string, path: string[]]>([
    ['a name with a blank', 'two words', { kind: 'LEARNED' }, 'BAD_NAME', ['name']],
    ['a list without values', 'x', { kind: 'LIST' }, 'FIELD_MISSING', ['values']],
    ['an empty list', 'x', { kind: 'LIST', values: [] }, 'FIELD_MISSING', ['values']],
    ['a pattern of a list', 'x', { kind: 'LEARNED', pattern: 'a' }, 'FIELD_OF_ANOTHER_KIND', ['pattern']],
    ['a pattern that is none', 'x', { kind: 'PATTERN', pattern: '(' }, 'BAD_PATTERN', ['pattern']],
    ['a pattern that looks behind', 'x', { kind: 'PATTERN', pattern: '(?<=a)b' }, 'BAD_PATTERN', ['pattern']],
    [
      'too many values',
      'x',
      { kind: 'LIST', values: Array.from({ length: 10_001 }, (_, i) => ({ value: `value ${i}` })) },
      'TOO_MANY_VALUES',
      ['values'],
    ],
    ['a value of blanks', 'x', { kind: 'LIST', values: [{ value: ' ' }] }, 'BAD_VALUE', ['values', '0', 'value']],
    [
      'a synonym of two values',
      'x',
      {
        kind: 'LIST',
        values: [
          { value: 'Law', synonyms: ['direito'] },
          { value: 'Right', synonyms: ['Direito'] },
        ],
      },
      'AMBIGUOUS_VALUE',
      ['values', '1', 'synonyms', '0'],
    ],
    [
      'a synonym with U+0000',
      'x',
      { kind: 'LIST', values: [{ value: 'Law', synonyms: ['a\u0000b'] }] },
      'TEXT_INVALID',
      ['values', '0', 'synonyms', '0'],
    ],
    [
      'a value with half of a surrogate pair',
      'x',
      { kind: 'LIST', values: [{ value: 'a\ud83d' }] },
      'TEXT_INVALID',
      ['values', '0', 'value'],
    ],
    ['a pattern with U+0000', 'x', { kind: 'PATTERN', pattern: 'a\u0000b' }, 'TEXT_INVALID', ['pattern']],
    [
      'a language that is none',
      'x',
      { kind: 'LIST', values: [{ value: 'Law', language: 'not a tag' }] },
      'INVALID_INPUT',
      ['values', '0', 'language'],
    ],
  ])('refuse %s', async (_what, name, more, code, path) => {
    const before = await all();
    expect((await create(name, more)).errors).toEqual([{ code, path: ['input', ...path] }]);
    expect(await all()).toEqual(before);
  });

  it('refuse what does not exist', async () => {
    expect((await create('x', { kind: 'LEARNED', assistantId: 'none' })).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await update('entity_0', { pattern: 'a' })).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const gone = await here.mutate('deleteEntityType', { entityTypeId: 'entity_0' }, 'entityTypeId');
    expect(gone).toEqual({ entityTypeId: null, errors: [{ code: 'NOT_FOUND', path: ['input', 'entityTypeId'] }] });
  });

  it('whose patterns together would make every message slow are refused, made, changed or racing', async () => {
    // Each alone is allowed; every message would try them all.
    const large = { kind: 'PATTERN', pattern: '(?:[a-z]?){240}[0-9]' };
    const refused = { errors: [{ code: 'BAD_PATTERN', path: ['input', 'pattern'] }] };
    const made: EntityTypeAnswer[] = [];
    for (let i = 0; i < 9; i++) made.push((await create(`large_${i}`, large)).entityType!);
    const racing = await Promise.all(['racing_0', 'racing_1', 'racing_2'].map((name) => create(name, large)));
    expect(racing.map(({ errors }) => errors[0]?.code ?? 'MADE').toSorted()).toEqual([
      'BAD_PATTERN',
      'BAD_PATTERN',
      'MADE',
    ]);
    const small = (await create('small', { kind: 'PATTERN', pattern: 'x[0-9]{4}' })).entityType!;
    const before = await all();
    expect(await create('one_more', large)).toMatchObject(refused);
    expect(await update(small.id, { pattern: large.pattern })).toMatchObject(refused);
    expect(await all()).toEqual(before);

    expect((await update(made[0]!.id, { pattern: 'y[0-9]{4}' })).errors).toEqual([]);
    expect((await update(small.id, { pattern: large.pattern })).errors).toEqual([]);
    for (const { id, name } of await all())
      if (/large|racing|small/.test(name)) await here.mutate('deleteEntityType', { entityTypeId: id }, 'entityTypeId');
  });

  it('whose patterns were too large before there was a bound may stay, shrink, and have others without any beside them', async () => {
    const pattern = '(?:[a-z]?){240}[0-9]';
    const old = Array.from({ length: 12 }, (_, i) => ({ name: `old_${i}`, kind: 'PATTERN' as const, pattern }));
    await insertEntityTypes(room.database.db, definedEntityTypes(ASSISTANT, old, new Date()));
    const { id } = (await all()).find(({ name }) => name === 'old_0')!;
    expect((await update(id, { pattern: '(?:[a-z]?){200}[0-9]' })).errors).toEqual([]);
    const refused = { errors: [{ code: 'BAD_PATTERN', path: ['input', 'pattern'] }] };
    expect(await update(id, { pattern })).toMatchObject(refused);
    expect(await create('beside_1', { kind: 'PATTERN', pattern: 'x[0-9]{4}' })).toMatchObject(refused);
    expect((await create('beside_2', { kind: 'LIST', values: [{ value: 'Law', synonyms: [] }] })).errors).toEqual([]);
    const examples = [{ text: 'a train to [Lima](beside_3)', intent: 'travel', language: 'en', split: 'TRAIN' }];
    const imported = { assistantId: ASSISTANT, examples, createEntityTypes: true };
    expect(await here.mutate('importExamples', imported, 'newEntityTypes')).toEqual({
      newEntityTypes: ['beside_3'],
      errors: [],
    });
    for (const { id: one, name } of await all())
      if (/old|beside/.test(name)) await here.mutate('deleteEntityType', { entityTypeId: one }, 'entityTypeId');
  });

  it('are at most a hundred', async () => {
    const there = (await all()).length;
    for (let i = there; i < 100; i++) expect((await create(`type_${i}`, { kind: 'LEARNED' })).errors).toEqual([]);
    expect((await create('one_more', { kind: 'LEARNED' })).errors).toEqual([
      { code: 'INVALID_INPUT', path: ['input', 'name'] },
    ]);
    expect(await all()).toHaveLength(100);
  });
});
