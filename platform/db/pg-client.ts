import { CompiledQuery } from 'kysely';
import type { Transaction } from './database.ts';

/** What a library that brings its own SQL needs of a `pg` client. */
export interface QueryOnly {
  query(text: string, values?: readonly unknown[]): Promise<{ rows: unknown[]; rowCount: number }>;
}

/** The transaction's own connection for a library that speaks `pg`: what it writes commits or rolls back with the rest. Names stay as they are in SQL. */
export function pgClientOf(tx: Transaction): QueryOnly {
  const plain = tx.withoutPlugins();
  return {
    async query(text, values = []) {
      const { rows, numAffectedRows } = await plain.executeQuery(CompiledQuery.raw(text, [...values]));
      return { rows, rowCount: Number(numAffectedRows ?? rows.length) };
    },
  };
}
