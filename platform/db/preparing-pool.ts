import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Pool, PoolClient, QueryResult } from 'pg';

/** Uses of a statement until it is prepared; the same threshold as the JDBC driver's. */
const USES = 5;
/** A connection keeps what it has prepared until it closes: a bound for statements that come in ever new shapes. */
const MOST_PREPARED = 300;
const MOST_COUNTED = 2_000;

/**
 * The pool as Kysely sees it, with the statements that come again and again prepared: parsing and planning them each time costs
 * PostgreSQL more than running them. A plan that no longer fits, since a migration changed its columns, is made anew.
 */
export function preparingPool(pool: Pool): PostgresPool {
  const statements = new Statements();
  const clients = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect();
      const preparing = clients.get(client) ?? preparingClient(client, statements);
      clients.set(client, preparing);
      return preparing;
    },
    end: () => pool.end(),
  };
}

function preparingClient(client: PoolClient, statements: Statements): PostgresPoolClient {
  async function query(text: string, values: readonly unknown[]): Promise<QueryResult> {
    // What takes a list is planned for that list. A plan for any list, made while its tables are small, reads them whole, and goes on doing so
    // as they grow, until they are analysed a minute later.
    const isWorthIt = values.length > 0 && !values.some(Array.isArray);
    const name = isWorthIt ? statements.nameOf(text) : undefined;
    if (name === undefined) return client.query(text, [...values]);
    try {
      return await client.query({ name, text, values: [...values] });
    } catch (error) {
      if (!isStalePlan(error)) throw error;
      statements.rename(text);
      try {
        return await client.query(text, [...values]);
      } catch {
        // In a transaction nothing can be asked any more after an error, and the first one is the reason.
        throw error;
      }
    }
  }
  return Object.assign(Object.create(client) as PostgresPoolClient, { query });
}

/** Which texts are worth preparing, and their names: the same in all connections, and never used for another text. */
class Statements {
  readonly #uses = new LRUCache<string, number>({ max: MOST_COUNTED });
  readonly #names = new Map<string, string>();
  #count = 0;

  nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#count >= MOST_PREPARED) return known;
    const uses = (this.#uses.get(text) ?? 0) + 1;
    this.#uses.set(text, uses);
    return uses < USES ? undefined : this.rename(text);
  }

  rename(text: string): string {
    const name = `malha_${this.#count++}`;
    this.#names.set(text, name);
    return name;
  }
}

const FEATURE_NOT_SUPPORTED = '0A000';

function isStalePlan(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && error.code === FEATURE_NOT_SUPPORTED && /plan/.test(error.message)
  );
}
