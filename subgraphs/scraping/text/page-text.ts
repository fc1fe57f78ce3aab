import { type Cheerio, type CheerioAPI, loadBuffer } from 'cheerio';

type NodesOf<T> = T extends Cheerio<infer TNode> ? TNode : never;
type DomNode = NodesOf<ReturnType<ReturnType<CheerioAPI['root']>['contents']>>;
type DomElement = Extract<DomNode, { attribs: object }>;
type DomText = Extract<DomNode, { data: string; nodeType: 3 }>;

/** What a page says to a person, in reading order, and what it says to a crawler. */
export interface PageText {
  title: string | null;
  /** As the page declares it, e.g. `pt-BR`. */
  language: string | null;
  blocks: TextBlock[];
  /** Addresses as written, those marked nofollow left out. */
  links: string[];
  /** Against which `links` are read, where the page says so. */
  base: string | null;
  mayIndex: boolean;
  mayFollow: boolean;
}
export interface TextBlock {
  kind: 'heading' | 'text';
  text: string;
}

const NOISE =
  'script,style,noscript,template,svg,canvas,iframe,object,form,button,select,nav,footer,aside,dialog,[hidden],[aria-hidden="true"],' +
  '[role="navigation"],[role="banner"],[role="contentinfo"],[role="search"],[role="dialog"]';
const HEADINGS = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'summary', 'dt', 'caption']);
// An element that begins a new line of text; all others flow within one.
const BLOCKS = new Set(
  'address article blockquote body dd details div dl fieldset figcaption figure header hr li main ol p pre section table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);

/** What was said of a page beside it. */
export interface PageDeclared {
  contentType?: string;
  /** The header `X-Robots-Tag`. */
  robotsTag?: string;
}

/** Reads an HTML document; the encoding is sniffed as browsers do, `contentType` first. */
export function readPage(html: Buffer, { contentType = '', robotsTag = '' }: PageDeclared = {}): PageText {
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1];
  const $ = loadBuffer(html, {
    encoding: { ...(charset && { transportLayerEncodingLabel: charset }), defaultEncoding: 'utf-8' },
  });
  const directives = `${$('meta[name="robots" i],meta[name="malhabot" i]')
    .map((_, meta) => $(meta).attr('content') ?? '')
    .get()
    .join(',')},${robotsTag}`;
  const told = new Set(directives.toLowerCase().split(/[\s,:]+/));
  const mayFollow = !told.has('nofollow') && !told.has('none');
  const links = mayFollow ? linksOf($) : [];
  const title = oneLine($('head > title').first().text()) || oneLine($('h1').first().text()) || null;
  const language = $('html').attr('lang')?.trim() || null;
  const base = $('base[href]').first().attr('href') ?? null;
  return {
    title,
    language,
    blocks: blocksOf($),
    links,
    base,
    mayIndex: !told.has('noindex') && !told.has('none'),
    mayFollow,
  };
}

function linksOf($: CheerioAPI): string[] {
  return $('a[href]')
    .toArray()
    .filter((anchor) => !/\bnofollow\b/i.test($(anchor).attr('rel') ?? ''))
    .map((anchor) => $(anchor).attr('href') ?? '');
}

function blocksOf($: CheerioAPI): TextBlock[] {
  $(NOISE).remove();
  const marked = $('main,[role="main"]').first();
  const root = marked.length > 0 ? marked : $('article').length === 1 ? $('article') : $('body');
  // Within an article a header holds its title; the body's own is the site's banner.
  if (root.is('body')) root.children('header').remove();
  const reader = new BlockReader();
  for (const node of root.contents().toArray()) reader.read(node);
  return reader.finish();
}

class BlockReader {
  readonly #blocks: TextBlock[] = [];
  #text = '';

  read(node: DomNode): void {
    if (isText(node)) this.#text += node.data;
    if (!isElement(node)) return;
    if (node.name === 'br') this.#text += ' ';
    else if (node.name === 'td' || node.name === 'th') this.#cell(node);
    else if (HEADINGS.has(node.name)) this.#heading(node);
    else if (BLOCKS.has(node.name)) this.#block(node);
    else for (const child of node.children) this.read(child);
  }

  finish(): TextBlock[] {
    this.#end('text');
    return this.#blocks;
  }

  #block(element: DomElement): void {
    this.#end('text');
    for (const child of element.children) this.read(child);
    this.#end('text');
  }

  // A row is read as one line: a time in its third cell means nothing without the place in its first.
  #cell(element: DomElement): void {
    if (this.#text.trim()) this.#text += ' · ';
    this.#flow(element);
  }

  #heading(element: DomElement): void {
    this.#end('text');
    for (const child of element.children) this.#flow(child);
    this.#end('heading');
  }

  // A heading is one line whatever is nested in it.
  #flow(node: DomNode): void {
    if (isText(node)) this.#text += node.data;
    else if (isElement(node)) for (const child of node.children) this.#flow(child);
  }

  #end(kind: TextBlock['kind']): void {
    const text = oneLine(this.#text);
    this.#text = '';
    if (text) this.#blocks.push({ kind, text });
  }
}

function isText(node: DomNode): node is DomText {
  return node.nodeType === 3;
}

function isElement(node: DomNode): node is DomElement {
  return node.nodeType === 1;
}

function oneLine(text: string): string {
  return text.replace(/[\s\u00a0\u200b]+/g, ' ').trim();
}
