import { afterEach, describe, expect, it } from 'vitest';
import { Lifecycle } from '../../platform/lifecycle/index.ts';
import { createLogger } from '../../platform/log/index.ts';
import { createMetrics } from '../../platform/metrics/index.ts';
import { serveWorkerProbe } from '../../boot/worker-probe.ts';

let lifecycle = new Lifecycle();
afterEach(async () => {
  await lifecycle.stop('test');
  lifecycle = new Lifecycle();
});
const serve = (port: number, isPortChosen: boolean) => {
  const metrics = createMetrics();
  metrics.counter('malha_test_total', 'A test').inc(3);
  const log = createLogger({ level: 'silent', name: 'test' });
  return serveWorkerProbe({ port, isPortChosen, metrics, lifecycle, log });
};
const ask = (port: number, path: string) => fetch(`http://127.0.0.1:${port}${path}`);

describe('a worker’s probe', () => {
  it('says that it lives, what it has counted, and nothing else', async () => {
    const port = await serve(0, true);
    expect(await (await ask(port, '/health')).text()).toBe('ok');
    expect(await (await ask(port, '/metrics')).text()).toContain('malha_test_total 3');
    expect((await ask(port, '/graphql')).status).toBe(404);
  });

  it('takes a free port where nobody chose the one that is taken, and refuses to where somebody did', async () => {
    const port = await serve(0, true);
    const other = await serve(port, false);
    expect(other).not.toBe(port);
    expect((await ask(other, '/health')).status).toBe(200);
    await expect(serve(port, true)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
