import { UrlRefused } from '../errors.ts';

const MAX_URL = 2_000;
const TRACKING = /^(utm_\w+|fbclid|gclid|mc_cid|mc_eid)$/i;

/**
 * One spelling for one page: http or https, no fragment, no user name, no default port, no tracking parameters.
 * @throws UrlRefused for whatever is not the address of a web page.
 */
export function normalizedUrl(text: string, base?: string): string {
  const trimmed = text.trim();
  if (trimmed.length > MAX_URL) throw new UrlRefused(`An address has at most ${MAX_URL} characters.`);
  if (!URL.canParse(trimmed, base))
    throw new UrlRefused('This is not a complete web address, e.g. https://example.org/help.');
  const url = new URL(trimmed, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new UrlRefused('Only http and https addresses can be read.');
  if (url.username || url.password) throw new UrlRefused('An address may not carry a user name or a password.');
  url.hash = '';
  for (const name of Array.from(url.searchParams.keys())) if (TRACKING.test(name)) url.searchParams.delete(name);
  return url.href;
}

/** Which pages belong to a source: the same host, and the start page's folder (`/help` itself and whatever is under it). */
export class CrawlScope {
  readonly #host: string;
  readonly #folder: string;

  constructor(startUrl: string) {
    const { host, pathname } = new URL(startUrl);
    this.#host = host;
    this.#folder = folderOf(pathname);
  }

  includes(url: string): boolean {
    const { host, pathname } = new URL(url);
    return host === this.#host && `${pathname}/`.startsWith(this.#folder);
  }
}

/** Whether a start page may lead to `target` and still be the same source: https instead of http, with or without `www.`. */
export function isSameSite(start: string, target: string): boolean {
  return bareHost(start) === bareHost(target);
}

function bareHost(url: string): string {
  return new URL(url).hostname.replace(/^www\./, '');
}

// "/help/index.html" lives in "/help/"; "/help" may be a page or a folder, so both it and what is under it count.
function folderOf(pathname: string): string {
  const lastSegment = pathname.slice(pathname.lastIndexOf('/') + 1);
  if (lastSegment.includes('.')) return pathname.slice(0, pathname.length - lastSegment.length);
  return pathname.endsWith('/') ? pathname : `${pathname}/`;
}
