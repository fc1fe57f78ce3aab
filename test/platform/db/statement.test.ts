import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertionOf, listOf, run, statement, verbatim } from '../../../platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ migrations: {} });
});
afterAll(() => database.close());

describe('a statement', () => {
  it('sends values as parameters, in their order, also those of its parts', async () => {
    const inner = statement`select ${'b; drop table x'}::text as second_part`;
    const rows = await run(
      database.db,
      statement`select ${'a'}::text as first_part, inner_one.*, ${3}::int as third from (${inner}) as inner_one`,
    );
    expect(rows).toEqual([{ firstPart: 'a', secondPart: 'b; drop table x', third: 3 }]);
  });

  it('takes lists and names of ours', async () => {
    const rows = await run(
      database.db,
      statement`select ${verbatim('count(*)')} as n from (values (${listOf([1, 'two', null])}), (${listOf([2, '', 'x'])})) as v`,
    );
    expect(rows).toEqual([{ n: 2 }]);
    expect(await run(database.db, statement`select ${listOf([true])}::boolean as one`)).toEqual([{ one: true }]);
  });

  it('inserts rows of every kind of column, as given', async () => {
    await sql`create table mixed (
      row_id text primary key, at timestamptz, tags text[], facts jsonb, share double precision, is_new boolean, note text
    )`.execute(database.db);
    const row = {
      rowId: 'b',
      at: new Date('2026-11-28T10:00:00.123Z'),
      tags: ['x, "y"', '{}', 'ã'],
      facts: { camelCase: [1, { deepKey: null }] },
      share: 0.1 + 0.2,
      isNew: true,
      note: `'; drop table mixed; -- \\ \n 🙂`,
    };
    const nothing = { rowId: 'a', at: null, tags: [], facts: [], share: null, isNew: false, note: null };
    expect(await run(database.db, statement`${insertionOf('mixed', [row, nothing])} returning row_id`)).toEqual([
      { rowId: 'b' },
      { rowId: 'a' },
    ]);
    expect(await run(database.db, statement`select * from mixed order by row_id`)).toEqual([nothing, row]);
  });

  it('inserts any number of rows by one text', () => {
    const [one, seven] = [1, 7].map((length) =>
      insertionOf(
        'mixed',
        Array.from({ length }, () => ({ rowId: 'a' })),
      ),
    );
    expect(one?.texts).toEqual(seven?.texts);
  });
});
