import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Readiness, sparing } from '../../gateway/http/readiness.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('is looked at once for all who ask meanwhile, and for a second once everything is there', async () => {
  let looks = 0;
  let isReady = false;
  const ask = sparing((): Promise<Readiness> => {
    looks++;
    return Promise.resolve({ isReady, parts: {} });
  });
  await Promise.all([ask(), ask(), ask()]);
  expect(looks).toBe(1);
  isReady = true;
  expect(await ask()).toMatchObject({ isReady: true });
  expect(looks).toBe(2);

  isReady = false;
  vi.advanceTimersByTime(999);
  expect(await ask()).toMatchObject({ isReady: true });
  vi.advanceTimersByTime(1);
  expect(await ask()).toMatchObject({ isReady: false });
  expect(looks).toBe(3);
});

it('is looked at anew after a look that failed', async () => {
  const faults = [new Error('broken')];
  const ask = sparing(async () => {
    const fault = faults.pop();
    if (fault) throw fault;
    return { isReady: true, parts: {} };
  });
  await expect(ask()).rejects.toThrow('broken');
  expect(await ask()).toMatchObject({ isReady: true });
});
