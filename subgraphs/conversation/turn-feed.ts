import type { TurnRow } from './store/tables.ts';

const READ_AT_ONCE = 100;

/**
 * One conversation's turns beyond an index, read from the database after each wake-up, so that a lost or doubled wake-up does no harm.
 * Not an async generator: its return() would wait behind a pending next(), and an unsubscribe would never arrive.
 */
export class TurnFeed implements AsyncIterableIterator<TurnRow> {
  readonly #wakeUps: AsyncIterableIterator<unknown>;
  readonly #read: (after: number, limit: number) => Promise<TurnRow[]>;
  readonly #unread: TurnRow[] = [];
  #seen: number;
  #mayHaveMore = true;
  #isOver = false;

  constructor(
    wakeUps: AsyncIterableIterator<unknown>,
    { after, read }: { after: number; read: (after: number, limit: number) => Promise<TurnRow[]> },
  ) {
    this.#wakeUps = wakeUps;
    this.#seen = after;
    this.#read = read;
  }

  async next(): Promise<IteratorResult<TurnRow>> {
    while (!this.#isOver) {
      const turn = this.#unread.shift();
      if (turn) {
        this.#seen = turn.index;
        return { done: false, value: turn };
      }
      if (!this.#mayHaveMore && (await this.#wakeUps.next()).done) break;
      const turns = await this.#read(this.#seen, READ_AT_ONCE);
      this.#unread.push(...turns);
      this.#mayHaveMore = turns.length >= READ_AT_ONCE;
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<TurnRow>> {
    this.#isOver = true;
    await this.#wakeUps.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<TurnRow> {
    return this;
  }
}
