import { describe, expect, it } from 'vitest';
import { presentThenChanges, Topic } from '../../../subgraphs/kit/index.ts';

interface State {
  sequence: number;
}
const versionOf = (state: State) => state.sequence;

describe('a topic', () => {
  it('delivers what is published after listening began, even before the first read', async () => {
    const topic = new Topic<number>();
    topic.publish('a', 0);
    const heard = topic.listen('a');
    topic.publish('a', 1);
    topic.publish('b', 2);
    expect(await heard.next()).toEqual({ done: false, value: 1 });
  });

  it('ends a pending read at once when the listener leaves', async () => {
    const topic = new Topic<number>();
    const heard = topic.listen('a');
    const pending = heard.next();
    await heard.return?.();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(topic.isHeard('a')).toBe(false);
  });

  it('lets a slow reader of states skip to the newest', async () => {
    const topic = new Topic<number>();
    const heard = topic.listen('a', { latestOnly: true });
    for (const value of [1, 2, 3]) topic.publish('a', value);
    expect((await heard.next()).value).toBe(3);
  });
});

describe('a subscription on one thing', () => {
  it('begins with the present state and leaves out what is not newer', async () => {
    const topic = new Topic<State>();
    const changes = topic.listen('run');
    topic.publish('run', { sequence: 3 });
    const states = presentThenChanges(changes, { read: () => Promise.resolve({ sequence: 4 }), versionOf });
    topic.publish('run', { sequence: 4 });
    topic.publish('run', { sequence: 5 });
    expect([(await states.next()).value, (await states.next()).value]).toEqual([{ sequence: 4 }, { sequence: 5 }]);
  });

  it('leaves out the present state for one who has seen it', async () => {
    const topic = new Topic<State>();
    const states = presentThenChanges(topic.listen('run'), {
      read: () => Promise.resolve({ sequence: 4 }),
      versionOf,
      after: 4,
    });
    const first = states.next();
    topic.publish('run', { sequence: 6 });
    expect((await first).value).toEqual({ sequence: 6 });
  });

  it('ends after the last state and stops listening', async () => {
    const topic = new Topic<State>();
    const states = presentThenChanges(topic.listen('run'), {
      read: () => Promise.resolve({ sequence: 9 }),
      versionOf,
      isLast: ({ sequence }) => sequence === 9,
    });
    expect(await states.next()).toEqual({ done: false, value: { sequence: 9 } });
    expect((await states.next()).done).toBe(true);
    expect(topic.isHeard('run')).toBe(false);
  });

  it('stops listening when the present state cannot be read', async () => {
    const topic = new Topic<State>();
    const states = presentThenChanges(topic.listen('run'), {
      read: () => Promise.reject(new Error('gone')),
      versionOf,
    });
    await expect(states.next()).rejects.toThrow('gone');
    expect(topic.isHeard('run')).toBe(false);
  });
});
