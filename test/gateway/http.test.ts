import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Readiness } from '../../gateway/index.ts';
import { SmallMalha } from './small-malha.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'malha pages '));
let malha: SmallMalha;
let readiness: Readiness = { isReady: false, parts: { models: { isReady: false, detail: 'no answer' } } };
beforeAll(async () => {
  mkdirSync(path.join(folder, 'assets'));
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>Console</title>');
  writeFileSync(path.join(folder, 'assets/app-4f2a.js'), 'export {};');
  writeFileSync(path.join(folder, '..secret'), 'not for the world');
  malha = await SmallMalha.start('in process', {
    pages: { console: folder, chat: path.join(folder, 'absent') },
    corsOrigins: ['https://app.example'],
    isReady: () => Promise.resolve(readiness),
  });
});
afterAll(async () => {
  await malha.stop();
  rmSync(folder, { recursive: true });
});
const get = (where: string, init: RequestInit = {}) => fetch(`${malha.url}${where}`, { redirect: 'manual', ...init });

describe('the pages', () => {
  it('are the console’s files, fresh pages and lasting assets', async () => {
    const page = await get('/console');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(await page.text()).toContain('Console');
    const asset = await get('/console/assets/app-4f2a.js');
    expect(asset.headers.get('content-type')).toContain('javascript');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('fall back to index.html where the page routes by itself, and not for files', async () => {
    for (const route of [
      '/console/',
      '/console/runs/run_1',
      '/console/feedback?verdict=HELPFUL',
      '/console/versions/mv_1?tab=a.b',
    ])
      expect(await (await get(route)).text()).toContain('<title>Console');
    for (const missing of ['/console/assets/app-0000.js', '/console/favicon.ico', '/consolation'])
      expect(await get(missing)).toMatchObject({ status: 404 });
  });

  it('carry headers that keep other code out', async () => {
    const { headers } = await get('/console');
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('end where their folder ends', async () => {
    const { port } = malha.gateway;
    for (const target of [
      '/console/../gateway.ts',
      '/console/%2e%2e/%2e%2e/etc/passwd',
      '/console/..%2f..%2fetc/passwd',
    ]) {
      const answer = await new Promise<string>((resolve) => {
        const socket = connect(port, '127.0.0.1', () =>
          socket.write(`GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`),
        );
        let text = '';
        socket.on('data', (chunk) => (text += chunk.toString())).on('close', () => resolve(text));
      });
      expect(answer).not.toMatch(/root:|import /);
    }
  });

  it('are not found where they were not built, in JSON', async () => {
    const { status, headers } = await get('/chat');
    expect(status).toBe(404);
    expect(headers.get('content-type')).toContain('application/json');
    const answer = await get('/nowhere');
    expect(await answer.json()).toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND', requestId: answer.headers.get('x-request-id') } }],
    });
    expect((await get('/console', { method: 'DELETE' })).status).toBe(404);
  });

  it('begin at the console', async () => {
    const { status, headers } = await get('/');
    expect([status, headers.get('location')]).toEqual([302, '/console']);
  });

  it('have a plain one at /graphql for browsers, which needs nothing from elsewhere', async () => {
    const page = await get('/graphql', { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain('connection_init');
    expect(html).not.toMatch(/<script|src=|https?:\/\/(?!localhost)/);
  });
});

describe('what operators ask', () => {
  it('is alive', async () => {
    expect(await (await get('/health')).json()).toEqual({ isAlive: true });
  });

  it('is ready only when every part is, and which is not', async () => {
    const before = await get('/ready');
    expect(before.status).toBe(503);
    expect(await before.json()).toEqual({ isReady: false, parts: { models: { isReady: false, detail: 'no answer' } } });
    readiness = { isReady: true, parts: { models: { isReady: true } } };
    expect((await get('/ready')).status).toBe(200);
  });

  it('is measured', async () => {
    await malha.ask('{ whoami }');
    const text = await (await get('/metrics')).text();
    expect(text).toMatch(/malha_gateway_operation_seconds_count\{kind="query",outcome="ok"\} [1-9]/);
    expect(text).toMatch(/malha_gateway_subgraph_seconds_count\{subgraph="runs",outcome="answered"\} [1-9]/);
  });
});

const preflight = (origin: string) =>
  get('/graphql', {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
  });

describe('pages of other origins', () => {
  it('may use the graph where they are configured', async () => {
    const { status, headers } = await preflight('https://app.example');
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(headers.get('access-control-allow-headers')).toContain('authorization');
    const answer = await malha.ask('{ whoami }', {}, { headers: { origin: 'https://app.example' } });
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(answer.headers.get('vary')).toContain('Origin');
  });

  it('may not otherwise, nor send forms that need no preflight', async () => {
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    const form = await malha.post('query={whoami}', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(form.status).toBe(400);
    expect((await get(`/graphql?query=${encodeURIComponent('{ whoami }')}`)).status).toBe(400);
  });
});

it('keeps sockets of other and of malformed paths out, and lives', async () => {
  const { port } = malha.gateway;
  const upgrade = (target: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(
          `GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
        ),
      );
      socket.once('data', (chunk) => {
        resolve(chunk.toString());
        socket.resetAndDestroy();
      });
    });
  for (const target of ['/elsewhere', '//', '/graphql/stream', 'http://'])
    expect(await upgrade(target)).toContain('404');
  expect(await upgrade('/graphql')).toContain('101');
  expect((await get('/health')).status).toBe(200);
});
