import type { ExecutionResult } from 'graphql';
import { describe, expect, it } from 'vitest';
import { EventQueue } from '../../gateway/subscriptions/event-queue.ts';
import { SharedSubscription } from '../../gateway/subscriptions/shared-subscription.ts';
import { Topic } from '../../subgraphs/kit/index.ts';
import { collect, until } from './small-malha.ts';

const event = (id: string | undefined, n: number): ExecutionResult => ({ data: { changed: { ...(id && { id }), n } } });

/** A shared subscription over a topic, with what was opened and asked. */
function share({
  beginWith,
  answer = (result: ExecutionResult) => Promise.resolve(result),
}: { beginWith?: () => ExecutionResult; answer?: (result: ExecutionResult) => Promise<ExecutionResult> } = {}) {
  const topic = new Topic<ExecutionResult>();
  const seen = { opened: 0, answered: 0, left: 0, isEmpty: false };
  const breaking: (() => void)[] = [];
  const shared = new SharedSubscription({
    open: () => {
      seen.opened++;
      const changes = topic.listen('key');
      let first = beginWith?.();
      const broken = new Promise<never>((_, reject) => breaking.push(() => reject(new Error('the subgraph is gone'))));
      broken.catch(() => undefined);
      return Promise.resolve({
        next: () => {
          const value = first;
          first = undefined;
          return value ? Promise.resolve({ done: false, value }) : Promise.race([changes.next(), broken]);
        },
        return: () => changes.return!(),
        [Symbol.asyncIterator]() {
          return this;
        },
      });
    },
    answer: (result) => {
      seen.answered++;
      return answer(result);
    },
    lost: () => ({ errors: [{ message: 'lost' }] as never }),
    tooSlow: () => ({ errors: [{ message: 'too slow' }] as never }),
    onEmpty: () => {
      seen.isEmpty = true;
    },
  });
  return {
    shared,
    seen,
    publish: (result: ExecutionResult) => topic.publish('key', result),
    breakAll: () => breaking.forEach((breakOne) => breakOne()),
    isHeard: () => topic.isHeard('key'),
  };
}

describe('a shared subscription', () => {
  it('gives a late subscriber its own beginning, and then lets it follow the others', async () => {
    let state = event('run', 1);
    const { shared, publish, seen } = share({ beginWith: () => state });
    const first = collect(shared.join());
    await until(() => first.events.length === 1);
    state = event('run', 2);
    publish(state);
    await until(() => first.events.length === 2);
    const late = collect(shared.join());
    await until(() => late.events.length === 1);
    expect(late.events).toEqual([event('run', 2)]);
    expect([seen.opened, shared.upstreams]).toEqual([2, 1]);
    publish(event('run', 3));
    await until(() => first.events.length === 3 && late.events.length === 2);
    expect(late.events).toEqual([event('run', 2), event('run', 3)]);
  });

  it('keeps a late subscriber on its own where events cannot be told apart', async () => {
    const { shared, publish } = share({ beginWith: () => event(undefined, 1) });
    const first = collect(shared.join());
    await until(() => first.events.length === 1);
    const late = collect(shared.join());
    await until(() => late.events.length === 1);
    expect(shared.upstreams).toBe(2);
    publish(event(undefined, 2));
    await until(() => first.events.length === 2 && late.events.length === 2);
  });

  it('fetches the rest of an event once for all, also while they are not yet merged', async () => {
    const { shared, publish, seen } = share({ beginWith: () => event(undefined, 1) });
    const subscribers = [collect(shared.join())];
    await until(() => subscribers[0]!.events.length === 1);
    for (let i = 0; i < 5; i++) subscribers.push(collect(shared.join()));
    await until(() => subscribers.every(({ events }) => events.length === 1));
    const before = seen.answered;
    publish(event(undefined, 2));
    await until(() => subscribers.every(({ events }) => events.length === 2));
    expect(seen.answered - before).toBe(1);
  });

  it('delivers answers in the order of their events, however long each takes', async () => {
    const slow = Promise.withResolvers<void>();
    const { shared, publish } = share({
      async answer(result) {
        if (JSON.stringify(result).includes('"n":1')) await slow.promise;
        return result;
      },
    });
    const subscriber = collect(shared.join());
    await until(() => shared.upstreams === 1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    publish(event('a', 1));
    publish(event('b', 2));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(subscriber.events).toEqual([]);
    slow.resolve();
    await until(() => subscriber.events.length === 2);
    expect(subscriber.events).toEqual([event('a', 1), event('b', 2)]);
  });

  it('tells everyone when the subgraph is lost, and is left', async () => {
    const { shared, breakAll, seen } = share({ beginWith: () => event('run', 1) });
    const subscribers = [1, 2].map(() => collect(shared.join(() => seen.left++)));
    await until(() => subscribers.every(({ events }) => events.length === 1));
    breakAll();
    await Promise.all(subscribers.map(({ end }) => end));
    expect(subscribers.map(({ events }) => events.at(-1))).toEqual([
      { errors: [{ message: 'lost' }] },
      { errors: [{ message: 'lost' }] },
    ]);
    expect(seen).toMatchObject({ left: 2, isEmpty: true });
  });

  it('leaves the subgraph with the last subscriber and not before', async () => {
    const { shared, isHeard, seen } = share({ beginWith: () => event('run', 1) });
    const [first, second] = [shared.join(), shared.join()];
    await Promise.all([first.next(), second.next()]);
    await first.return!();
    expect([isHeard(), seen.isEmpty]).toEqual([true, false]);
    await second.return!();
    expect([isHeard(), seen.isEmpty]).toEqual([false, true]);
  });

  it('subscribes afresh for everyone after a change of the subgraph’s part', async () => {
    let state = event('run', 1);
    const { shared, seen } = share({ beginWith: () => state });
    const subscriber = collect(shared.join());
    await until(() => subscriber.events.length === 1);
    state = event('run', 2);
    shared.reopen();
    await until(() => subscriber.events.length === 2);
    expect([seen.opened, shared.upstreams]).toEqual([2, 1]);
  });
});

const queue = (maxWaiting: number, onClose = () => undefined) =>
  new EventQueue<string>({ maxWaiting, whenFull: () => 'too slow', onClose });

describe('a queue of events', () => {
  it('ends with a word for a reader that does not keep up', async () => {
    let closed = 0;
    const events = queue(2, () => void closed++);
    for (const value of ['a', 'b', 'c', 'd']) events.push(value);
    expect(await events.next()).toEqual({ done: false, value: 'too slow' });
    expect(await events.next()).toEqual({ done: true, value: undefined });
    expect(closed).toBe(1);
  });

  it('lets what waits be read after the end, and nothing after a return', async () => {
    const ended = queue(10);
    ended.push('a');
    ended.end();
    expect(await ended.next()).toEqual({ done: false, value: 'a' });
    expect((await ended.next()).done).toBe(true);
    const returned = queue(10);
    const pending = returned.next();
    await returned.return();
    expect((await pending).done).toBe(true);
    returned.push('late');
    expect((await returned.next()).done).toBe(true);
  });
});
