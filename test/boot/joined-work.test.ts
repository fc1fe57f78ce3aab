import { describe, expect, it } from 'vitest';
import { joinedWork } from '../../boot/joined-work.ts';

/** Work that waits to be let go on, and fails at what it is told to. */
function slowWork(failsAt?: number) {
  const runs: number[][] = [];
  const waiting: (() => void)[] = [];
  const splits: unknown[] = [];
  const stopping = new AbortController();
  const work = joinedWork<number>({
    async work(items) {
      runs.push([...items]);
      await new Promise<void>((resolve) => waiting.push(resolve));
      if (failsAt !== undefined && items.includes(failsAt)) throw new Error(`cannot do ${failsAt}`);
    },
    onSplit: (error) => splits.push(error),
    signal: stopping.signal,
  });
  const goOn = async () => {
    await expect.poll(() => waiting.length).toBe(1);
    waiting.pop()!();
  };
  return { work, runs, splits, stopping, goOn };
}

const outcomeOf = (promise: Promise<void>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.message,
  );

describe('joined work', () => {
  it('runs for one caller at once, and for those that come meanwhile together, in their order', async () => {
    const { work, runs, goOn } = slowWork();
    const all = [[1, 2], [3], [4, 5]].map((items) => outcomeOf(work(items)));
    await goOn();
    expect(await all[0]).toBe('done');
    await goOn();
    expect(await Promise.all(all)).toEqual(['done', 'done', 'done']);
    expect(runs).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
    const later = outcomeOf(work([6]));
    await goOn();
    expect(await later).toBe('done');
    expect(runs.at(-1)).toEqual([6]);
  });

  it('runs once more for each of several callers where their run fails: each fails by its own items alone', async () => {
    const { work, runs, splits, goOn } = slowWork(4);
    const all = [[1], [2], [3, 4], [5]].map((items) => outcomeOf(work(items)));
    for (let run = 0; run < 5; run++) await goOn();
    expect(await Promise.all(all)).toEqual(['done', 'done', 'cannot do 4', 'done']);
    expect(runs).toEqual([[1], [2, 3, 4, 5], [2], [3, 4], [5]]);
    expect(splits).toEqual([new Error('cannot do 4')]);
  });

  it('fails for all of them once it is to stop', async () => {
    const { work, runs, stopping, goOn } = slowWork(3);
    const all = [[1], [2], [3]].map((items) => outcomeOf(work(items)));
    await goOn();
    stopping.abort();
    await goOn();
    expect(await Promise.all(all)).toEqual(['done', 'cannot do 3', 'cannot do 3']);
    expect(runs).toEqual([[1], [2, 3]]);
  });

  it('fails for one caller alone without another try', async () => {
    const { work, runs, goOn } = slowWork(1);
    const outcome = outcomeOf(work([1]));
    await goOn();
    expect(await outcome).toBe('cannot do 1');
    expect(runs).toEqual([[1]]);
  });
});
