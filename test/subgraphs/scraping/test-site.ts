import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TestPage {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Answers by itself; for slow and endless pages. */
  answer?: (request: IncomingMessage, response: ServerResponse) => void;
}

/** A web site on this machine; under `localhost` it is allowed to crawls, under 127.0.0.1 it is not. */
export interface TestSite {
  readonly port: number;
  /** `http://localhost:<port>` */
  readonly origin: string;
  /** Every path asked for, in order. */
  readonly asked: string[];
  readonly requests: { path: string; headers: IncomingMessage['headers'] }[];
  readonly pages: Map<string, TestPage>;
  close(): Promise<void>;
}

/** Serves `pages` by path and query; a text is an HTML page with status 200. */
export async function serveSite(pages: Record<string, string | TestPage>): Promise<TestSite> {
  const known = new Map(
    Object.entries(pages).map(([path, served]) => [path, typeof served === 'string' ? { body: served } : served]),
  );
  const requests: TestSite['requests'] = [];
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push({ path, headers: request.headers });
    asked.push(path);
    const found = known.get(path);
    if (found?.answer) return found.answer(request, response);
    const etag = found?.headers?.['etag'];
    if (etag && request.headers['if-none-match'] === etag) return response.writeHead(304).end();
    response.writeHead(found ? (found.status ?? 200) : 404, {
      'content-type': 'text/html; charset=utf-8',
      ...found?.headers,
    });
    return response.end(found?.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://localhost:${port}`,
    asked,
    requests,
    pages: known,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A page with a title, a paragraph and links. */
export function page(title: string, { text = `All about ${title}.`, links = [] as string[], head = '' } = {}): string {
  const anchors = links.map((link) => `<li><a href="${link}">${link}</a></li>`).join('');
  return `<!doctype html><html lang="en"><head><title>${title}</title>${head}</head><body><main><h1>${title}</h1><p>${text}</p><ul>${anchors}</ul></main></body></html>`;
}
