import { describe, expect, it } from 'vitest';
import { CrawlScope, isSameSite } from '../../../subgraphs/scraping/crawler/page-url.ts';
import { readPage } from '../../../subgraphs/scraping/text/page-text.ts';
import { passagesOf } from '../../../subgraphs/scraping/text/passages.ts';

function read(html: string, options?: Parameters<typeof readPage>[1]) {
  return readPage(Buffer.from(html), options);
}
const words = (count: number, word = 'word') => Array.from({ length: count }, (_, i) => `${word}${i}`).join(' ');

describe('reading a page', () => {
  it('keeps what a person reads, in order, and leaves out the frame around it', () => {
    const { title, language, blocks } = read(`<html lang="pt-BR"><head><title> Biblioteca
      Central </title><style>p {}</style></head><body>
      <header>Site banner</header><nav>Menu</nav>
      <h1>Biblioteca</h1><p>Aberta <b>todo</b> dia.<br>Menos domingo.</p>
      <script>alert(1)</script><div hidden>secret</div>
      <ul><li>Sala 1</li><li>Sala 2</li></ul>
      <table><tr><th>Dia</th><th>Hora</th></tr><tr><td>Segunda</td><td>8h</td></tr></table>
      <footer>© 2026</footer></body></html>`);
    expect(title).toBe('Biblioteca Central');
    expect(language).toBe('pt-BR');
    expect(blocks).toEqual([
      { kind: 'heading', text: 'Biblioteca' },
      { kind: 'text', text: 'Aberta todo dia. Menos domingo.' },
      { kind: 'text', text: 'Sala 1' },
      { kind: 'text', text: 'Sala 2' },
      { kind: 'text', text: 'Dia · Hora' },
      { kind: 'text', text: 'Segunda · 8h' },
    ]);
  });

  it('reads the main part alone where the page marks one', () => {
    const { blocks } = read(
      '<body><div>Cookies!</div><main><header><h1>Visa</h1></header><p>Apply early.</p></main></body>',
    );
    expect(blocks.map(({ text }) => text)).toEqual(['Visa', 'Apply early.']);
  });

  it('reads the encoding that the server or the page names', () => {
    const latin1 = Buffer.from('<main><p>Inscri\u00e7\u00e3o</p></main>', 'latin1');
    expect(readPage(latin1, { contentType: 'text/html; charset=ISO-8859-1' }).blocks[0]?.text).toBe('Inscrição');
    const meta = Buffer.from('<meta charset="windows-1252"><main><p>Inscri\u00e7\u00e3o</p></main>', 'latin1');
    expect(readPage(meta, { contentType: 'text/html' }).blocks[0]?.text).toBe('Inscrição');
    expect(read('<main><p>Inscrição</p></main>').blocks[0]?.text).toBe('Inscrição');
  });

  it('survives what is not a page at all', () => {
    expect(read('').blocks).toEqual([]);
    expect(read('<<<>>><p>a<div></p>').blocks.length).toBeLessThan(3);
  });
});

describe('cutting passages', () => {
  it('begins a new one at each heading and names it', () => {
    const blocks = read(
      `<main><h2>Loans</h2><p>${words(30)}</p><h2>Fines</h2><p>${words(30, 'fine')}</p></main>`,
    ).blocks;
    expect(passagesOf(blocks).map(({ heading, text }) => [heading, text.split(/\s/).length])).toEqual([
      ['Loans', 30],
      ['Fines', 30],
    ]);
  });

  it('joins a section of a few words with the next', () => {
    const blocks = read(`<main><h2>Help</h2><p>Ask us.</p><h2>Fines</h2><p>${words(30, 'fine')}</p></main>`).blocks;
    expect(passagesOf(blocks)).toEqual([{ heading: 'Help', text: `Ask us.\nFines\n${words(30, 'fine')}` }]);
  });

  it('keeps a long page in passages of at most 150 words, cut between sentences, and loses none', () => {
    const sentences = Array.from({ length: 40 }, (_, i) => `Sentence number ${i} has exactly eight words here.`);
    const passages = passagesOf([{ kind: 'text', text: sentences.join(' ') }]);
    expect(passages.length).toBeGreaterThan(1);
    for (const { text } of passages) {
      expect(text.split(/\s/).length).toBeLessThanOrEqual(150);
      expect(text.endsWith('here.')).toBe(true);
    }
    expect(passages.map(({ text }) => text).join(' ')).toBe(sentences.join(' '));
  });

  it('cuts a sentence without end between words', () => {
    const passages = passagesOf([{ kind: 'text', text: words(400) }]);
    expect(passages.map(({ text }) => text.split(' ').length)).toEqual([150, 150, 100]);
  });
});

describe('what belongs to a source', () => {
  it.each([
    ['https://a.org/help/', 'https://a.org/help/x', true],
    ['https://a.org/help', 'https://a.org/help/x', true],
    ['https://a.org/help', 'https://a.org/helpers', false],
    ['https://a.org/help/index.html', 'https://a.org/help/x', true],
    ['https://a.org/help/index.html', 'https://a.org/other', false],
    ['https://a.org/', 'https://b.org/', false],
    ['https://a.org/', 'https://a.org:8443/', false],
  ])('starting at %s, %s: %s', (start, url, isIncluded) => {
    expect(new CrawlScope(start).includes(url)).toBe(isIncluded);
  });

  it('a start page may move to https or to www, not to another site', () => {
    expect(isSameSite('http://a.org/', 'https://www.a.org/home')).toBe(true);
    expect(isSameSite('http://a.org/', 'https://a.org.evil.net/')).toBe(false);
  });
});
