import type { Logger } from '../log/index.ts';

/** News that come within this time are sent together. */
const TOGETHER_MS = 10;
const RETRY_MS = 1_000;

export interface News {
  channel: string;
  payload: string;
}

/** News on their way: gathered for a moment, each sent once however often it was told meanwhile, and again until they get through. */
export class Announcements {
  readonly #send: (news: readonly News[]) => Promise<void>;
  readonly #log: Logger | undefined;
  readonly #untold = new Map<string, News>();
  #timer: NodeJS.Timeout | undefined;

  constructor(send: (news: readonly News[]) => Promise<void>, log: Logger | undefined) {
    this.#send = send;
    this.#log = log;
  }

  add(news: News): void {
    this.#untold.set(`${news.channel} ${news.payload}`, news);
    this.#timer ??= setTimeout(() => void this.#tell(), TOGETHER_MS);
  }

  /** Sends at once what waits; for the end, where nothing is tried again. */
  async flush(): Promise<void> {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    await this.#tell();
    clearTimeout(this.#timer);
  }

  async #tell(): Promise<void> {
    this.#timer = undefined;
    const news = [...this.#untold.values()];
    this.#untold.clear();
    try {
      await this.#send(news);
    } catch (error) {
      this.#log?.warn({ err: error }, 'news are not told yet');
      for (const one of news) this.#untold.set(`${one.channel} ${one.payload}`, one);
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#tell(), RETRY_MS).unref();
    }
  }
}
