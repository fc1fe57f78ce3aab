import { LRUCache } from 'lru-cache';
import { callerOf, type Identity } from '../platform/auth/index.ts';
import type { GatewayLimits } from './limits.ts';

/** Beyond so many callers, those who have not asked for longest are forgotten, and begin with a full bucket when they come again. */
const CALLERS_KEPT = 50_000;

/** Token buckets, one a key: `ratePerSecond` in the long run, `burst` at once. */
export class RateLimit {
  readonly #buckets = new LRUCache<string, { tokens: number; atMs: number }>({ max: CALLERS_KEPT });
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

/**
 * How often callers may ask: each identity, and each address whoever asks from there. With the identity alone, whoever starts
 * conversations, which anyone may, would have as many rates as conversations.
 */
export class CallerRates {
  readonly #identities: RateLimit;
  readonly #addresses: RateLimit;
  readonly #anonymous: RateLimit;

  constructor({ ratePerSecond, addressRatePerSecond, anonymousRatePerSecond, burstSeconds }: GatewayLimits) {
    const limit = (perSecond: number) =>
      new RateLimit({ ratePerSecond: perSecond, burst: Math.max(1, perSecond * burstSeconds) });
    this.#identities = limit(ratePerSecond);
    this.#addresses = limit(addressRatePerSecond);
    this.#anonymous = limit(anonymousRatePerSecond);
  }

  /** Counts an operation. Returns the seconds to wait before the next try, 0 where it may run. */
  take(identity: Identity, address: string): number {
    if (identity.roles.includes('anonymous')) return this.takeAnonymous(address);
    return this.#identities.take(callerOf(identity)) || this.#addresses.take(address);
  }

  /** Counts an operation of nobody in particular: without a token, or with one that is not valid. */
  takeAnonymous(address: string): number {
    return this.#anonymous.take(address) || this.#addresses.take(address);
  }
}
