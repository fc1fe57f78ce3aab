import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { startFailure } from '../../boot/start-failure.ts';
import { ConfigError } from '../../platform/config/index.ts';

async function failureOfListening(port: number): Promise<unknown> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', (error) => resolve(error));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)));
  });
}

it('tells of a port that is taken in a sentence that says what to do', async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  const { port } = holder.address() as { port: number };
  const failure = startFailure(await failureOfListening(port));
  await new Promise((resolve) => holder.close(resolve));
  expect(failure).toBe(
    `127.0.0.1:${port} is in use: is Malha running there already? Stop what has it, or set PORT to another port.`,
  );
});

it('tells of a database that is not there, also behind several addresses', () => {
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED', address: '127.0.0.1', port: 5 });
  expect(startFailure(new AggregateError([refused]))).toContain('Nothing answers at 127.0.0.1:5');
});

it('names every problem of a configuration, without a stack', () => {
  expect(startFailure(new ConfigError(['PORT must be a number']))).toBe(
    'The configuration is not valid:\n  PORT must be a number',
  );
});

it('leaves anything else as it is, for whoever must find the cause', () => {
  const error = new Error('a fault of ours');
  expect(startFailure(error)).toBe(error);
});
