import { existsSync } from 'node:fs';
import path from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import sirv from 'sirv';

/** Folders of built pages, each with an index.html and, under assets/, files whose names change with their content. */
export interface PageFolders {
  console?: string | undefined;
  chat?: string | undefined;
}

// Styles are set inline by the component library and measured elements; scripts are not.
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "media-src 'self' blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

type Serve = (request: IncomingMessage, response: ServerResponse, otherwise: () => void) => void;

/**
 * Serves the console and the chat page under /console and /chat. An unknown path below them is their index.html (they route by themselves),
 * an unknown asset is not found.
 */
export function createPages(folders: PageFolders): (name: string) => Serve | undefined {
  const pages = new Map<string, Serve>();
  for (const [name, folder] of Object.entries(folders) as [string, string | undefined][])
    if (folder && existsSync(path.join(folder, 'index.html'))) pages.set(name, servePage(name, folder));
  return (name) => pages.get(name);
}

function servePage(name: string, folder: string): Serve {
  const serve = sirv(folder, {
    etag: true,
    single: true,
    // Without this, single answers a missing script with a page, which a browser reports as a syntax error.
    ignores: [/^\/assets\//, /\.\w{2,5}$/],
    setHeaders: (response, pathname) =>
      response.setHeader(
        'cache-control',
        pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ),
  });
  return (request, response, otherwise) => {
    response.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    request.url = request.url?.slice(`/${name}`.length) || '/';
    if (!request.url.startsWith('/')) request.url = `/${request.url}`;
    serve(request, response, otherwise);
  };
}
