import { type Identity, InvalidToken } from '../platform/auth/index.ts';
import type { Metrics } from '../platform/metrics/index.ts';
import { refusal } from './errors.ts';
import type { CallerRates } from './rate-limit.ts';

/** Resolves to the identity behind an `Authorization` value, anonymous from the address where there is none; rejects with InvalidToken. */
export type VerifyToken = (authorization: string | undefined, address?: string) => Promise<Identity>;

/** Where callers are identified, once, and counted. */
export interface Door {
  /**
   * Identifies the caller of a connection that will carry operations; only a refusal takes a token of its rate.
   * @throws GraphQLError as `enter` does.
   */
  identify(authorization: string | undefined, address: string): Promise<Identity>;
  /**
   * Identifies the caller of one operation and takes one token of its rate and of its address's.
   * @throws GraphQLError UNAUTHENTICATED for a token that is there and not valid, RATE_LIMITED for a caller or an address that asks too often.
   */
  enter(authorization: string | undefined, address: string): Promise<Identity>;
  /** Verifies again from time to time, for what stays open longer than a token lives; calls `onInvalid` once. Returns the end of it. */
  watch(authorization: string | undefined, onInvalid: () => void): () => void;
}

const VERIFIED_AGAIN_MS = 30_000;

export function createDoor({
  verifyToken,
  rates,
  metrics,
  verifiedAgainMs = VERIFIED_AGAIN_MS,
}: {
  verifyToken: VerifyToken;
  rates: CallerRates;
  metrics: Metrics;
  verifiedAgainMs?: number;
}): Door {
  const refused = metrics.counter('malha_gateway_refused_total', 'Operations refused at the door', ['reason']);

  function pass(retryAfterSeconds: number): void {
    if (retryAfterSeconds === 0) return;
    refused.inc({ reason: 'rate_limited' });
    throw refusal('RATE_LIMITED', `Too many requests; try again in ${retryAfterSeconds} s.`, {
      status: 429,
      retryAfterSeconds,
    });
  }

  async function identify(authorization: string | undefined, address: string): Promise<Identity> {
    try {
      return await verifyToken(authorization, address);
    } catch (error) {
      if (!(error instanceof InvalidToken)) throw error;
      pass(rates.takeAnonymous(address));
      refused.inc({ reason: 'invalid_token' });
      // The reason stays inside: it would tell a forger what to mend.
      throw refusal('UNAUTHENTICATED', 'The token is not valid, or no longer.', { status: 401 });
    }
  }

  return {
    identify,
    async enter(authorization, address) {
      const identity = await identify(authorization, address);
      pass(rates.take(identity, address));
      return identity;
    },
    watch(authorization, onInvalid) {
      if (!authorization) return () => undefined;
      const timer = setInterval(() => {
        verifyToken(authorization).catch((error: unknown) => {
          // Keys that cannot be fetched at the moment are no reason to throw people out.
          if (!(error instanceof InvalidToken)) return;
          clearInterval(timer);
          onInvalid();
        });
      }, verifiedAgainMs);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}
