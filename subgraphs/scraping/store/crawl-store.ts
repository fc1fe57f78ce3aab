import { sql } from 'kysely';
import { type CrawlFailure, type Db, tablesOf } from './tables.ts';

/** A crawl that this process may work on while its lease lasts. */
export interface ClaimedCrawl {
  crawlId: string;
  sourceId: string;
  assistantId: string;
  url: string;
  /** How often it was taken up, this time included. */
  attempts: number;
}

export async function insertCrawl(tx: Db, crawl: { id: string; sourceId: string; requestedAt: Date }): Promise<void> {
  await tablesOf(tx)
    .insertInto('crawl')
    .values({ ...crawl, state: 'OPEN' })
    .execute();
}

/** Takes up the oldest open crawl that nobody holds; undefined where there is none. Leases are by the database's clock, one for all. */
export async function claimCrawl(
  db: Db,
  { holder, leaseSeconds }: { holder: string; leaseSeconds: number },
): Promise<ClaimedCrawl | undefined> {
  const { rows } = await sql<ClaimedCrawl>`
    update scraping.crawl c
    set leased_by = ${holder}, leased_until = now() + make_interval(secs => ${leaseSeconds}), attempts = c.attempts + 1
    from scraping.source s
    where s.id = c.source_id and c.id = (
      select id from scraping.crawl
      where state = 'OPEN' and (leased_until is null or leased_until < now())
      order by requested_at, id limit 1 for update skip locked
    )
    returning c.id as crawl_id, c.source_id, s.assistant_id, s.url, c.attempts`.execute(db);
  return rows[0];
}

/** False where somebody else holds the crawl by now. */
export async function extendLease(
  db: Db,
  { crawlId, holder, leaseSeconds }: { crawlId: string; holder: string; leaseSeconds: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tablesOf(db)
    .updateTable('crawl')
    .set({ leasedUntil: sql<Date>`now() + make_interval(secs => ${leaseSeconds})` })
    .where('id', '=', crawlId)
    .where('state', '=', 'OPEN')
    .where('leasedBy', '=', holder)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Lets others take the crawl up at once, and does not count this attempt: the process stops, the crawl has done nothing wrong. */
export async function releaseCrawl(db: Db, { crawlId, holder }: { crawlId: string; holder: string }): Promise<void> {
  await tablesOf(db)
    .updateTable('crawl')
    .set((eb) => ({ leasedBy: null, leasedUntil: null, attempts: eb('attempts', '-', 1) }))
    .where('id', '=', crawlId)
    .where('state', '=', 'OPEN')
    .where('leasedBy', '=', holder)
    .execute();
}

/** Ends the crawl; false, and nothing changed, where somebody else holds it by now. */
export async function closeCrawl(
  tx: Db,
  {
    crawlId,
    holder,
    at,
    outcome,
  }: {
    crawlId: string;
    holder: string;
    at: Date;
    outcome: { pageCount: number; failures: readonly CrawlFailure[] } | { error: string };
  },
): Promise<boolean> {
  const change =
    'error' in outcome
      ? { state: 'FAILED' as const, error: outcome.error }
      : {
          state: 'FINISHED' as const,
          pageCount: outcome.pageCount,
          failures: JSON.stringify(outcome.failures),
        };
  const { numUpdatedRows } = await tablesOf(tx)
    .updateTable('crawl')
    .set({ ...change, finishedAt: at, leasedBy: null, leasedUntil: null })
    .where('id', '=', crawlId)
    .where('state', '=', 'OPEN')
    .where('leasedBy', '=', holder)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
