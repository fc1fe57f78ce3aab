import { LRUCache } from 'lru-cache';

/** Token buckets, one a key: `ratePerSecond` in the long run, `burst` at once. */
export class RateLimit {
  readonly #buckets = new LRUCache<string, { tokens: number; atMs: number }>({ max: 50_000 });
  readonly #ratePerSecond: number;
  readonly #burst: number;
  readonly #nowMs: () => number;

  constructor({
    ratePerSecond,
    burst,
    nowMs = () => performance.now(),
  }: {
    ratePerSecond: number;
    burst: number;
    nowMs?: () => number;
  }) {
    this.#ratePerSecond = ratePerSecond;
    this.#burst = burst;
    this.#nowMs = nowMs;
  }

  /** Takes one token. Returns the seconds to wait before the next try, 0 where the token was there. */
  take(key: string): number {
    const atMs = this.#nowMs();
    const bucket = this.#buckets.get(key);
    if (!bucket) {
      this.#buckets.set(key, { tokens: this.#burst - 1, atMs });
      return 0;
    }
    bucket.tokens = Math.min(this.#burst, bucket.tokens + ((atMs - bucket.atMs) / 1000) * this.#ratePerSecond);
    bucket.atMs = atMs;
    if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / this.#ratePerSecond);
    bucket.tokens -= 1;
    return 0;
  }
}
