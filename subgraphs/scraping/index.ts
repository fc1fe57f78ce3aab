import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Migration } from '../../platform/db/index.ts';
import { AddressGuard, type ResolveHost } from '../../platform/internet/index.ts';
import { languageDetector } from '../../platform/language/index.ts';
import type { Clock, Lifecycle } from '../../platform/lifecycle/index.ts';
import type { Logger } from '../../platform/log/index.ts';
import type { ObjectStore } from '../../platform/objects/index.ts';
import { Assistants, buildSubgraph, newId, type Rooms, type Subgraph } from '../kit/index.ts';
import { CrawlRunner } from './crawler/crawl-runner.ts';
import { HostThrottle } from './crawler/host-throttle.ts';
import { PageFetcher } from './crawler/page-fetcher.ts';
import * as create from './migrations/20261122T1510-scraping-create.ts';
import { SourceResolver } from './resolvers.ts';
import { ScrapingService } from './service.ts';

export const scrapingMigrations: Readonly<Record<string, Migration>> = { '20261122T1510-scraping-create': create };

export interface CrawlOptions {
  /** `host` or `host:port` that may have private addresses; none by default. */
  privateHosts?: readonly string[];
  /** Between two requests to one host; a second by default. */
  delayMs?: number;
  maxPages?: number;
  maxDepth?: number;
  timeoutMs?: number;
  maxBytes?: number;
  /** Told to the sites that are read. */
  contactUrl?: string | undefined;
  /** How names become addresses; the system's way by default. */
  resolve?: ResolveHost;
}

export interface ScrapingDependencies {
  db: Database;
  rooms: Rooms;
  objects: ObjectStore;
  clock: Clock;
  log: Logger;
  crawl: CrawlOptions;
}

/** The room of outside knowledge: reads sites politely and finds passages to cite. */
export interface Scraping {
  readonly subgraph: Subgraph;
  readonly service: ScrapingService;
  /** Works off crawls, those that another process left too, until the lifecycle stops. */
  start(lifecycle: Lifecycle): Promise<void>;
}

export function createScraping({ db, rooms, objects, clock, log, crawl }: ScrapingDependencies): Scraping {
  const {
    privateHosts,
    delayMs = 1_000,
    maxPages = 50,
    maxDepth = 3,
    timeoutMs = 10_000,
    maxBytes = 2_000_000,
  } = crawl;
  const guard = new AddressGuard({
    ...(privateHosts && { privateHosts }),
    ...(crawl.resolve && { resolve: crawl.resolve }),
  });
  const fetcher = new PageFetcher(guard, { timeoutMs, maxBytes, contactUrl: crawl.contactUrl });
  const throttle = new HostThrottle({
    now: () => performance.now(),
    pause: (ms, signal) => pause(ms, undefined, { signal }),
  });
  const limits = { maxPages, maxDepth, intervalMs: delayMs };
  const runner = new CrawlRunner({
    db,
    objects,
    clock,
    log,
    fetcher,
    throttle,
    limits,
    detectLanguage: async (text) => (await languageDetector()).languageOf(text),
    holder: newId('crawler'),
  });
  const service = new ScrapingService({
    db,
    assistants: new Assistants(rooms),
    clock,
    onCrawlRequested: () => runner.lookNow(),
  });
  const subgraph = buildSubgraph({
    name: 'scraping',
    resolvers: [new SourceResolver(service)],
    references: { Source: service.sourcesById },
  });
  return {
    subgraph,
    service,
    start(lifecycle) {
      lifecycle.onStop('crawler connections', () => fetcher.close());
      runner.start(lifecycle);
      return Promise.resolve();
    },
  };
}
