import { afterEach, expect, it } from 'vitest';
import { PageReader } from '../../../subgraphs/scraping/text/page-reader.ts';

const HONEST = Buffer.from('<title>Library</title><body><p>Open from 8 to 22.</p></body>');
/** What is left open is opened anew in every paragraph. */
const BOMB = Buffer.from(
  `<p>${Array.from({ length: 2_000 }, (_, i) => `<b a${i}>`).join('')}${'<p>x'.repeat(100_000)}`,
);
const DEEP = Buffer.from('<div>'.repeat(12_000));

const running = new AbortController();
let reader: PageReader | undefined;
afterEach(() => reader?.close());

it.each([
  { what: 'more memory than it may have', html: BOMB, limits: { megabytes: 64, deadlineMs: 600_000 }, says: 'memory' },
  { what: 'more time than it may have', html: BOMB, limits: { megabytes: 4_000, deadlineMs: 100 }, says: 'too long' },
  { what: 'a stack without end', html: DEEP, limits: { megabytes: 512, deadlineMs: 600_000 }, says: 'markup' },
])('gives up a page that takes $what', { timeout: 120_000 }, async ({ html, limits, says }) => {
  reader = new PageReader(running.signal, limits);
  await expect(reader.read(html, {})).rejects.toThrow(says);
});

it('goes on after a page that ended its process', { timeout: 120_000 }, async () => {
  reader = new PageReader(running.signal, { megabytes: 64, deadlineMs: 600_000 });
  await expect(reader.read(BOMB, {})).rejects.toThrow('memory');
  expect((await reader.read(HONEST, {})).blocks).toEqual([{ kind: 'text', text: 'Open from 8 to 22.' }]);
  expect((await reader.read(HONEST, { robotsTag: 'noindex' })).mayIndex).toBe(false);
});

it('is given up with the crawl, which is not the page’s fault', { timeout: 120_000 }, async () => {
  const crawl = new AbortController();
  reader = new PageReader(crawl.signal, { megabytes: 4_000, deadlineMs: 600_000 });
  await reader.read(HONEST, {});
  const reading = reader.read(BOMB, {});
  crawl.abort();
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
});
