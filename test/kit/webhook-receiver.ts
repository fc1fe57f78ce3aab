import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort } from '../../platform/processes/index.ts';

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** Somebody's server on this machine, which is told of alerts; it may go and come back at the same port. */
export class WebhookReceiver {
  readonly port: number;
  readonly received: Received[] = [];
  /** What it says to the next requests; 204 when nothing is left. */
  readonly answers: (number | ((response: ServerResponse) => void))[] = [];
  #server: ReturnType<typeof createServer> | undefined;

  private constructor(port: number) {
    this.port = port;
  }

  static async open(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver(await freePort());
    await receiver.open();
    return receiver;
  }

  get url(): string {
    return `http://localhost:${this.port}/alerts`;
  }

  /** Of what was received, by the messages' own words. */
  types(): string[] {
    return this.received.map(({ body }) => (JSON.parse(body) as { type: string }).type);
  }

  async open(): Promise<void> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
        const answer = this.answers.shift() ?? 204;
        if (typeof answer === 'number') response.writeHead(answer, { location: '/elsewhere' }).end();
        else answer(response);
      });
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server?.close(() => resolve());
      this.#server?.closeAllConnections();
    });
  }
}

type Verify = (secret: string, headers: Received['headers'], body: string, now: number) => boolean;

/** The example that the documentation gives to receivers. */
export async function documentedVerifier(): Promise<Verify> {
  const text = readFileSync(path.resolve(import.meta.dirname, '../../docs/webhooks.md'), 'utf8');
  const folder = mkdtempSync(path.join(tmpdir(), 'malha-docs-'));
  try {
    const file = path.join(folder, 'verify.mjs');
    writeFileSync(file, /```js\n([\s\S]*?)```/.exec(text)?.[1] ?? '');
    return ((await import(pathToFileURL(file).href)) as { isFromMalha: Verify }).isFromMalha;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
