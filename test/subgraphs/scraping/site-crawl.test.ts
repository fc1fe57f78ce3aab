import type { ServerResponse } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { AddressGuard, type ResolveHost } from '../../../platform/internet/index.ts';
import { HostThrottle } from '../../../subgraphs/scraping/crawler/host-throttle.ts';
import type { CrawledPage } from '../../../subgraphs/scraping/crawler/page-archive.ts';
import { PageFetcher } from '../../../subgraphs/scraping/crawler/page-fetcher.ts';
import { CrawlFailed, type CrawlSummary, SiteCrawl } from '../../../subgraphs/scraping/crawler/site-crawl.ts';
import { type PageDeclared, readPage } from '../../../subgraphs/scraping/text/page-text.ts';
import { page, serveSite, type TestPage, type TestSite } from './test-site.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function site(pages: Record<string, string | TestPage>): Promise<TestSite> {
  const served = await serveSite(pages);
  closing.push(() => served.close());
  return served;
}

/** Remembers what a crawl hands over. */
class Shelf {
  readonly kept = new Map<string, CrawledPage>();
  readonly dropped: string[] = [];
  validators(url: string) {
    return Promise.resolve(this.kept.get(url)?.validators ?? {});
  }
  keep(found: CrawledPage) {
    this.kept.set(found.url, found);
    return Promise.resolve();
  }
  confirm(url: string) {
    return Promise.resolve(this.kept.get(url));
  }
  drop(url: string) {
    this.dropped.push(url);
    this.kept.delete(url);
    return Promise.resolve();
  }
  paths(): string[] {
    return [...this.kept.keys()].map((url) => new URL(url).pathname + new URL(url).search);
  }
}

const toThisMachine: ResolveHost = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);

interface Options {
  shelf?: Shelf;
  pauses?: number[];
  privateHosts?: string[];
  resolve?: ResolveHost;
  maxPages?: number;
  timeoutMs?: number;
}

function crawl(
  url: string,
  { shelf = new Shelf(), pauses = [], maxPages = 50, timeoutMs = 30_000, ...guard }: Options = {},
): Promise<CrawlSummary> {
  const fetcher = new PageFetcher(new AddressGuard({ privateHosts: ['localhost'], ...guard }), {
    timeoutMs,
    maxBytes: 20_000,
  });
  closing.push(() => fetcher.close());
  let now = 0;
  const pause = (ms: number) => {
    pauses.push(ms);
    now += ms;
    return Promise.resolve();
  };
  const throttle = new HostThrottle({ now: () => now, pause });
  const limits = { maxPages, maxDepth: 3, intervalMs: 1_000 };
  const reader = { read: async (html: Uint8Array, declared: PageDeclared) => readPage(Buffer.from(html), declared) };
  return new SiteCrawl(url, {
    fetcher,
    throttle,
    archive: shelf,
    reader,
    limits,
    signal: new AbortController().signal,
  }).run();
}

describe('a crawl', () => {
  it('follows links within the host and the folder, three deep, and reads each page once', async () => {
    const shelf = new Shelf();
    const { origin, asked } = await site({
      '/help/': page('Help', {
        links: ['a', '/help/a#part', '/news', 'http://example.org/', 'mailto:x@y.z', 'a?utm_source=mail'],
      }),
      '/help/a': page('A', { links: ['/help/', 'b'] }),
      '/help/b': page('B', { links: ['c'] }),
      '/help/c': page('C', { links: ['d'] }),
      '/help/d': page('D'),
      '/news': page('News'),
    });
    const summary = await crawl(`${origin}/help/`, { shelf });
    expect(shelf.paths()).toEqual(['/help/', '/help/a', '/help/b', '/help/c']);
    expect(asked).toEqual(['/robots.txt', '/help/', '/help/a', '/help/b', '/help/c']);
    expect(summary).toEqual({ pageCount: 4, failures: [], isComplete: true });
  });

  it('stops at the page limit on a site without end and says that it has not seen all', async () => {
    const endless: TestPage = {
      answer: ({ url }, response) => {
        const n = Number(new URL(url ?? '', 'http://x').searchParams.get('n'));
        const links = [1, 2, 3, 4, 5, 6].map((k) => `/loop?n=${n * 6 + k}`);
        response.writeHead(200, { 'content-type': 'text/html' }).end(page(`Loop ${n}`, { links }));
      },
    };
    const served = await site({ '/robots.txt': '' });
    served.pages.set('/loop', endless);
    for (let n = 0; n < 500; n++) served.pages.set(`/loop?n=${n}`, endless);
    const summary = await crawl(`${served.origin}/loop`, { maxPages: 12 });
    expect(summary).toMatchObject({ pageCount: 12, isComplete: false });
    expect(served.asked.length).toBe(13);
  });

  it('keeps a page with several addresses once', async () => {
    const shelf = new Shelf();
    const { origin } = await site({
      '/': page('Home', { links: ['/print', '/screen'] }),
      '/print': page('Grades', { text: 'Grades come in July.' }),
      '/screen': page('Grades', { text: 'Grades come in July.' }),
    });
    await crawl(`${origin}/`, { shelf });
    expect(shelf.paths()).toEqual(['/', '/print']);
  });
});

describe('politeness', () => {
  it('obeys robots.txt for its own name and waits as long as it asks', async () => {
    const pauses: number[] = [];
    const shelf = new Shelf();
    const { origin, asked } = await site({
      '/robots.txt': {
        headers: { 'content-type': 'text/plain' },
        body: 'User-agent: *\nDisallow: /\n\nUser-agent: MalhaBot\nDisallow: /private\nCrawl-delay: 7\n',
      },
      '/': page('Home', { links: ['/private/a', '/b'] }),
      '/private/a': page('A'),
      '/b': page('B'),
    });
    await crawl(`${origin}/`, { shelf, pauses });
    expect(shelf.paths()).toEqual(['/', '/b']);
    expect(asked).not.toContain('/private/a');
    expect(pauses).toEqual([1_000, 7_000]);
  });

  it('reads no rule of robots.txt that is too long to be one', async () => {
    const shelf = new Shelf();
    const rules = ['User-agent: *', `Disallow: /${'*'.repeat(1_000)}`, 'Disallow: /private'];
    const { origin } = await site({
      '/robots.txt': {
        headers: { 'content-type': 'text/plain' },
        body: rules.join('\n'),
      },
      '/': page('Home', { links: ['/private/a', '/b'] }),
      '/private/a': page('A'),
      '/b': page('B'),
    });
    await crawl(`${origin}/`, { shelf });
    expect(shelf.paths()).toEqual(['/', '/b']);
  });

  it.each([
    ['999999999', 60_000],
    ['Infinity', 60_000],
    ['a while', 1_000],
    ['-5', 1_000],
  ])('waits no longer than a minute for a crawl delay of %s', async (delay, pausedMs) => {
    const pauses: number[] = [];
    const { origin } = await site({
      '/robots.txt': {
        headers: { 'content-type': 'text/plain' },
        body: `User-agent: *\nAllow: /\nCrawl-delay: ${delay}\n`,
      },
      '/': page('Home', { links: ['/a'] }),
      '/a': page('A'),
    });
    expect(await crawl(`${origin}/`, { pauses })).toMatchObject({ pageCount: 2 });
    expect(pauses).toEqual([1_000, pausedMs]);
  });

  it('reads nothing where robots.txt fails, and everything where there is none', async () => {
    const broken = await site({ '/robots.txt': { status: 503 }, '/': page('Home') });
    await expect(crawl(`${broken.origin}/`)).rejects.toThrow('robots.txt could not be read: the server answered 503');
    expect(broken.asked).toEqual(['/robots.txt']);
    const free = await site({ '/': page('Home') });
    expect(await crawl(`${free.origin}/`)).toMatchObject({ pageCount: 1 });
  });

  it('honours noindex, nofollow and rel=nofollow', async () => {
    const shelf = new Shelf();
    const { origin, asked } = await site({
      '/': page('Home', { links: ['/noindex', '/nofollow', '/header'] }),
      '/noindex': page('Hidden', { head: '<meta name="robots" content="noindex">', links: ['/c'] }),
      '/nofollow': page('Dead end', { head: '<meta name="ROBOTS" content="index, nofollow">', links: ['/d'] }),
      '/header': { headers: { 'x-robots-tag': 'noindex, nofollow' }, body: page('Header', { links: ['/e'] }) },
      '/c': `<main>see <a rel="external nofollow" href="/f">f</a></main>`,
      '/d': page('D'),
      '/e': page('E'),
      '/f': page('F'),
    });
    await crawl(`${origin}/`, { shelf });
    expect(shelf.paths()).toEqual(['/', '/nofollow', '/c']);
    expect(asked).not.toContain('/d');
    expect(asked).not.toContain('/e');
    expect(asked).not.toContain('/f');
  });

  it('says who it is, and asks for changes only on the next crawl', async () => {
    const shelf = new Shelf();
    const { origin, requests } = await site({
      '/': { headers: { etag: '"1"' }, body: page('Home', { links: ['/a'] }) },
      '/a': { headers: { etag: '"2"' }, body: page('A') },
    });
    await crawl(`${origin}/`, { shelf });
    const before = new Map(shelf.kept);
    requests.length = 0;
    expect(await crawl(`${origin}/`, { shelf })).toMatchObject({ pageCount: 2 });
    expect(requests.map(({ path, headers }) => [path, headers['if-none-match']])).toEqual([
      ['/robots.txt', undefined],
      ['/', '"1"'],
      ['/a', '"2"'],
    ]);
    expect(requests[0]?.headers['user-agent']).toBe('MalhaBot/1.0');
    expect(shelf.kept).toEqual(before);
  });
});

describe('what other servers may do to it', () => {
  it('follows redirects by hand and keeps the page under its final address', async () => {
    const shelf = new Shelf();
    const { origin } = await site({
      '/': page('Home', { links: ['/old', '/new'] }),
      '/old': { status: 301, headers: { location: '/new' } },
      '/new': page('New'),
    });
    await crawl(`${origin}/`, { shelf });
    expect(shelf.paths()).toEqual(['/', '/new']);
  });

  it.each([
    'http://127.0.0.1:1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::ffff:10.0.0.1]/',
    'file:///etc/passwd',
  ])('does not follow a redirect to %s', async (location) => {
    const shelf = new Shelf();
    const { origin, asked } = await site({
      '/robots.txt': { status: 302, headers: { location } },
      '/': page('Home'),
    });
    await expect(crawl(`${origin}/`, { shelf })).rejects.toThrow(CrawlFailed);
    expect(asked).toEqual(['/robots.txt']);
    const start = await site({ '/': { status: 302, headers: { location } } });
    await expect(crawl(`${start.origin}/`, { shelf })).rejects.toThrow(CrawlFailed);
    expect(shelf.kept.size).toBe(0);
  });

  it('gives up on a circle of redirects', async () => {
    const { origin } = await site({
      '/': { status: 302, headers: { location: '/b' } },
      '/b': { status: 302, headers: { location: '/' } },
    });
    await expect(crawl(`${origin}/`)).rejects.toThrow('more than 5 redirects');
  });

  it('does not connect to a name that leads to a private address', async () => {
    const { port, asked } = await site({ '/': page('Inside') });
    await expect(crawl(`http://inside.test:${port}/`, { resolve: toThisMachine })).rejects.toThrow(
      'inside.test is not an address on the public internet',
    );
    expect(asked).toEqual([]);
  });

  it('unpacks pages, measures them unpacked, and takes a broken packing for a failure', async () => {
    const shelf = new Shelf();
    const { origin } = await site({
      '/': page('Home', { links: ['/gzip', '/br', '/bomb', '/broken'] }),
      '/gzip': { headers: { 'content-encoding': 'gzip' }, body: gzipSync(page('Gzip')) },
      '/br': { headers: { 'content-encoding': 'br' }, body: brotliCompressSync(page('Brotli')) },
      '/bomb': { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(5_000_000)) },
      '/broken': { headers: { 'content-encoding': 'gzip' }, body: 'not gzip' },
    });
    const { failures } = await crawl(`${origin}/`, { shelf });
    expect(shelf.paths()).toEqual(['/', '/gzip', '/br']);
    expect(shelf.kept.get(`${origin}/br`)?.page.title).toBe('Brotli');
    expect(failures.map(({ reason }) => reason)).toEqual([
      'the page is larger than 20000 bytes',
      'incorrect header check',
    ]);
  });

  it('leaves out slow, huge and other-than-HTML pages and goes on', async () => {
    const shelf = new Shelf();
    const { origin } = await site({
      '/': page('Home', { links: ['/slow', '/huge', '/picture', '/broken', '/fine'] }),
      '/slow': { answer: () => undefined },
      '/huge': { answer: (_, response) => pour(response) },
      '/picture': { headers: { 'content-type': 'image/png' }, body: Buffer.from([1, 2, 3]) },
      '/broken': { status: 500 },
      '/fine': page('Fine'),
    });
    const summary = await crawl(`${origin}/`, { shelf, timeoutMs: 3_000 });
    expect(shelf.paths()).toEqual(['/', '/fine']);
    expect(summary.isComplete).toBe(false);
    expect(summary.failures.map(({ url, reason }) => [new URL(url).pathname, reason])).toEqual([
      ['/slow', 'no answer within 3000 ms'],
      ['/huge', 'the page is larger than 20000 bytes'],
      ['/broken', 'the server answered 500'],
    ]);
  });
});

function pour(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html' });
  const more = () => {
    while (!response.destroyed && response.write('x'.repeat(16_384)));
  };
  response.on('drain', more);
  more();
}
