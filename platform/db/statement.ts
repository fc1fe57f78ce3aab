import { CompiledQuery } from 'kysely';
import type { Database, Transaction } from './database.ts';

/** SQL text with values between. */
export class Statement {
  readonly texts: readonly string[];
  readonly values: readonly unknown[];

  /** One text more than values. */
  constructor(texts: readonly string[], values: readonly unknown[]) {
    this.texts = texts;
    this.values = values;
  }
}

/**
 * SQL for the way of every message, where Kysely's tree of a statement costs more than sending it. Values become parameters; a value that
 * is a `Statement` itself becomes a part of the text. Names stay as they are in SQL; those of the rows come in camelCase, as everywhere.
 */
export function statement(texts: TemplateStringsArray, ...values: unknown[]): Statement {
  return new Statement(texts, values);
}

/** Text of ours, never of a caller, as it is. */
export function verbatim(text: string): Statement {
  return new Statement([text], []);
}

/**
 * A row of FROM that lets the statement's commit not wait for the disk. For what a later commit of the same answer relies on: that one waits,
 * and PostgreSQL writes its log in order, so whatever it confirms lies on the disk with all that was before it.
 */
export const FLUSHED_WITH_A_LATER_COMMIT = verbatim(`set_config('synchronous_commit', 'off', true)`);

/** The values, with commas between. */
export function listOf(values: readonly unknown[]): Statement {
  return new Statement(['', ...values.slice(1).map(() => ', '), ''], values);
}

/**
 * INSERT of any number of rows, at least one, as one text: batches of every size share one prepared statement, where a list of values makes
 * a new one of each. Columns are the names of the first row, which all rows have; each value is read from JSON as its column's type, and what
 * is undefined there is null, not the column's default. What follows the rows, as `on conflict`, is the caller's.
 */
export function insertionOf<Row extends object>(table: string, rows: readonly Row[]): Statement {
  const columns = columnsOf(rows[0] ?? {});
  const json = JSON.stringify(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [inSql(name), value]))),
  );
  return statement`
    insert into ${verbatim(table)} (${columns})
    select ${columns} from json_populate_recordset(null::${verbatim(table)}, ${json}::json)`;
}

/** For `on conflict … do update set`: these columns, as the row has them that met one. */
export function excluded(names: readonly string[]): Statement {
  return verbatim(names.map((name) => `${inSql(name)} = excluded.${inSql(name)}`).join(', '));
}

/** The names of a row as they are in SQL, with commas between. */
export function columnsOf(row: object): Statement {
  return verbatim(Object.keys(row).map(inSql).join(', '));
}

/** A name of ours, in camelCase, as it is in SQL. */
export function inSql(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export async function run<Row>(db: Database | Transaction, sql: Statement): Promise<Row[]> {
  const parameters: unknown[] = [];
  const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(textOf(sql, parameters), parameters));
  return rows;
}

function textOf({ texts, values }: Statement, parameters: unknown[]): string {
  let text = texts[0] ?? '';
  values.forEach((value, i) => {
    text += (value instanceof Statement ? textOf(value, parameters) : `$${parameters.push(value)}`) + texts[i + 1];
  });
  return text;
}
