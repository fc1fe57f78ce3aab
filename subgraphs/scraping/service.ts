import { type Database, transaction } from '../../platform/db/index.ts';
import type { Clock } from '../../platform/lifecycle/index.ts';
import {
  type Assistants,
  idempotent,
  type IdempotentInput,
  InvalidState,
  invariant,
  newId,
  NotFound,
  type PageRequest,
  type RoomCall,
} from '../kit/index.ts';
import { normalizedUrl } from './crawler/page-url.ts';
import { SourceExists } from './errors.ts';
import { type PassageHit, type PassageQuestion, searchPassages } from './passage-search.ts';
import { insertCrawl } from './store/crawl-store.ts';
import {
  insertSource,
  listSources,
  lockSource,
  type SourceKey,
  sourcesById,
  updateSource,
} from './store/source-store.ts';
import type { SourceRow } from './store/tables.ts';

export interface AddSource extends IdempotentInput {
  assistantId: string;
  url: string;
}
export interface CrawlSource extends IdempotentInput {
  sourceId: string;
}
export interface ScrapingParts {
  db: Database;
  assistants: Assistants;
  clock: Clock;
  /** There is a crawl to be worked off. */
  onCrawlRequested: () => void;
}

/** The sources of assistants and what can be cited from them. */
export class ScrapingService {
  readonly #parts: ScrapingParts;

  constructor(parts: ScrapingParts) {
    this.#parts = parts;
  }

  /** Up to `limit + 1` sources in the order they were added. */
  sources(assistantId: string, page: PageRequest<SourceKey>): Promise<SourceRow[]> {
    return listSources(this.#parts.db, assistantId, page);
  }

  readonly sourcesById = async (ids: readonly string[]): Promise<Map<string, SourceRow>> => {
    const sources = await sourcesById(this.#parts.db, ids);
    return new Map(sources.map((source) => [source.id, source]));
  };

  /** @throws NotFound for the assistant, UrlRefused, SourceExists, IDEMPOTENCY_CONFLICT */
  async addSource(input: AddSource, call: RoomCall): Promise<SourceRow> {
    const url = normalizedUrl(input.url);
    const { db, assistants, clock } = this.#parts;
    await assistants.require(input.assistantId, call);
    const id = await transaction(db, (tx) =>
      idempotent(tx, { schema: 'scraping', operation: 'addSource', identity: call.identity, input }, async () => {
        const source: SourceRow = {
          id: newId('source'),
          assistantId: input.assistantId,
          url,
          state: 'IDLE',
          lastCrawledAt: null,
          lastError: null,
          pageCount: 0,
          createdAt: clock.now(),
        };
        if (!(await insertSource(tx, source))) throw new SourceExists();
        return source.id;
      }),
    );
    return this.#source(id);
  }

  /** Returns at once; the crawl goes on in a scraping process. @throws NotFound, InvalidState, IDEMPOTENCY_CONFLICT */
  async crawlSource(input: CrawlSource, call: RoomCall): Promise<SourceRow> {
    const { db, clock, onCrawlRequested } = this.#parts;
    const id = await transaction(db, (tx) =>
      idempotent(tx, { schema: 'scraping', operation: 'crawlSource', identity: call.identity, input }, async () => {
        const source = await lockSource(tx, input.sourceId);
        if (!source) throw new NotFound('source', ['input', 'sourceId']);
        if (source.state === 'CRAWLING')
          throw new InvalidState('This source is being crawled already.', ['input', 'sourceId']);
        await insertCrawl(tx, { id: newId('crawl'), sourceId: source.id, requestedAt: clock.now() });
        await updateSource(tx, source.id, { state: 'CRAWLING', lastError: null });
        return source.id;
      }),
    );
    onCrawlRequested();
    return this.#source(id);
  }

  /** The passages that fit a question, best first. The database stops looking when `signal` aborts. */
  searchPassages(question: PassageQuestion, signal: AbortSignal | undefined): Promise<PassageHit[]> {
    return searchPassages(this.#parts.db, question, signal);
  }

  async #source(id: string): Promise<SourceRow> {
    const [source] = await sourcesById(this.#parts.db, [id]);
    invariant(source, `source ${id} is there`);
    return source;
  }
}
