import type { Lifecycle } from '../platform/lifecycle/index.ts';
import type { Logger } from '../platform/log/index.ts';
import type { Metrics } from '../platform/metrics/index.ts';
import type { Models, Monitored } from '../subgraphs/models/index.ts';
import { setTimeout as sleep } from 'node:timers/promises';

/** Assistants that have labels of their own: a label of each that anybody makes would fill the memory of whoever watches. */
const MOST_ASSISTANTS = 50;

export interface ModelMetricsOptions {
  models: Pick<Models, 'monitor'>;
  metrics: Metrics;
  lifecycle: Lifecycle;
  log: Logger;
  everyMs?: number;
}

/**
 * Shows how versions do, until `lifecycle` stops: of the last hour, of the fifty busiest assistants, their version in service and the one
 * that takes over. Every worker tells the same, read from the database by itself and not at each scrape; what could not be seen is left out
 * rather than told as it was.
 */
export function startModelMetrics({ models, metrics, lifecycle, log, everyMs = 60_000 }: ModelMetricsOptions): void {
  const { signal } = lifecycle;
  const gauges = modelGauges(metrics);
  const leftOut = metrics.gauge('malha_model_assistants_left_out', 'Assistants without labels of their own');

  async function look(): Promise<void> {
    const seen = await models.monitor(MOST_ASSISTANTS);
    gauges.reset();
    for (const assistant of seen.assistants) gauges.show(assistant);
    leftOut.set(seen.leftOut);
  }
  async function run(): Promise<void> {
    while (!signal.aborted) {
      await look().catch((error: unknown) => {
        gauges.reset();
        log.warn({ err: error }, 'how versions do is not seen');
      });
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }
  const running = run();
  lifecycle.onStop('model metrics', () => running);
}

function modelGauges(metrics: Metrics) {
  const ofAssistant = ['assistant'];
  const ofVersion = ['assistant', 'part', 'version'];
  const live = metrics.gauge('malha_model_live_version', 'Number of the version in service', ofAssistant);
  const drift = metrics.gauge('malha_model_intent_drift_index', 'Stability index of predicted intents', ofAssistant);
  const inputs = metrics.gauge('malha_model_input_drift_accuracy', 'Two-sample accuracy of inputs', ofAssistant);
  const alerts = metrics.gauge('malha_alerts_open', 'Alerts that are not over', ['assistant', 'metric']);
  const turns = metrics.gauge('malha_model_turns', 'Turns answered in the last hour', ofVersion);
  const feedback = metrics.gauge('malha_model_feedback_turns', 'Of those, turns that somebody spoke about', ofVersion);
  const rates = metrics.gauge('malha_model_ratio', 'Shares of the turns of the last hour', [...ofVersion, 'figure']);
  const latency = metrics.gauge('malha_model_latency_seconds', 'Of replies in the last hour', [
    ...ofVersion,
    'quantile',
  ]);
  const all = [live, drift, inputs, alerts, turns, feedback, rates, latency];

  function showVersion(assistant: string, { part, number, figures }: Monitored['versions'][number]): void {
    const labels = { assistant, part, version: String(number) };
    turns.set(labels, figures.turns);
    feedback.set(labels, figures.feedback);
    const shares = {
      helpful: figures.helpfulRate?.value,
      estimated_helpful: figures.estimatedHelpfulRate?.value,
      out_of_scope: figures.outOfScopeRate?.value,
      fallback: figures.fallbackRate?.value,
      mean_confidence: figures.meanConfidence,
    };
    for (const [figure, value] of Object.entries(shares)) if (value != null) rates.set({ ...labels, figure }, value);
    const quantiles = { '0.5': figures.latency?.p50, '0.95': figures.latency?.p95, '0.99': figures.latency?.p99 };
    for (const [quantile, ms] of Object.entries(quantiles))
      if (ms !== undefined) latency.set({ ...labels, quantile }, ms / 1_000);
  }

  return {
    reset(): void {
      for (const gauge of all) gauge.reset();
    },
    show({
      assistantId: assistant,
      championNumber,
      versions,
      drift: index,
      inputDrift,
      alerts: open,
    }: Monitored): void {
      live.set({ assistant }, championNumber);
      if (index !== null) drift.set({ assistant }, index);
      if (inputDrift !== null) inputs.set({ assistant }, inputDrift);
      for (const { metric, count } of open) alerts.set({ assistant, metric }, count);
      for (const version of versions) showVersion(assistant, version);
    },
  };
}
