import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  counter(name: string, help: string, labels?: readonly string[]): Counter;
  gauge(name: string, help: string, labels?: readonly string[]): Gauge;
  /** `buckets` in the metric's unit, seconds by custom. */
  histogram(name: string, help: string, labels: readonly string[], buckets: number[]): Histogram;
  /** The Prometheus text format. */
  text(): Promise<{ body: string; contentType: string }>;
}

/** One registry a process, with Node's default metrics. Asking for a name again gives the same metric. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  // Their help text and type do not agree with their name: promtool refuses them.
  for (const name of ['handles', 'requests', 'resources'])
    for (const suffix of ['', '_total']) registry.removeSingleMetric(`nodejs_active_${name}${suffix}`);
  const known = <T>(name: string, make: () => T): T => (registry.getSingleMetric(name) as T | undefined) ?? make();
  const common = (name: string, help: string, labelNames: readonly string[]) => ({
    name,
    help,
    labelNames: [...labelNames],
    registers: [registry],
  });
  return {
    counter: (name, help, labels = []) => known(name, () => new Counter(common(name, help, labels))),
    gauge: (name, help, labels = []) => known(name, () => new Gauge(common(name, help, labels))),
    histogram: (name, help, labels, buckets) =>
      known(name, () => new Histogram({ ...common(name, help, labels), buckets })),
    text: async () => ({ body: await registry.metrics(), contentType: registry.contentType }),
  };
}
