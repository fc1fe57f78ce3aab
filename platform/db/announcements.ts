import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../log/index.ts';

/** What is announced within this time is sent together. */
const TOGETHER_MS = 10;
const RETRY_MS = 1_000;

export interface Announcement {
  channel: string;
  payload: string;
}

type Send = (announcements: readonly Announcement[]) => Promise<void>;

/** Announcements on their way: gathered for a moment, equal ones sent once, one sending at a time, and again until it gets through. */
export class Announcements {
  readonly #send: Send;
  readonly #log: Logger | undefined;
  readonly #waiting = new Map<string, Announcement>();
  readonly #ending = new AbortController();
  #sending: Promise<void> | undefined;

  constructor(send: Send, log?: Logger) {
    this.#send = send;
    this.#log = log;
  }

  add(announcement: Announcement): void {
    if (this.#ending.signal.aborted) return;
    this.#await(announcement);
    this.#sending ??= this.#sendUntilNoneWaits();
  }

  /** Resolves when what waits was sent, without a further try where that fails. What is added from now on is not sent. */
  async end(): Promise<void> {
    this.#ending.abort();
    await this.#sending;
  }

  async #sendUntilNoneWaits(): Promise<void> {
    const { signal } = this.#ending;
    let pauseMs = TOGETHER_MS;
    while (this.#waiting.size > 0) {
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      const isLastTry = signal.aborted;
      const announcements = [...this.#waiting.values()];
      this.#waiting.clear();
      try {
        await this.#send(announcements);
        pauseMs = TOGETHER_MS;
      } catch (error) {
        this.#log?.warn({ err: error }, 'announcements are not sent');
        if (isLastTry) break;
        for (const announcement of announcements) this.#await(announcement);
        pauseMs = RETRY_MS;
      }
    }
    this.#sending = undefined;
  }

  #await(announcement: Announcement): void {
    this.#waiting.set(`${announcement.channel} ${announcement.payload}`, announcement);
  }
}
