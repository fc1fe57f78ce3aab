import { type Database, transaction } from '../../../platform/db/index.ts';
import { type Clock, type Lifecycle, WakeUp } from '../../../platform/lifecycle/index.ts';
import type { Logger } from '../../../platform/log/index.ts';
import type { ObjectStore } from '../../../platform/objects/index.ts';
import { claimCrawl, type ClaimedCrawl, closeCrawl, extendLease, releaseCrawl } from '../store/crawl-store.ts';
import { countPages, deleteUnseenPages } from '../store/page-store.ts';
import { updateSource } from '../store/source-store.ts';
import { PageReader } from '../text/page-reader.ts';
import type { HostThrottle } from './host-throttle.ts';
import type { PageFetcher } from './page-fetcher.ts';
import { CrawlFailed, type CrawlLimits, type CrawlSummary, SiteCrawl } from './site-crawl.ts';
import { SourceArchive } from './source-archive.ts';

const LEASE_SECONDS = 20;
const HEARTBEAT_MS = 5_000;
const POLL_MS = 5_000;
const MAX_ATTEMPTS = 3;
const CRAWLS_AT_ONCE = 2;

export interface CrawlRunnerParts {
  db: Database;
  objects: ObjectStore;
  clock: Clock;
  log: Logger;
  fetcher: PageFetcher;
  throttle: HostThrottle;
  limits: CrawlLimits;
  detectLanguage: (text: string) => Promise<string>;
  /** Of this process and runner: who holds a lease. */
  holder: string;
}

/**
 * Works off open crawls, two at a time. A crawl is held by a lease; where a process dies, its crawls go on in another, or here
 * after the restart. One that was taken up three times without an end fails, visibly.
 */
export class CrawlRunner {
  readonly #parts: CrawlRunnerParts;
  readonly #running = new Set<Promise<void>>();
  readonly #wakeUp = new WakeUp();

  constructor(parts: CrawlRunnerParts) {
    this.#parts = parts;
  }

  start(lifecycle: Lifecycle): void {
    const working = this.#work(lifecycle.signal);
    lifecycle.onStop('crawls', async () => {
      await working;
      await Promise.allSettled(this.#running);
    });
  }

  /** There is a new crawl: look now. */
  lookNow(): void {
    this.#wakeUp.call();
  }

  async #work(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#wakeUp.reset();
      try {
        await this.#takeUp(signal);
      } catch (error) {
        this.#parts.log.warn({ err: error }, 'open crawls could not be read');
      }
      await this.#wakeUp.wait(POLL_MS, signal);
    }
  }

  async #takeUp(signal: AbortSignal): Promise<void> {
    const { db, holder, log } = this.#parts;
    while (this.#running.size < CRAWLS_AT_ONCE) {
      const claimed = await claimCrawl(db, { holder, leaseSeconds: LEASE_SECONDS });
      if (!claimed) return;
      const run: Promise<void> = this.run(claimed, signal)
        .catch((error: unknown) => log.error({ err: error, crawlId: claimed.crawlId }, 'crawl interrupted'))
        .finally(() => {
          this.#running.delete(run);
          this.lookNow();
        });
      this.#running.add(run);
    }
  }

  /** Runs one claimed crawl to its end, or until the lease is lost or `signal` aborts. */
  async run(claimed: ClaimedCrawl, signal: AbortSignal): Promise<void> {
    const { db, holder, log } = this.#parts;
    if (claimed.attempts > MAX_ATTEMPTS)
      return this.#fail(claimed, `the crawl was interrupted ${MAX_ATTEMPTS} times before its end`);
    const lost = new AbortController();
    const heartbeat = setInterval(() => void this.#extend(claimed, lost), HEARTBEAT_MS);
    try {
      await this.#finish(claimed, await this.#crawl(claimed, AbortSignal.any([signal, lost.signal])));
    } catch (error) {
      if (lost.signal.aborted) log.warn({ crawlId: claimed.crawlId }, 'crawl lost its lease');
      else if (signal.aborted) await releaseCrawl(db, { crawlId: claimed.crawlId, holder });
      else if (error instanceof CrawlFailed) await this.#fail(claimed, error.message);
      else throw error;
    } finally {
      clearInterval(heartbeat);
    }
  }

  async #crawl(claimed: ClaimedCrawl, signal: AbortSignal): Promise<CrawlSummary> {
    const { db, objects, clock, fetcher, throttle, limits, detectLanguage } = this.#parts;
    const archive = new SourceArchive({ db, objects, clock, detectLanguage, crawl: claimed });
    const reader = new PageReader(signal);
    try {
      return await new SiteCrawl(claimed.url, { fetcher, throttle, archive, reader, limits, signal }).run();
    } finally {
      reader.close();
    }
  }

  async #extend({ crawlId }: ClaimedCrawl, lost: AbortController): Promise<void> {
    const { db, holder, log } = this.#parts;
    try {
      if (!(await extendLease(db, { crawlId, holder, leaseSeconds: LEASE_SECONDS })))
        lost.abort(new Error('lease lost'));
    } catch (error) {
      // The lease outlives a few missed beats; if the database stays away, the crawl's own writes will fail.
      log.warn({ err: error, crawlId }, 'crawl could not extend its lease');
    }
  }

  async #finish({ crawlId, sourceId, url }: ClaimedCrawl, summary: CrawlSummary): Promise<void> {
    const { db, holder, clock, log } = this.#parts;
    const at = clock.now();
    const isOurs = await transaction(db, async (tx) => {
      if (!(await closeCrawl(tx, { crawlId, holder, at, outcome: summary }))) return false;
      if (summary.isComplete) await deleteUnseenPages(tx, sourceId, crawlId);
      const pageCount = await countPages(tx, sourceId);
      await updateSource(tx, sourceId, { state: 'IDLE', lastCrawledAt: at, lastError: null, pageCount });
      return true;
    });
    if (isOurs)
      log.info({ sourceId, url, pages: summary.pageCount, failures: summary.failures.length }, 'source crawled');
  }

  async #fail({ crawlId, sourceId, url }: ClaimedCrawl, reason: string): Promise<void> {
    const { db, holder, clock, log } = this.#parts;
    await transaction(db, async (tx) => {
      if (!(await closeCrawl(tx, { crawlId, holder, at: clock.now(), outcome: { error: reason } }))) return;
      const pageCount = await countPages(tx, sourceId);
      await updateSource(tx, sourceId, { state: 'FAILED', lastError: reason, pageCount });
    });
    log.warn({ sourceId, url, reason }, 'source could not be crawled');
  }
}
