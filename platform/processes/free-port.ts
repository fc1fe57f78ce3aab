import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the ports that systems give to outgoing connections (32768 and up on Linux, 49152 elsewhere), above those that services like. */
const FIRST = 15_000;
const LAST = 32_767;
const ATTEMPTS = 100;

/**
 * A port of the loopback interface that nobody listens at, for a server that starts a moment later. One that the system picks is one
 * that it also gives to the next outgoing connection, by anyone, before that server starts; these it gives to nobody.
 * @throws Error where none of a hundred is free
 */
export async function freePort(): Promise<number> {
  for (let i = 0; i < ATTEMPTS; i++) {
    const port = randomInt(FIRST, LAST + 1);
    if (await isFree(port)) return port;
  }
  throw new Error(`none of ${ATTEMPTS} ports between ${FIRST} and ${LAST} is free`);
}

/** True where a server could listen at the port of the loopback interface now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
