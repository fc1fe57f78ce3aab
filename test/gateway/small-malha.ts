import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient as createSocketClient } from 'graphql-ws';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import { createGateway, type Gateway, type GatewayOptions } from '../../gateway/index.ts';
import {
  createInternalIdentity,
  createTokenIssuer,
  createTokenVerifier,
  openSigningKey,
  type Role,
} from '../../platform/auth/index.ts';
import { Lifecycle } from '../../platform/lifecycle/index.ts';
import { createMetrics } from '../../platform/metrics/index.ts';
import {
  httpSource,
  inProcessSource,
  serveSubgraph,
  type ServedSubgraph,
  type SubgraphSource,
} from '../../subgraphs/kit/index.ts';
import { SmallGraph } from './small-graph.ts';

export const ADMIN = 'the-admin-token-of-this-test';
export type Shape = 'in process' | 'over HTTP';
export const SHAPES: readonly Shape[] = ['in process', 'over HTTP'];

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: {
    data?: Record<string, never> | null;
    errors?: { message: string; path?: unknown[]; extensions: Record<string, unknown> }[];
  };
}

/** A gateway over the small graph, with real tokens, as clients see it. */
export class SmallMalha {
  readonly graph = new SmallGraph();
  readonly lifecycle = new Lifecycle();
  readonly internalIdentity = createInternalIdentity('a key of more than thirty-two characters');
  readonly logged: string[] = [];
  /** Subgraph name → delay before it answers, in ms; `Infinity` never does. */
  readonly delays = new Map<string, number>();
  readonly served = new Map<string, ServedSubgraph>();
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'malha gateway '));
  readonly #signingKey = openSigningKey({ dataDir: this.#folder, configured: undefined });
  readonly log = pino({ level: 'debug' }, { write: (line: string) => void this.logged.push(line) });
  readonly sources = new Map<string, SubgraphSource>();
  gateway!: Gateway;

  static async start(shape: Shape, options: Partial<GatewayOptions> = {}): Promise<SmallMalha> {
    const malha = new SmallMalha();
    for (const subgraph of malha.graph.subgraphs) {
      const inProcess = malha.#delayed(inProcessSource(subgraph, malha.log));
      if (shape === 'over HTTP') await malha.serve(inProcess);
      else malha.sources.set(subgraph.name, inProcess);
    }
    malha.gateway = await createGateway({
      supergraphSdl: malha.graph.supergraph(),
      sources: malha.sources,
      verifyToken: (authorization) => malha.verifier.verify(authorization),
      isReady: () => Promise.resolve({ isReady: true, parts: {} }),
      host: '127.0.0.1',
      port: 0,
      lifecycle: malha.lifecycle,
      log: malha.log,
      metrics: createMetrics(),
      ...options,
    });
    return malha;
  }

  get url(): string {
    return this.gateway.url;
  }

  readonly verifier = createTokenVerifier({ signingKey: this.#signingKey, adminToken: ADMIN });

  token(
    role: Role,
    { id = role, boundTo, expiresInSeconds = 60 }: { id?: string; boundTo?: string; expiresInSeconds?: number } = {},
  ) {
    return createTokenIssuer(this.#signingKey).issue({
      id,
      roles: [role],
      ...(boundTo && { boundTo }),
      expiresInSeconds,
    });
  }

  async serve(source: SubgraphSource, port = 0): Promise<void> {
    const { internalIdentity, log } = this;
    const served = await serveSubgraph(source, { host: '127.0.0.1', port, internalIdentity, log });
    this.served.set(source.name, served);
    if (!this.sources.has(source.name))
      this.sources.set(
        source.name,
        httpSource(source.name, `http://127.0.0.1:${served.port}/graphql`, { internalIdentity }),
      );
  }

  async post(
    body: object | string,
    {
      token = ADMIN,
      path: where = '/graphql',
      headers = {},
    }: { token?: string | null; path?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.url}${where}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }), ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const body_ = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : {};
    return { status: response.status, headers: response.headers, text, body: body_ };
  }

  ask(query: string, variables: object = {}, options: Parameters<SmallMalha['post']>[1] = {}): Promise<Answer> {
    return this.post({ query, variables }, options);
  }

  /** A graphql-ws client that does not retry; one that is not `lazy` keeps its socket between operations. */
  socket(token: string | null = ADMIN, { lazy = true }: { lazy?: boolean } = {}) {
    return createSocketClient({
      url: `${this.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: token === null ? {} : { authorization: `Bearer ${token}` },
      retryAttempts: 0,
      lazy,
      onNonLazyError: () => undefined,
    });
  }

  async stop(): Promise<void> {
    await this.lifecycle.stop('end of the test');
    await Promise.all([...this.sources.values()].map((source) => source.close()));
    await Promise.all([...this.served.values()].map((served) => served.close()));
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #delayed(source: SubgraphSource): SubgraphSource {
    return {
      ...source,
      execute: async (request) => {
        const delayMs = this.delays.get(source.name) ?? 0;
        if (delayMs === Infinity)
          await new Promise((_, reject) =>
            request.signal?.addEventListener('abort', () => reject(request.signal?.reason)),
          );
        if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
        return source.execute(request);
      },
    };
  }
}

/** Waits until `condition` holds; the test's own timeout bounds it. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Collects what a subscription delivers. */
export function collect<T>(events: AsyncIterable<T>): { events: T[]; end: Promise<void>; isEnded: () => boolean } {
  const collected: T[] = [];
  let isEnded = false;
  const end = (async () => {
    for await (const event of events) collected.push(event);
  })().finally(() => {
    isEnded = true;
  });
  end.catch(() => undefined);
  return { events: collected, end, isEnded: () => isEnded };
}
