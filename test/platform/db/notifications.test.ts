import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNotifications, transaction } from '../../../platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

function notify(channel: string, payload: string): Promise<void> {
  return transaction(database.db, (tx) => database.notifications.notify(tx, channel, payload));
}

describe('notifications', () => {
  it('are heard from the moment listening resolves, by every listener, until it stops', async () => {
    const { notifications } = database;
    const heard: string[] = [];
    const stop = await notifications.listen('news', (payload) => heard.push(`one ${payload}`));
    await notifications.listen('news', (payload) => heard.push(`two ${payload}`));
    await notify('news', 'a');
    await expect.poll(() => heard).toEqual(['one a', 'two a']);
    stop();
    await notify('news', 'b');
    await expect.poll(() => heard).toEqual(['one a', 'two a', 'two b']);
  });

  it('are not sent by a transaction that rolls back', async () => {
    const heard: string[] = [];
    await database.notifications.listen('maybe', (payload) => heard.push(payload));
    const failing = transaction(database.db, async (tx) => {
      await database.notifications.notify(tx, 'maybe', 'never');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await notify('maybe', 'after');
    await expect.poll(() => heard).toEqual(['after']);
  });

  it('go on after the connection was killed, and say that something may be missing', async () => {
    const heard: string[] = [];
    let reconnects = 0;
    await database.notifications.listen('steady', (payload) => heard.push(payload), {
      onReconnect: () => reconnects++,
    });
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'malha notifications'`.execute(database.db);
    await expect.poll(() => reconnects).toBe(1);
    await notify('steady', 'again');
    await expect.poll(() => heard).toEqual(['again']);
  });

  it('outlive a listener that throws', async () => {
    const heard: string[] = [];
    await database.notifications.listen('rough', () => {
      throw new Error('careless');
    });
    await database.notifications.listen('rough', (payload) => heard.push(payload));
    await notify('rough', 'x');
    await expect.poll(() => heard).toEqual(['x']);
  });

  it('announced in passing are heard soon, each once however often it was told meanwhile', async () => {
    const { notifications } = database;
    const heard: string[] = [];
    await notifications.listen('passing', (payload) => heard.push(payload));
    for (const payload of ['a', 'b', 'a', 'a']) notifications.announce('passing', payload);
    await expect.poll(() => heard).toEqual(['a', 'b']);
    notifications.announce('passing', 'a');
    await expect.poll(() => heard).toEqual(['a', 'b', 'a']);
  });

  it('announced just before the end are still told', async () => {
    const heard: string[] = [];
    await database.notifications.listen('last', (payload) => heard.push(payload));
    const ending = createNotifications({ url: database.url });
    ending.announce('last', 'words');
    await ending.close();
    ending.announce('last', 'too late');
    database.notifications.announce('last', 'after');
    await expect.poll(() => heard).toEqual(['words', 'after']);
  });
});
