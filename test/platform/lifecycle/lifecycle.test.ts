import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Lifecycle } from '../../../platform/lifecycle/index.ts';
import { createLogger } from '../../../platform/log/index.ts';

/** A log whose events can be read back. */
function readableLog() {
  const events: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void events.push(JSON.parse(line) as Record<string, unknown>) };
  return { events, log: createLogger({ level: 'info', name: 'test', destination }) };
}

describe('a lifecycle', () => {
  it('aborts its signal and then stops last-in first-out', async () => {
    const lifecycle = new Lifecycle();
    const stopped: string[] = [];
    for (const name of ['engines', 'pool', 'server'])
      lifecycle.onStop(name, async () => {
        await Promise.resolve();
        stopped.push(`${name} ${lifecycle.signal.aborted}`);
      });
    await lifecycle.stop('test');
    expect(stopped).toEqual(['server true', 'pool true', 'engines true']);
  });

  it('stops once, whoever asks', async () => {
    const lifecycle = new Lifecycle();
    let times = 0;
    lifecycle.onStop('part', () => void times++);
    await Promise.all([lifecycle.stop('one'), lifecycle.stop('two')]);
    await lifecycle.stop('three');
    expect(times).toBe(1);
  });

  it('names what hangs and what fails, and stops the rest', async () => {
    const { events, log } = readableLog();
    const lifecycle = new Lifecycle({ timeoutMs: 50, log });
    let isPoolStopped = false;
    lifecycle.onStop('pool', () => {
      isPoolStopped = true;
    });
    lifecycle.onStop('broken', () => Promise.reject(new Error('no')));
    lifecycle.onStop('hung', () => new Promise(() => {}));
    await lifecycle.stop('test');
    expect(isPoolStopped).toBe(true);
    expect(events.map(({ part, msg }) => [part, msg])).toEqual([
      [undefined, 'stopping'],
      ['hung', 'did not stop in time'],
      ['broken', 'failed to stop'],
    ]);
  });
});

describe('a lifecycle with parts that do not stop', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('ends within its time however many there are, and has asked each of them in order', async () => {
    const lifecycle = new Lifecycle({ timeoutMs: 8_000 });
    const asked: string[] = [];
    for (const name of ['engines', ...Array.from({ length: 40 }, (_, n) => `part ${n}`), 'server'])
      lifecycle.onStop(name, () => {
        asked.push(name);
        return new Promise(() => undefined);
      });
    const onEnd = vi.fn<() => void>();
    const stopping = lifecycle.stop('test').finally(onEnd);
    await vi.advanceTimersByTimeAsync(7_999);
    expect(onEnd).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await stopping;
    expect(asked).toHaveLength(42);
    expect([asked[0], asked.at(-1)]).toEqual(['server', 'engines']);
  });

  it('still waits for those that stop, one after another, when a part before them was late', async () => {
    const lifecycle = new Lifecycle({ timeoutMs: 8_000 });
    const stopped: string[] = [];
    for (const name of ['engines', 'pool'])
      lifecycle.onStop(name, async () => {
        await new Promise((resolve) => setTimeout(resolve, 900));
        stopped.push(name);
      });
    lifecycle.onStop('hung', () => new Promise(() => undefined));
    const stopping = lifecycle.stop('test');
    await vi.advanceTimersByTimeAsync(8_000);
    await stopping;
    expect(stopped).toEqual(['pool', 'engines']);
  });
});

describe('termination', () => {
  const face = path.resolve(import.meta.dirname, '../../../platform/lifecycle/index.ts');
  function terminated(stop: string, signals: number): Promise<{ code: number | null; printed: string }> {
    const program = `
      const { Lifecycle, onTermination } = await import(${JSON.stringify(`file://${face}`)});
      const lifecycle = new Lifecycle({ timeoutMs: 200_000 });
      lifecycle.onStop('part', ${stop});
      onTermination(lifecycle);
      setInterval(() => {}, 1000);
      console.log('ready');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      // The next signal goes out when the program has answered the one before.
      if (chunk.toString().includes('ready')) child.kill('SIGTERM');
      else if (chunk.toString().includes('stopping') && signals > 1) child.kill('SIGTERM');
    });
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, printed })));
  }

  it('stops in order on the first signal', async () => {
    expect(await terminated(`() => console.log('stopped')`, 1)).toEqual({ code: 0, printed: 'ready\nstopped\n' });
  });

  it('takes a second one that comes at once for the same wish', async () => {
    const slow = `() => { console.log('stopping'); return new Promise((resolve) => setTimeout(() => { console.log('stopped'); resolve(); }, 300)); }`;
    expect(await terminated(slow, 2)).toEqual({ code: 0, printed: 'ready\nstopping\nstopped\n' });
  });

  it('ends at once on one that comes later, however far it has come', async () => {
    const hanging = `() => { setTimeout(() => console.log('stopping'), 1_100); return new Promise(() => {}); }`;
    expect(await terminated(hanging, 2)).toEqual({ code: 130, printed: 'ready\nstopping\n' });
  });
});

describe('a log', () => {
  it('keeps secrets out', () => {
    const { events, log } = readableLog();
    log.info(
      { token: 'a', request: { headers: { authorization: 'b', cookie: 'c' } }, user: { password: 'd' } },
      'seen',
    );
    expect(JSON.stringify(events)).not.toMatch(/"[abcd]"/);
    expect(events[0]).toMatchObject({ token: '[redacted]', user: { password: '[redacted]' } });
  });
});
