import { afterAll, beforeAll, expect, it } from 'vitest';
import { startModelMetrics } from '../../boot/model-metrics.ts';
import { Lifecycle } from '../../platform/lifecycle/index.ts';
import { createLogger } from '../../platform/log/index.ts';
import { createMetrics, type Metrics } from '../../platform/metrics/index.ts';
import type { Models } from '../../subgraphs/models/index.ts';
import { AlertDesk, UNHELPFUL } from '../subgraphs/models/alert-desk.ts';
import { ModelsRoom } from '../subgraphs/models/models-room.ts';

let room: ModelsRoom;
beforeAll(async () => {
  room = await ModelsRoom.open();
});
afterAll(() => room.close());

const DAY_MS = 24 * 60 * 60_000;
const log = createLogger({ level: 'silent', name: 'test' });

/** What is shown once `models` was looked at, of the names that begin so. */
async function shown(models: Pick<Models, 'monitor'>, prefix: string, metrics: Metrics = createMetrics()) {
  const lifecycle = new Lifecycle();
  const { promise, resolve } = Promise.withResolvers<void>();
  const once: Pick<Models, 'monitor'> = {
    monitor: async (atMost) => {
      try {
        return await models.monitor(atMost);
      } finally {
        resolve();
      }
    },
  };
  startModelMetrics({ models: once, metrics, lifecycle, log });
  await promise;
  await lifecycle.stop('test ends');
  const { body } = await metrics.text();
  return body.split('\n').filter((line) => line.startsWith(prefix));
}

it('shows of a version in service what its quality report tells, with bounded labels', async () => {
  const { id } = await room.liveVersion('asst_metrics');
  const desk = new AlertDesk(room, 'asst_metrics');
  await desk.rule({ ...UNHELPFUL, everyMinutes: 1, windowMinutes: 5 });
  const turn = { modelVersionId: id, confidence: 0.5, latencyMs: 200 };
  await desk.turns({ ...turn, helpful: 4, unhelpful: 12, silent: 3 });
  await desk.turns({ ...turn, silent: 1, intent: null, isOutOfScope: true, replyKind: 'FALLBACK' });
  await desk.tick(1);
  const labels = 'assistant="asst_metrics",part="champion",version="1"';
  expect(await shown(room.models, 'malha_')).toEqual([
    'malha_model_live_version{assistant="asst_metrics"} 1',
    'malha_alerts_open{assistant="asst_metrics",metric="HELPFUL_RATE"} 1',
    `malha_model_turns{${labels}} 20`,
    `malha_model_feedback_turns{${labels}} 16`,
    `malha_model_ratio{${labels},figure="helpful"} 0.25`,
    `malha_model_ratio{${labels},figure="estimated_helpful"} 0.25`,
    `malha_model_ratio{${labels},figure="out_of_scope"} 0.05`,
    `malha_model_ratio{${labels},figure="fallback"} 0.05`,
    `malha_model_ratio{${labels},figure="mean_confidence"} 0.5`,
    `malha_model_latency_seconds{${labels},quantile="0.5"} 0.2`,
    `malha_model_latency_seconds{${labels},quantile="0.95"} 0.2`,
    `malha_model_latency_seconds{${labels},quantile="0.99"} 0.2`,
    'malha_model_assistants_left_out 0',
  ]);
  room.clock.advance(26 * 60 * 60_000);
  expect(await shown(room.models, 'malha_model_turns')).toEqual([]);
});

it('gives labels to the busiest assistants alone, and says how many have none', async () => {
  for (const [assistantId, turns] of Object.entries({ asst_idle: 0, asst_busy: 5, asst_calm: 2 })) {
    const { id } = await room.liveVersion(assistantId);
    if (turns > 0) await new AlertDesk(room, assistantId).turns({ modelVersionId: id, silent: turns });
  }
  // The hour ends before now.
  room.clock.advance(1_000);
  const two: Pick<Models, 'monitor'> = { monitor: () => room.models.monitor(2) };
  expect(await shown(two, 'malha_model_turns')).toEqual([
    'malha_model_turns{assistant="asst_busy",part="champion",version="1"} 5',
    'malha_model_turns{assistant="asst_calm",part="champion",version="1"} 2',
  ]);
  expect(await shown(two, 'malha_model_assistants_left_out')).toEqual(['malha_model_assistants_left_out 2']);
});

it('shows nothing rather than what was, where it cannot see', async () => {
  const metrics = createMetrics();
  expect(await shown(room.models, 'malha_model_live_version', metrics)).toHaveLength(4);
  const blind: Pick<Models, 'monitor'> = { monitor: () => Promise.reject(new Error('no database')) };
  expect(await shown(blind, 'malha_model_live_version', metrics)).toEqual([]);
});

it('shows once a day how well what users say now is told from what they said at first', async () => {
  room.clock.advance(DAY_MS - (room.clock.now().getTime() % DAY_MS));
  const { id } = await room.liveVersion('asst_inputs');
  const desk = new AlertDesk(room, 'asst_inputs');
  const begin = room.clock.now().getTime();
  for (const word of ['loan', 'grade']) {
    for (let i = 0; i < 60; i++)
      await desk.turns({ silent: 1, modelVersionId: id, deploymentId: 'd', utterance: `${word} ${word}s number ${i}` });
    room.clock.advance(7 * DAY_MS);
  }
  // One assistant is measured at a look: the others of this room have their turn too.
  for (let looks = 0; looks < 5; looks++) await shown(room.models, 'malha_model_input_drift_accuracy');
  expect(await shown(room.models, 'malha_model_input_drift_accuracy')).toEqual([
    'malha_model_input_drift_accuracy{assistant="asst_inputs"} 1',
  ]);
  const { qualityReport } = await room.ask<{ qualityReport: { inputDrift: { test: { accuracy: number } } } }>(
    `query($from: DateTime!, $to: DateTime!) { qualityReport(assistantId: "asst_inputs", from: $from, to: $to) { inputDrift { test { accuracy } } } }`,
    { from: new Date(begin + 7 * DAY_MS).toISOString(), to: new Date(begin + 14 * DAY_MS).toISOString() },
  );
  expect(qualityReport.inputDrift.test.accuracy).toBe(1);
});
