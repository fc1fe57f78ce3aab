import { createHash } from 'node:crypto';
import { type PageReader, UnreadablePage } from '../text/page-reader.ts';
import type { PageText } from '../text/page-text.ts';
import type { HostThrottle } from './host-throttle.ts';
import type { PageArchive } from './page-archive.ts';
import type { Fetched, PageFetcher } from './page-fetcher.ts';
import { CrawlScope, isSameSite, normalizedUrl } from './page-url.ts';
import { readRobots, type RobotsAnswer } from './robots.ts';

/** A site may ask for more, but not that a crawl holds its place among the few that run for days. */
const LONGEST_PAUSE_MS = 60_000;

export interface CrawlLimits {
  maxPages: number;
  /** Links away from the start page. */
  maxDepth: number;
  /** Between two requests to one host; a longer pause asked for in robots.txt wins, up to a minute. */
  intervalMs: number;
}

export interface CrawlSummary {
  pageCount: number;
  /** Pages that gave no usable answer this time; what was known of them stays. */
  failures: { url: string; reason: string }[];
  /** Whether every reachable page was seen, so that a page not seen is really gone. */
  isComplete: boolean;
}

/** The source itself cannot be read; the message is for its owner. */
export class CrawlFailed extends Error {}

interface Visit {
  url: string;
  depth: number;
}

/** One crawl of one source: breadth first from the start page, within its host and folder, as polite as the owner asks. */
export class SiteCrawl {
  readonly #tools: SiteCrawlTools;
  readonly #robots = new Map<string, Promise<RobotsAnswer>>();
  readonly #known = new Set<string>();
  readonly #texts = new Set<string>();
  readonly #queue: Visit[] = [];
  readonly #failures: CrawlSummary['failures'] = [];
  readonly #start: string;
  #scope: CrawlScope;
  #pageCount = 0;

  constructor(startUrl: string, tools: SiteCrawlTools) {
    this.#start = startUrl;
    this.#tools = tools;
    this.#scope = new CrawlScope(startUrl);
  }

  /** @throws CrawlFailed where the start page cannot be had. Rejects with the signal's reason when aborted. */
  async run(): Promise<CrawlSummary> {
    const { limits, signal } = this.#tools;
    this.#enqueue(this.#start, 0);
    let visits = 0;
    for (let visit = this.#queue.shift(); visit && visits < limits.maxPages; visit = this.#queue.shift()) {
      signal.throwIfAborted();
      visits++;
      await this.#visit(visit);
    }
    const isComplete = this.#queue.length === 0 && this.#failures.length === 0;
    return { pageCount: this.#pageCount, failures: this.#failures, isComplete };
  }

  async #visit(visit: Visit): Promise<void> {
    const { archive, fetcher, signal } = this.#tools;
    const isStart = visit.url === this.#start;
    try {
      const fetched = await fetcher.fetch(visit.url, {
        ...(await archive.validators(visit.url)),
        signal,
        beforeEach: (url) => this.#beforeRequest(url, isStart),
      });
      if (isStart) this.#scope = new CrawlScope(fetched.url);
      await this.#take(visit, fetched);
    } catch (error) {
      if (!(error instanceof PageBarred || error instanceof UnreadablePage)) throw error;
      if (isStart) throw new CrawlFailed(error.message, { cause: error });
      await archive.drop(visit.url);
    }
  }

  async #take(visit: Visit, fetched: Fetched): Promise<void> {
    const { archive, reader } = this.#tools;
    switch (fetched.kind) {
      case 'failed':
        if (visit.url === this.#start) throw new CrawlFailed(fetched.reason);
        this.#failures.push({ url: visit.url, reason: fetched.reason });
        return;
      case 'refused':
        if (visit.url === this.#start) throw new CrawlFailed(fetched.reason);
        return archive.drop(visit.url);
      case 'unchanged': {
        const kept = await archive.confirm(fetched.url);
        if (!kept) return;
        this.#pageCount++;
        return this.#follow(visit, fetched.url, await reader.read(kept.html, { contentType: kept.contentType }));
      }
      case 'body':
        return this.#read(visit, fetched);
    }
  }

  async #read(visit: Visit, { url, body, contentType, headers }: Extract<Fetched, { kind: 'body' }>): Promise<void> {
    const { archive, reader } = this.#tools;
    if (!isHtml(contentType)) throw new PageBarred('this is not an HTML page');
    if (url !== visit.url) {
      await archive.drop(visit.url);
      // Another link led here already, or will be known to have.
      if (this.#known.has(url) && visit.url !== this.#start) return;
      this.#known.add(url);
    }
    const page = await reader.read(body, { contentType, robotsTag: headers.get('x-robots-tag') ?? '' });
    if (page.mayIndex && this.#isNewText(page)) {
      const validators = { etag: headers.get('etag'), lastModified: headers.get('last-modified') };
      await archive.keep({ url, html: body, contentType, page, validators });
      this.#pageCount++;
    } else await archive.drop(url);
    this.#follow(visit, url, page);
  }

  // The same text under several addresses (print views, session ids) is one page.
  #isNewText({ blocks }: PageText): boolean {
    const digest = createHash('sha256').update(JSON.stringify(blocks)).digest('base64');
    if (this.#texts.has(digest)) return false;
    this.#texts.add(digest);
    return true;
  }

  #follow({ depth }: Visit, url: string, page: PageText): void {
    if (depth >= this.#tools.limits.maxDepth) return;
    const base = page.base && URL.canParse(page.base, url) ? new URL(page.base, url).href : url;
    for (const link of page.links) {
      const target = linkTarget(link, base);
      if (target && this.#scope.includes(target)) this.#enqueue(target, depth + 1);
    }
  }

  #enqueue(url: string, depth: number): void {
    if (this.#known.has(url)) return;
    this.#known.add(url);
    this.#queue.push({ url, depth });
  }

  async #beforeRequest(url: string, isStart: boolean): Promise<void> {
    const isOurs = isStart ? isSameSite(this.#start, url) : this.#scope.includes(url);
    if (!isOurs) throw new PageBarred(`it leads to ${new URL(url).host}; add that address as a source of its own`);
    const robots = await this.#robotsOf(url);
    if (robots.kind === 'unreadable') throw new PageBarred(`robots.txt could not be read: ${robots.reason}`);
    if (!robots.rules.isAllowed(url)) throw new PageBarred('robots.txt does not allow it');
    await this.#turn(url, robots.rules.crawlDelayMs);
  }

  #robotsOf(url: string): Promise<RobotsAnswer> {
    const { origin } = new URL(url);
    let answer = this.#robots.get(origin);
    if (!answer) {
      answer = this.#turn(url).then(() => readRobots(url, this.#tools));
      this.#robots.set(origin, answer);
    }
    return answer;
  }

  #turn(url: string, crawlDelayMs = 0): Promise<void> {
    const { throttle, limits, signal } = this.#tools;
    const intervalMs = Math.max(limits.intervalMs, Math.min(crawlDelayMs, LONGEST_PAUSE_MS));
    return throttle.turn(new URL(url).host, { intervalMs, signal });
  }
}

export interface SiteCrawlTools {
  fetcher: PageFetcher;
  throttle: HostThrottle;
  archive: PageArchive;
  reader: Pick<PageReader, 'read'>;
  limits: CrawlLimits;
  signal: AbortSignal;
}

/** The page exists but is not ours to read. */
class PageBarred extends Error {}

function isHtml(contentType: string): boolean {
  return /^(text\/html|application\/xhtml\+xml)\b/i.test(contentType.trim());
}

function linkTarget(link: string, base: string): string | undefined {
  try {
    return normalizedUrl(link, base);
  } catch {
    // mailto:, javascript:, a mistyped address: a page may hold any text as a link
    return undefined;
  }
}
