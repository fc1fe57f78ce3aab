import { request } from 'undici';
import type { Database, Notifications } from '../../../platform/db/index.ts';
import { AddressRefused, GuardedAgents, type AddressGuard } from '../../../platform/internet/index.ts';
import { type Clock, type Lifecycle, WakeUp } from '../../../platform/lifecycle/index.ts';
import type { Logger } from '../../../platform/log/index.ts';
import { claimDelivery, type ClaimedDelivery, settleDelivery } from '../store/alert-delivery-store.ts';
import { signatureHeaders } from './webhook-signature.ts';

/** Notified whenever there is something to deliver. */
export const DELIVERY_CHANNEL = 'models_alert_delivery';

/** At once, in one process. */
const SENDERS = 4;
const TIMEOUT_MS = 10_000;
/** A process that has not said by then what became of its attempt is taken for gone. */
const LEASE_MS = 60_000;
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 60 * 60_000;
/** After so long without a success a message is given up. */
export const GIVE_UP_AFTER_MS = 24 * 60 * 60_000;
/** Retries become due by themselves; new messages wake the deliverer. */
const LOOK_EVERY_MS = 5_000;
const MAX_RESPONSE_BYTES = 64 * 1_024;

export interface AlertDelivererOptions {
  db: Database;
  clock: Clock;
  notifications: Notifications;
  guard: AddressGuard;
  log: Logger;
  timeoutMs?: number | undefined;
}

/**
 * Tells webhooks of alerts: at least once, the messages of one alert in their order, each attempt signed anew. What is answered with 2xx is
 * delivered; all else, a redirect too, is tried again after 10 s, 20 s, 40 s … an hour, for a day. Any number of processes may.
 */
export class AlertDeliverer {
  readonly #options: AlertDelivererOptions;
  readonly #agents: GuardedAgents;
  readonly #timeoutMs: number;

  constructor({ timeoutMs = TIMEOUT_MS, ...options }: AlertDelivererOptions) {
    this.#options = options;
    this.#timeoutMs = timeoutMs;
    this.#agents = new GuardedAgents(options.guard, { timeoutMs, connections: SENDERS });
  }

  /** Tries whatever is due, a few at a time, until nothing is. */
  async deliverDue(signal = new AbortController().signal): Promise<void> {
    await Promise.all(Array.from({ length: SENDERS }, () => this.#sendDue(signal)));
  }

  /** Delivers in the background until `lifecycle` stops. */
  start(lifecycle: Lifecycle): void {
    const { notifications, log } = this.#options;
    const { signal } = lifecycle;
    const wakeUp = new WakeUp();
    const run = async () => {
      while (!signal.aborted) {
        wakeUp.reset();
        await this.deliverDue(signal).catch((error: unknown) => log.warn({ err: error }, 'alerts are not delivered'));
        await wakeUp.wait(LOOK_EVERY_MS, signal);
      }
    };
    const listening = notifications.listen(DELIVERY_CHANNEL, () => wakeUp.call());
    listening.catch((error: unknown) => log.warn({ err: error }, 'the deliverer of alerts looks by itself'));
    const finished = run();
    lifecycle.onStop('delivery of alerts', () => finished.then(() => this.close()));
  }

  close(): Promise<void> {
    return this.#agents.close();
  }

  async #sendDue(signal: AbortSignal): Promise<void> {
    const { db, clock } = this.#options;
    while (!signal.aborted) {
      const now = clock.now();
      const delivery = await claimDelivery(db, { now, until: new Date(now.getTime() + LEASE_MS) });
      if (!delivery) return;
      const problem = await this.#attempt(delivery, signal);
      // Stopped amidst: its lease ends, and somebody tries again.
      if (problem !== null && signal.aborted) return;
      await this.#settle(delivery, problem);
    }
  }

  /** Null where it arrived, else why not. */
  async #attempt({ id, url, secret, body }: ClaimedDelivery, stopping: AbortSignal): Promise<string | null> {
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    try {
      const response = await request(url, {
        method: 'POST',
        dispatcher: this.#agents.agentFor(url),
        signal: AbortSignal.any([stopping, timeout]),
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Malha',
          ...signatureHeaders(secret, { id, at: this.#options.clock.now(), body }),
        },
        body,
      });
      const { statusCode: status } = response;
      // What it says beside the status is of no use, and not waited for.
      await response.body.dump({ limit: MAX_RESPONSE_BYTES, signal: timeout }).catch(() => undefined);
      if (status >= 200 && status < 300) return null;
      return status >= 300 && status < 400
        ? `the receiver answered ${status}: redirects are not followed`
        : `the receiver answered ${status}`;
    } catch (error) {
      if (timeout.aborted) return `no answer within ${this.#timeoutMs} ms`;
      return error instanceof AddressRefused ? error.message : `no connection: ${codeOf(error)}`;
    }
  }

  async #settle({ id, attempts, alertId, createdAt }: ClaimedDelivery, problem: string | null): Promise<void> {
    const { db, clock, log } = this.#options;
    const now = clock.now();
    if (problem === null) {
      await settleDelivery(db, { id, attempts }, { state: 'DELIVERED', deliveredAt: now, lastError: null });
      return;
    }
    const nextAttemptAt = new Date(now.getTime() + pauseMsAfter(attempts));
    const isGivenUp = nextAttemptAt.getTime() - createdAt.getTime() > GIVE_UP_AFTER_MS;
    if (isGivenUp) log.error({ deliveryId: id, alertId, attempts, problem }, 'an alert is not delivered: given up');
    await settleDelivery(
      db,
      { id, attempts },
      isGivenUp ? { state: 'GIVEN_UP', lastError: problem } : { nextAttemptAt, lastError: problem },
    );
  }
}

/** Between one attempt and the next. */
export function pauseMsAfter(attempts: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
}

/** Not the message, which may name the address: its path may be a secret. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'it failed';
}
