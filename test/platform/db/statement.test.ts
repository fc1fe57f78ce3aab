import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listOf, run, statement, verbatim } from '../../../platform/db/index.ts';
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
});
