import { callerOf } from '../platform/auth/index.ts';
import type { Metrics } from '../platform/metrics/index.ts';
import { refusal } from './errors.ts';
import type { GatewayLimits } from './limits.ts';
import type { OperationContext } from './context.ts';

/** What is open at the moment, by key; it holds a key no longer than something of it is open. */
class Open {
  readonly #counts = new Map<string, number>();

  of(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  add(key: string): void {
    this.#counts.set(key, this.of(key) + 1);
  }

  remove(key: string): void {
    const left = this.of(key) - 1;
    if (left > 0) this.#counts.set(key, left);
    else this.#counts.delete(key);
  }
}

/** How much may stay open: rates count what begins, and what never ends would begin at any rate. */
export class Seats {
  readonly #limits: GatewayLimits;
  readonly #refused: ReturnType<Metrics['counter']>;
  readonly #callers = new Open();
  readonly #addresses = new Open();
  readonly #sockets = new Open();

  constructor(limits: GatewayLimits, metrics: Metrics) {
    this.#limits = limits;
    this.#refused = metrics.counter('malha_gateway_refused_total', 'Operations refused at the door', ['reason']);
  }

  /**
   * Takes a seat for a subscription, over whichever way it comes; returns how to leave it, once.
   * @throws GraphQLError RATE_LIMITED where the caller or its address has all it may have.
   */
  subscription({ identity, address }: Pick<OperationContext, 'identity' | 'address'>): () => void {
    const { subscriptionsPerCaller, subscriptionsPerBoundCaller, subscriptionsPerAddress } = this.#limits;
    const caller = callerOf(identity);
    const most = identity.boundTo === undefined ? subscriptionsPerCaller : subscriptionsPerBoundCaller;
    if (this.#callers.of(caller) >= most) throw this.#tooMany(`One token holds at most ${most} subscriptions open.`);
    if (this.#addresses.of(address) >= subscriptionsPerAddress)
      throw this.#tooMany(`One address holds at most ${subscriptionsPerAddress} subscriptions open.`);
    this.#callers.add(caller);
    this.#addresses.add(address);
    return () => {
      this.#callers.remove(caller);
      this.#addresses.remove(address);
    };
  }

  /** Takes a seat for a socket, whether or not it subscribes; undefined where its address has all it may have. */
  socket(address: string): (() => void) | undefined {
    if (this.#sockets.of(address) >= this.#limits.socketsPerAddress) {
      this.#refused.inc({ reason: 'too_many_open' });
      return undefined;
    }
    this.#sockets.add(address);
    return () => this.#sockets.remove(address);
  }

  #tooMany(message: string) {
    this.#refused.inc({ reason: 'too_many_open' });
    return refusal('RATE_LIMITED', message, { status: 429 });
  }
}
