import { describe, expect, it } from 'vitest';
import { type Announcement, Announcements } from '../../../platform/db/announcements.ts';

const said = (payload: string): Announcement => ({ channel: 'news', payload });

/** A sender that keeps what it is given, and answers when it is told to. */
function slowSender() {
  const sent: string[][] = [];
  const waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const announcements = new Announcements((batch) => {
    sent.push(batch.map(({ payload }) => payload));
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  });
  const next = async () => {
    await expect.poll(() => waiting.length, { timeout: 5_000 }).toBe(1);
    return waiting.pop()!;
  };
  return { sent, announcements, next };
}

describe('announcements', () => {
  it('are sent together, equal ones once, and those that come during a sending with the next', async () => {
    const { sent, announcements, next } = slowSender();
    for (const payload of ['a', 'b', 'a']) announcements.add(said(payload));
    const first = await next();
    for (const payload of ['c', 'a', 'c']) announcements.add(said(payload));
    first.resolve();
    (await next()).resolve();
    await announcements.end();
    expect(sent).toEqual([
      ['a', 'b'],
      ['c', 'a'],
    ]);
  });

  it('are sent again where they did not get through, with what came since', async () => {
    const { sent, announcements, next } = slowSender();
    announcements.add(said('a'));
    const first = await next();
    announcements.add(said('b'));
    first.reject(new Error('no connection'));
    (await next()).resolve();
    await announcements.end();
    expect(sent).toEqual([['a'], ['b', 'a']]);
  });

  it('end when the sending under way has, and what waits was sent', async () => {
    const { sent, announcements, next } = slowSender();
    announcements.add(said('a'));
    const first = await next();
    announcements.add(said('b'));
    let isOver = false;
    const ending = announcements.end().then(() => (isOver = true));
    announcements.add(said('too late'));
    first.resolve();
    const last = await next();
    expect(isOver).toBe(false);
    last.reject(new Error('no connection'));
    await ending;
    expect(sent).toEqual([['a'], ['b']]);
  });
});
