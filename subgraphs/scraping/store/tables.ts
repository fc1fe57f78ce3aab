import type { ColumnType, Generated } from 'kysely';
import type { Database, Transaction } from '../../../platform/db/index.ts';

// Not an interface: those have no index signature, which Kysely asks of a schema.
export type ScrapingTables = {
  source: SourceRow;
  crawl: CrawlTable;
  pageSnapshot: PageSnapshotRow;
  page: PageRow;
  passage: PassageTable;
};

export type SourceState = 'IDLE' | 'CRAWLING' | 'FAILED';

export interface SourceRow {
  id: string;
  assistantId: string;
  url: string;
  state: SourceState;
  lastCrawledAt: Date | null;
  lastError: string | null;
  pageCount: number;
  createdAt: Date;
}

export interface CrawlFailure {
  url: string;
  reason: string;
}

interface CrawlTable {
  id: string;
  sourceId: string;
  state: 'OPEN' | 'FINISHED' | 'FAILED';
  requestedAt: Date;
  finishedAt: ColumnType<Date | null, never, Date>;
  /** How often a process has taken it up. */
  attempts: Generated<number>;
  leasedBy: ColumnType<string | null, never, string | null>;
  leasedUntil: ColumnType<Date | null, never, Date | null>;
  pageCount: ColumnType<number | null, never, number>;
  failures: ColumnType<CrawlFailure[] | null, never, string>;
  error: ColumnType<string | null, never, string>;
}

/** A page as it was when it was fetched; never changed, so that a citation stays true. */
export interface PageSnapshotRow {
  id: string;
  sourceId: string;
  url: string;
  title: string | null;
  language: string | null;
  contentType: string;
  sha256: string;
  uri: string;
  fetchedAt: Date;
}

export interface PageRow {
  id: string;
  sourceId: string;
  url: string;
  snapshotId: string;
  etag: string | null;
  lastModified: string | null;
  /** The last crawl that saw it. */
  seenIn: string;
}

interface PassageTable {
  id: Generated<number>;
  pageId: string;
  assistantId: string;
  language: string;
  heading: string | null;
  text: string;
  search: string;
}

/** The database, or one transaction of it. */
export type Db = Database | Transaction;

export function tablesOf(db: Db) {
  return db.withSchema('scraping').withTables<ScrapingTables>();
}
