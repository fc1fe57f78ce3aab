import { createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One address for several servers of this machine, as a load balancer is: each request goes to the next of those that it may use. */
export class Relay {
  readonly #server = createServer((request, response) => this.#pass(request, response));
  #ports: readonly number[];
  #passed = 0;

  private constructor(ports: readonly number[]) {
    this.#ports = ports;
  }

  static async open(ports: readonly number[]): Promise<Relay> {
    const relay = new Relay(ports);
    await new Promise<void>((resolve) => relay.#server.listen(0, '127.0.0.1', resolve));
    return relay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on it goes to these alone; to none, it is answered with 503. */
  use(ports: readonly number[]): void {
    this.#ports = ports;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  #pass(request: IncomingMessage, response: ServerResponse): void {
    const port = this.#ports[this.#passed++ % Math.max(this.#ports.length, 1)];
    if (port === undefined) {
      request.resume();
      response.writeHead(503).end();
      return;
    }
    // A connection for each: a kept one may be closed by the server at the moment in which it is used again.
    const { connection: _, ...headers } = request.headers;
    const upstream = send({
      port,
      host: '127.0.0.1',
      method: request.method,
      path: request.url,
      headers,
      agent: false,
    });
    upstream.on('response', (answer) => {
      const { connection: _connection, 'keep-alive': _keepAlive, ...answered } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, answered);
      answer.pipe(response);
    });
    upstream.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    response.on('close', () => upstream.destroy());
    request.pipe(upstream);
  }
}
