import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RoomProcess, ScrapingRoom } from './scraping-room.ts';
import { page, serveSite, type TestPage, type TestSite } from './test-site.ts';

let room: ScrapingRoom;
let here: RoomProcess;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  room = await ScrapingRoom.open();
});
beforeEach(async () => {
  here = await room.process();
  closing.push(() => here.stop());
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
afterAll(() => room.close());

async function site(pages: Record<string, string | TestPage>): Promise<TestSite> {
  const served = await serveSite(pages);
  closing.push(() => served.close());
  return served;
}

async function rows<T>(query: ReturnType<typeof sql<T>>): Promise<T[]> {
  return (await query.execute(room.database.db)).rows;
}

describe('adding a source', () => {
  it('keeps one spelling of an address, once for each assistant', async () => {
    const { source } = await here.addSource('HTTP://Example.ORG:80/help?utm_source=x#top');
    expect(source).toMatchObject({ url: 'http://example.org/help', state: 'IDLE', pageCount: 0, lastCrawledAt: null });
    expect((await here.addSource('http://example.org/help')).errors).toEqual([
      { code: 'SOURCE_EXISTS', path: ['input', 'url'] },
    ]);
  });

  it.each([
    'ftp://example.org/',
    'file:///etc/passwd',
    'example.org',
    'http://me:secret@example.org/',
    'javascript:alert(1)',
  ])('refuses %s', async (url) => {
    expect((await here.addSource(url)).errors).toEqual([{ code: 'URL_REFUSED', path: ['input', 'url'] }]);
  });

  it('refuses an assistant that does not exist, and repeats itself for the same key', async () => {
    expect((await here.addSource('http://a.example/', { assistantId: 'asst_none' })).errors[0]?.code).toBe('NOT_FOUND');
    const first = await here.addSource('http://key.example/', { idempotencyKey: 'k1' });
    expect(await here.addSource('http://key.example/', { idempotencyKey: 'k1' })).toEqual(first);
    const other = await here.addSource('http://other.example/', { idempotencyKey: 'k1' });
    expect(other.errors[0]?.code).toBe('IDEMPOTENCY_CONFLICT');
  });

  it('pages through the sources in the order they were added', async () => {
    const all = await here.sources();
    const query = `query($id: ID!, $after: String) { sources(assistantId: $id, first: 1, after: $after) {
      edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }`;
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { sources }: { sources: SourcePage } = await here.ask(query, { id: 'asst_1', after });
      seen.push(...sources.edges.map(({ node }) => node.id));
      after = sources.pageInfo.hasNextPage ? sources.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(all.map(({ id }) => id));
    await expect(here.ask(query, { id: 'asst_1', after: 'nonsense' })).rejects.toThrow('BAD_USER_INPUT');
  });
});

describe('crawling a source', () => {
  it('returns at once, reads the pages, keeps them on S3 by their digest and makes them citable', async () => {
    const { origin } = await site({
      '/': page('Parking', { text: 'Visitors park in lot seven for six reais an hour.', links: ['/gym'] }),
      '/gym': page('Gym', { text: 'The gym opens at six in the morning.' }),
    });
    const { source } = await here.addSource(`${origin}/`);
    const started = await here.crawlSource(source?.id ?? '');
    expect(started.source).toMatchObject({ state: 'CRAWLING' });
    await here.start();
    expect(await here.crawled(source?.id ?? '')).toMatchObject({
      state: 'IDLE',
      pageCount: 2,
      lastError: null,
      lastCrawledAt: room.clock.now().toISOString(),
    });

    const [hit] = await here.search('when does the gym open?');
    expect(hit).toMatchObject({ title: 'Gym', url: `${origin}/gym`, isRelevant: true });
    const [snapshot] = await rows(sql<{ uri: string; sha256: string; fetchedAt: Date }>`
      select uri, sha256, fetched_at from scraping.page_snapshot where id = ${hit?.pageSnapshotId}`);
    expect(snapshot?.uri).toBe(room.objects.uri(`pages/${snapshot?.sha256}.html`));
    const kept = await room.objects.get(room.objects.keyOf(snapshot?.uri ?? ''));
    expect(Buffer.from(kept).toString()).toContain('The gym opens at six');
  });

  it('refuses a second crawl while one is open, and an unknown source', async () => {
    const { source } = await here.addSource('http://localhost:1/busy');
    await here.crawlSource(source?.id ?? '');
    expect((await here.crawlSource(source?.id ?? '')).errors[0]?.code).toBe('INVALID_STATE');
    expect((await here.crawlSource('source_none')).errors).toEqual([
      { code: 'NOT_FOUND', path: ['input', 'sourceId'] },
    ]);
    await here.start();
    expect(await here.crawled(source?.id ?? '')).toMatchObject({ state: 'FAILED' });
  });

  it('says why a source cannot be read, and what was read before can still be cited', async () => {
    const served = await site({ '/': page('Library', { text: 'Overdue books cost fifty cents a day.' }) });
    await here.start();
    const source = await here.learn(`${served.origin}/`);
    served.pages.set('/', { status: 503 });
    await here.crawlSource(source.id);
    expect(await here.crawled(source.id)).toMatchObject({
      state: 'FAILED',
      lastError: 'the server answered 503',
      pageCount: 1,
      lastCrawledAt: source.lastCrawledAt,
    });
    expect((await here.search('library overdue books'))[0]).toMatchObject({ title: 'Library', isRelevant: true });
  });

  it('does not read a private address that the configuration does not name', async () => {
    await here.start();
    const { port, asked } = await site({ '/': page('Secrets') });
    expect(await here.learn(`http://127.0.0.1:${port}/`)).toMatchObject({
      state: 'FAILED',
      lastError: 'robots.txt could not be read: 127.0.0.1 is not an address on the public internet',
    });
    expect(asked).toEqual([]);
  });

  it('follows what a site changes: new text, gone pages, the same bytes once', async () => {
    const served = await site({
      '/': page('Home', { links: ['/visa', '/bus'] }),
      '/visa': page('Visa', { text: 'Exchange students need a consular visa.' }),
      '/bus': page('Bus', { text: 'The shuttle bus leaves every half hour.' }),
    });
    await here.start();
    const source = await here.learn(`${served.origin}/`);
    const snapshots = () =>
      rows(
        sql<{
          url: string;
        }>`select url from scraping.page_snapshot where source_id = ${source.id} order by fetched_at, url`,
      );
    const before = await snapshots();

    served.pages.set('/', { body: page('Home', { links: ['/bus'] }) });
    served.pages.set('/bus', { body: page('Bus', { text: 'The shuttle bus was replaced by a tram.' }) });
    room.clock.advance(86_400_000);
    await here.crawlSource(source.id);
    expect(await here.crawled(source.id)).toMatchObject({ pageCount: 2 });
    expect(await here.search('consular visa for exchange students')).toEqual([]);
    expect((await here.search('shuttle bus'))[0]?.passage).toContain('replaced by a tram');
    // Snapshots of the past stay: an answer given last week still has its source.
    expect((await snapshots()).length).toBe(before.length + 2);

    await here.crawlSource(source.id);
    await here.crawled(source.id);
    expect((await snapshots()).length).toBe(before.length + 2);
  });

  it('goes on with a crawl whose process died, and fails one that never ends', async () => {
    const { origin } = await site({ '/': page('Home', { text: 'The rectory moved to building nine.' }) });
    const { source } = await here.addSource(`${origin}/`);
    const id = source?.id ?? '';
    await here.crawlSource(id);
    await sql`update scraping.crawl set leased_by = 'dead', leased_until = now() + interval '1 hour', attempts = 1
      where source_id = ${id}`.execute(room.database.db);
    await here.start();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await here.sources()).find((known) => known.id === id)?.state).toBe('CRAWLING');

    await sql`update scraping.crawl set leased_until = now() - interval '1 second' where source_id = ${id}`.execute(
      room.database.db,
    );
    const next = await room.process();
    closing.push(() => next.stop());
    await next.start();
    expect(await next.crawled(id)).toMatchObject({ state: 'IDLE', pageCount: 1 });

    await next.crawlSource(id);
    await next.stop();
    await sql`update scraping.crawl set attempts = 3, leased_by = 'dead', leased_until = now() - interval '1 second', state = 'OPEN'
      where id = (select id from scraping.crawl where source_id = ${id} order by requested_at desc, id desc limit 1)`.execute(
      room.database.db,
    );
    await sql`update scraping.source set state = 'CRAWLING' where id = ${id}`.execute(room.database.db);
    const last = await room.process();
    closing.push(() => last.stop());
    await last.start();
    expect(await last.crawled(id)).toMatchObject({
      state: 'FAILED',
      lastError: 'the crawl was interrupted 3 times before its end',
    });
  });

  it('lets go of its crawl when the process stops, so that another goes on at once', async () => {
    const served = await site({
      '/': page('Home', { links: ['/slow'] }),
      '/slow': { answer: () => undefined },
    });
    await here.start();
    const { source } = await here.addSource(`${served.origin}/`);
    const id = source?.id ?? '';
    await here.crawlSource(id);
    while (!served.asked.includes('/slow')) await new Promise((resolve) => setTimeout(resolve, 10));
    await here.stop();
    expect(await rows(sql`select state, attempts, leased_by from scraping.crawl where source_id = ${id}`)).toEqual([
      { state: 'OPEN', attempts: 0, leasedBy: null },
    ]);
    served.pages.set('/slow', { body: page('Slow', { text: 'It came after all.' }) });
    const next = await room.process();
    closing.push(() => next.stop());
    await next.start();
    expect(await next.crawled(id)).toMatchObject({ state: 'IDLE', pageCount: 2 });
  });
});

interface SourcePage {
  edges: { node: { id: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}
