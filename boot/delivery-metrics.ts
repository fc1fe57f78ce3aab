import { setTimeout as sleep } from 'node:timers/promises';
import type { Lifecycle } from '../platform/lifecycle/index.ts';
import type { Logger } from '../platform/log/index.ts';
import type { Metrics } from '../platform/metrics/index.ts';
import type { Delivery } from '../platform/queue/index.ts';

export interface DeliveryMetricsOptions {
  delivery: Pick<Delivery, 'depth'>;
  metrics: Metrics;
  lifecycle: Lifecycle;
  log: Logger;
  everyMs?: number;
}

/**
 * Counts what waits on the way of messages, until `lifecycle` stops. Looked at by itself and not at each scrape, which must not wait for a
 * database or a queue; what could not be seen is left out rather than told as it was.
 */
export function startDeliveryMetrics({
  delivery,
  metrics,
  lifecycle,
  log,
  everyMs = 15_000,
}: DeliveryMetricsOptions): void {
  const { signal } = lifecycle;
  const messages = metrics.gauge('malha_queue_messages', 'Messages in the queue and behind it', ['state']);
  const outboxes = metrics.gauge('malha_outbox_messages', 'Messages in the outboxes', ['outbox', 'state']);
  const oldest = metrics.gauge('malha_outbox_oldest_seconds', 'For how long the oldest message waits', ['outbox']);

  async function look(): Promise<void> {
    const { queue, outboxes: depths } = await delivery.depth();
    messages.set({ state: 'waiting' }, queue.waiting);
    messages.set({ state: 'in_flight' }, queue.inFlight);
    messages.set({ state: 'dead' }, queue.deadLetters);
    for (const { outbox, waiting, setAside, oldestAt } of depths) {
      outboxes.set({ outbox, state: 'waiting' }, waiting);
      outboxes.set({ outbox, state: 'set_aside' }, setAside);
      oldest.set({ outbox }, oldestAt ? (Date.now() - oldestAt.getTime()) / 1_000 : 0);
    }
  }
  async function run(): Promise<void> {
    while (!signal.aborted) {
      await look().catch((error: unknown) => {
        for (const gauge of [messages, outboxes, oldest]) gauge.reset();
        log.warn({ err: error }, 'the way of messages is not seen');
      });
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }
  const running = run();
  lifecycle.onStop('delivery metrics', () => running);
}
