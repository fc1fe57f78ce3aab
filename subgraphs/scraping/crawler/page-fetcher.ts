import { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { type Dispatcher, request } from 'undici';
import { type AddressGuard, AddressRefused, GuardedAgents } from '../../../platform/internet/index.ts';
import { UrlRefused } from '../errors.ts';
import { normalizedUrl } from './page-url.ts';

/** The name that robots.txt may address. */
export const BOT_NAME = 'MalhaBot';
const MAX_REDIRECTS = 5;

export interface FetchLimits {
  /** For one answer, from the look-up of the name to the last byte. */
  timeoutMs: number;
  /** Of one body, unpacked. */
  maxBytes: number;
}
export interface PageFetcherOptions extends FetchLimits {
  /** Where the owner of a crawled site finds out who reads it; told in the User-Agent. */
  contactUrl?: string | undefined;
}

/** What the server said the last time, so that it can answer "unchanged". */
export interface Validators {
  etag?: string | undefined;
  lastModified?: string | undefined;
}

export interface FetchRequest extends Validators {
  signal: AbortSignal;
  accept?: string;
  /** Asked before each request, redirects included; throwing stops the fetch. */
  beforeEach?: (url: string) => Promise<void>;
}

export type Fetched =
  | { kind: 'body'; url: string; body: Buffer; contentType: string; headers: ReadonlyMap<string, string> }
  | { kind: 'unchanged'; url: string }
  /** The server answered and the page is not to be had: gone, refused, not a page. Asking again at once is no use. */
  | { kind: 'refused'; url: string; status: number; reason: string }
  /** No usable answer this time. */
  | { kind: 'failed'; url: string; reason: string };

/** Fetches single documents for crawls: bounded in time, size and redirects, every hop judged by the address guard. */
export class PageFetcher {
  readonly #agents: GuardedAgents;
  readonly #limits: FetchLimits;
  readonly #userAgent: string;

  constructor(guard: AddressGuard, { contactUrl, ...limits }: PageFetcherOptions) {
    this.#agents = new GuardedAgents(guard, { timeoutMs: limits.timeoutMs, connections: 1 });
    this.#limits = limits;
    this.#userAgent = contactUrl ? `${BOT_NAME}/1.0 (+${contactUrl})` : `${BOT_NAME}/1.0`;
  }

  /** Rejects only where `signal` aborts or `beforeEach` throws; whatever the other side does is a result. */
  async fetch(start: string, { beforeEach, ...options }: FetchRequest): Promise<Fetched> {
    let url = start;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      await beforeEach?.(url);
      const answer = await this.#answer(url, options);
      if (answer.kind !== 'redirect') return answer;
      url = answer.to;
    }
    return { kind: 'failed', url, reason: `more than ${MAX_REDIRECTS} redirects` };
  }

  async close(): Promise<void> {
    await this.#agents.close();
  }

  async #answer(url: string, options: FetchRequest): Promise<Fetched | { kind: 'redirect'; to: string }> {
    const timeout = AbortSignal.timeout(this.#limits.timeoutMs);
    try {
      const response = await request(url, {
        dispatcher: this.#agents.agentFor(url),
        signal: AbortSignal.any([options.signal, timeout]),
        headers: { 'user-agent': this.#userAgent, ...headersOf(options) },
      });
      return await this.#read(url, response);
    } catch (error) {
      if (options.signal.aborted) throw options.signal.reason;
      if (timeout.aborted) return { kind: 'failed', url, reason: `no answer within ${this.#limits.timeoutMs} ms` };
      if (error instanceof AddressRefused || error instanceof UrlRefused)
        return { kind: 'refused', url, status: 0, reason: error.message };
      return { kind: 'failed', url, reason: reasonOf(error) };
    }
  }

  async #read(url: string, response: Dispatcher.ResponseData): Promise<Fetched | { kind: 'redirect'; to: string }> {
    const { statusCode: status, body } = response;
    const headers = headerMap(response.headers);
    const location = headers.get('location');
    if (status === 200) {
      const contentType = headers.get('content-type') ?? '';
      const read = await readBody(body, { encoding: headers.get('content-encoding'), maxBytes: this.#limits.maxBytes });
      return { kind: 'body', url, body: read, contentType, headers };
    }
    await body.dump();
    if (status === 304) return { kind: 'unchanged', url };
    if (status >= 300 && status < 400 && location) return { kind: 'redirect', to: normalizedUrl(location, url) };
    // 408 and 429 are the server's "later", not its "no".
    const isLater = status >= 500 || status === 408 || status === 429;
    return isLater
      ? { kind: 'failed', url, reason: `the server answered ${status}` }
      : { kind: 'refused', url, status, reason: `the server answered ${status}` };
  }
}

/** The body is larger than a crawl reads. */
class BodyTooLarge extends Error {
  constructor(maxBytes: number) {
    super(`the page is larger than ${maxBytes} bytes`);
  }
}

async function readBody(
  body: Readable,
  { encoding, maxBytes }: { encoding: string | undefined; maxBytes: number },
): Promise<Buffer> {
  const plain = unpacked(body, encoding);
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop by an error destroys the stream and with it the connection, so the rest is never sent.
  for await (const chunk of plain as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new BodyTooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unpacked(body: Readable, encoding: string | undefined): Readable {
  if (encoding === undefined || encoding === 'identity') return body;
  const unpack = encoding === 'br' ? createBrotliDecompress() : encoding === 'gzip' ? createGunzip() : undefined;
  if (!unpack) throw new Error(`content-encoding ${encoding} was not asked for`);
  body.on('error', (error) => unpack.destroy(error));
  unpack.on('close', () => body.destroy());
  return body.pipe(unpack);
}

function headersOf({
  etag,
  lastModified,
  accept = 'text/html,application/xhtml+xml',
}: FetchRequest): Record<string, string> {
  return {
    accept,
    'accept-encoding': 'gzip, br',
    ...(etag && { 'if-none-match': etag }),
    ...(lastModified && { 'if-modified-since': lastModified }),
  };
}

function headerMap(headers: Dispatcher.ResponseData['headers']): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value] as const],
    ),
  );
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the connection failed';
  return (error as NodeJS.ErrnoException).code === 'ENOTFOUND' ? 'the host name is not known' : error.message;
}
