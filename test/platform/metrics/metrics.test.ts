import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../../platform/metrics/index.ts';

describe('metrics', () => {
  it('count under one name from anywhere in a process, in the text that Prometheus reads', async () => {
    const metrics = createMetrics();
    metrics.counter('malha_turns_total', 'Turns answered.', ['kind']).inc({ kind: 'ANSWER' });
    metrics.counter('malha_turns_total', 'Turns answered.', ['kind']).inc({ kind: 'ANSWER' });
    const { body, contentType } = await metrics.text();
    expect(contentType).toContain('text/plain');
    expect(body).toContain('malha_turns_total{kind="ANSWER"} 2');
    expect(body).toContain('process_cpu_seconds_total');
  });

  it('leave out what promtool refuses', async () => {
    expect((await createMetrics().text()).body).not.toMatch(/nodejs_active_(handles|requests|resources)/);
  });
});
