import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { Client, escapeIdentifier, type QueryConfig } from 'pg';
import type { Lifecycle } from '../lifecycle/index.ts';
import type { Logger } from '../log/index.ts';
import { type Announcement, Announcements } from './announcements.ts';

const FIRST_RETRY_MS = 50;
const LONGEST_RETRY_MS = 5_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** An end waits no longer for what is still to be announced. */
const LAST_WORDS_MS = 1_000;
// A path that swallows packets without closing shows only when something is asked for.
const CHECK_EVERY_MS = 15_000;

export interface ListenOptions {
  /** Called after the connection was lost and listening has begun anew: what was notified in between is gone, so read the state again. */
  onReconnect?: () => void;
}

/** PostgreSQL's LISTEN and NOTIFY on one connection of its own. */
export interface Notifications {
  /** Resolves once listening has begun: everything committed from then on is heard. The result stops it. */
  listen(channel: string, onPayload: (payload: string) => void, options?: ListenOptions): Promise<() => void>;
  /** Sent when the transaction commits, never when it rolls back. At most 8000 bytes: send ids, not contents. */
  notify<T>(tx: Kysely<T>, channel: string, payload: string): Promise<void>;
  /**
   * Sent within moments, for what comes often: PostgreSQL lets transactions that notify commit one after the other only, each waiting for
   * the disk. Call it after the commit. Lost where the process ends at once: whoever hears it must come to see the same without it, if later.
   * At most 8000 bytes, as ever.
   */
  announce(channel: string, payload: string): void;
  close(): Promise<void>;
}

interface Listener {
  onPayload: (payload: string) => void;
  onReconnect: (() => void) | undefined;
}

export function createNotifications({
  url,
  lifecycle,
  log,
}: {
  url: string;
  lifecycle?: Lifecycle;
  log?: Logger;
}): Notifications {
  const listening = new Listening(url, log);
  lifecycle?.onStop('notifications', () => listening.close());
  return {
    listen: (channel, onPayload, { onReconnect } = {}) => listening.add(channel, { onPayload, onReconnect }),
    announce: (channel, payload) => listening.announce({ channel, payload }),
    async notify(tx, channel, payload) {
      await sql`select pg_notify(${channel}, ${payload})`.execute(tx);
    },
    close: () => listening.close(),
  };
}

const ANNOUNCE = {
  // Prepared though it takes lists: it reads no table.
  name: 'malha_announce',
  // Nothing hangs on its commit, which is not to hold up those of others until the disk has it.
  text: `
    select pg_notify(announced.channel, announced.payload)
    from unnest($1::text[], $2::text[]) as announced (channel, payload), set_config('synchronous_commit', 'off', true)`,
};

class Listening {
  readonly #url: string;
  readonly #log: Logger | undefined;
  readonly #announcements: Announcements;
  readonly #channels = new Map<string, Set<Listener>>();
  #connected: Promise<Client> | undefined;
  #sending: Promise<void> = Promise.resolve();
  #check: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(url: string, log: Logger | undefined) {
    this.#url = url;
    this.#log = log;
    this.#announcements = new Announcements(async (announcements) => {
      const values = [announcements.map(({ channel }) => channel), announcements.map(({ payload }) => payload)];
      await this.#send(await this.#connection(), { ...ANNOUNCE, values });
    }, log);
  }

  announce(announcement: Announcement): void {
    this.#announcements.add(announcement);
  }

  async add(channel: string, listener: Listener): Promise<() => void> {
    const listeners = this.#channels.get(channel) ?? new Set();
    this.#channels.set(channel, listeners.add(listener));
    try {
      // Listening twice to a channel is nothing to PostgreSQL, and the answer is proof that it listens by now.
      await this.#send(await this.#connection(), `listen ${escapeIdentifier(channel)}`);
    } catch (error) {
      this.#remove(channel, listener);
      throw error;
    }
    return () => this.#remove(channel, listener);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const sent = (async () => {
      await this.#announcements.end();
      await this.#sending;
    })();
    await Promise.race([sent, sleep(LAST_WORDS_MS, undefined, { ref: false })]);
    clearInterval(this.#check);
    this.#channels.clear();
    const client = await this.#connected?.catch(() => undefined);
    client?.removeAllListeners('end');
    await client?.end();
  }

  #remove(channel: string, listener: Listener): void {
    const listeners = this.#channels.get(channel);
    listeners?.delete(listener);
    if (listeners?.size !== 0) return;
    this.#channels.delete(channel);
    // A failure means that the connection is gone, and the listening with it.
    void this.#connected
      ?.then((client) => this.#send(client, `unlisten ${escapeIdentifier(channel)}`))
      .catch(() => undefined);
  }

  // One after another: a connection takes no second query while it is at the first.
  #send(client: Client, statement: string | QueryConfig): Promise<void> {
    const before = this.#sending;
    const sent = (async () => {
      await before;
      await client.query(statement);
    })();
    this.#sending = sent.catch(() => undefined);
    return sent;
  }

  #connection(): Promise<Client> {
    this.#connected ??= this.#connect().catch((error: unknown) => {
      this.#connected = undefined;
      throw error;
    });
    return this.#connected;
  }

  async #connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.#url,
      application_name: 'malha notifications',
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    });
    client.on('error', (error) => this.#log?.warn({ err: error }, 'notification connection failed'));
    client.on('notification', ({ channel, payload }) => {
      for (const { onPayload } of this.#channels.get(channel) ?? []) this.#safely(() => onPayload(payload ?? ''));
    });
    await client.connect();
    client.once('end', () => void this.#reconnect());
    clearInterval(this.#check);
    this.#check = setInterval(() => void this.#checkAlive(client), CHECK_EVERY_MS).unref();
    return client;
  }

  async #reconnect(): Promise<void> {
    this.#connected = undefined;
    for (
      let retryMs = FIRST_RETRY_MS;
      !this.#isClosed && this.#channels.size > 0;
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS)
    ) {
      try {
        const client = await this.#connection();
        for (const channel of this.#channels.keys()) await this.#send(client, `listen ${escapeIdentifier(channel)}`);
        this.#log?.info('listening again');
        for (const listeners of this.#channels.values())
          for (const { onReconnect } of listeners) if (onReconnect) this.#safely(onReconnect);
        return;
      } catch (error) {
        this.#log?.warn({ err: error, retryMs }, 'notifications are not heard');
        await sleep(retryMs);
      }
    }
  }

  async #checkAlive(client: Client): Promise<void> {
    const lost = setTimeout(() => client.connection.stream.destroy(), CHECK_EVERY_MS / 2);
    try {
      await this.#send(client, 'select 1');
    } catch {
      // Its end is announced by the client itself.
    } finally {
      clearTimeout(lost);
    }
  }

  #safely(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#log?.error({ err: error }, 'a notification listener threw');
    }
  }
}
