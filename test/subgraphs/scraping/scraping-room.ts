import { Lifecycle } from '../../../platform/lifecycle/index.ts';
import { createLogger } from '../../../platform/log/index.ts';
import type { ObjectStore } from '../../../platform/objects/index.ts';
import { inProcessSource, type Rooms, type SubgraphSource } from '../../../subgraphs/kit/index.ts';
import {
  type CrawlOptions,
  createScraping,
  type Scraping,
  scrapingMigrations,
} from '../../../subgraphs/scraping/index.ts';
import { createTestBucket } from '../../kit/aws.ts';
import { createTestClock } from '../../kit/clock.ts';
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts';

const ASSISTANT = 'asst_1';

/** Conversation, as far as scraping asks it: one assistant exists. */
const conversation: Rooms = {
  ask: <TResult>(_: unknown, variables: object) =>
    Promise.resolve({
      assistant: 'id' in variables && variables.id === ASSISTANT ? { id: ASSISTANT } : null,
    } as TResult),
};
const log = createLogger({ level: 'silent', name: 'test' });

/** The scraping room over a database and a bucket of its own, asked through its graph. */
export class ScrapingRoom {
  readonly database: TestDatabase;
  readonly objects: ObjectStore;
  readonly clock = createTestClock();

  private constructor(database: TestDatabase, objects: ObjectStore) {
    this.database = database;
    this.objects = objects;
  }

  static async open(): Promise<ScrapingRoom> {
    const database = await createTestDatabase({ migrations: scrapingMigrations });
    const objects = await createTestBucket();
    return new ScrapingRoom(database, objects);
  }

  /** One process that serves the room; with `start()` it also crawls. */
  async process(crawl: CrawlOptions = {}): Promise<RoomProcess> {
    const lifecycle = new Lifecycle();
    const options = { privateHosts: ['localhost'], delayMs: 0, timeoutMs: 10_000, ...crawl };
    const scraping = createScraping({
      db: this.database.db,
      rooms: conversation,
      objects: this.objects,
      clock: this.clock,
      log,
      crawl: options,
    });
    return new RoomProcess(scraping, lifecycle);
  }

  close(): Promise<void> {
    return this.database.close();
  }
}

export interface SourceAnswer {
  id: string;
  url: string;
  state: string;
  pageCount: number;
  lastCrawledAt: string | null;
  lastError: string | null;
}
export interface HitAnswer {
  title: string | null;
  url: string;
  passage: string;
  isRelevant: boolean;
  rank: number;
  pageSnapshotId: string;
}
type Errors = { code: string; path: string[] | null }[];

const SOURCE = 'id url state pageCount lastCrawledAt lastError';

export class RoomProcess {
  readonly #scraping: Scraping;
  readonly source: SubgraphSource;
  readonly #lifecycle: Lifecycle;

  constructor(scraping: Scraping, lifecycle: Lifecycle) {
    this.#scraping = scraping;
    this.source = inProcessSource(scraping.subgraph, log);
    this.#lifecycle = lifecycle;
  }

  async start(): Promise<void> {
    await this.#scraping.start(this.#lifecycle);
  }

  stop(): Promise<void> {
    return this.#lifecycle.stop('test');
  }

  async ask<T>(query: string, variables: Record<string, unknown>): Promise<T> {
    const { data, errors } = await this.source.execute({
      query,
      variables,
      identity: { id: 'admin', roles: ['admin'] },
      requestId: 'test',
    });
    if (errors) throw new Error(JSON.stringify(errors));
    return data as T;
  }

  async addSource(url: string, extra: object = {}): Promise<{ source: SourceAnswer | null; errors: Errors }> {
    const { addSource } = await this.ask<{ addSource: { source: SourceAnswer | null; errors: Errors } }>(
      `mutation($input: AddSourceInput!) { addSource(input: $input) { source { ${SOURCE} } errors { code path } } }`,
      { input: { assistantId: ASSISTANT, url, ...extra } },
    );
    return addSource;
  }

  async crawlSource(sourceId: string, extra: object = {}): Promise<{ source: SourceAnswer | null; errors: Errors }> {
    const { crawlSource } = await this.ask<{ crawlSource: { source: SourceAnswer | null; errors: Errors } }>(
      `mutation($input: CrawlSourceInput!) { crawlSource(input: $input) { source { ${SOURCE} } errors { code path } } }`,
      { input: { sourceId, ...extra } },
    );
    return crawlSource;
  }

  async sources(first = 100): Promise<SourceAnswer[]> {
    const { sources } = await this.ask<{ sources: { edges: { node: SourceAnswer }[] } }>(
      `query($id: ID!, $first: Int!) { sources(assistantId: $id, first: $first) { edges { node { ${SOURCE} } } } }`,
      { id: ASSISTANT, first },
    );
    return sources.edges.map(({ node }) => node);
  }

  async search(query: string, language: string | null = 'en'): Promise<HitAnswer[]> {
    const { searchPassages } = await this.ask<{ searchPassages: HitAnswer[] }>(
      `query($id: ID!, $query: String!, $language: String) { searchPassages(assistantId: $id, query: $query, language: $language, first: 3) {
        title url passage isRelevant rank pageSnapshotId } }`,
      { id: ASSISTANT, query, language },
    );
    return searchPassages;
  }

  /** Adds a source, crawls it and waits for the end. */
  async learn(url: string): Promise<SourceAnswer> {
    const { source, errors } = await this.addSource(url);
    if (!source) throw new Error(JSON.stringify(errors));
    await this.crawlSource(source.id);
    return this.crawled(source.id);
  }

  /** The source once its crawl has ended. */
  async crawled(sourceId: string): Promise<SourceAnswer> {
    for (;;) {
      const source = (await this.sources()).find(({ id }) => id === sourceId);
      if (source && source.state !== 'CRAWLING') return source;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
