import path from 'node:path';
import { createClient } from 'graphql-ws';
import { Client } from 'pg';
import { WebSocket } from 'ws';
import { DEMO } from '../test/kit/loop.ts';
import { startEmbeddedPostgres } from '../platform/db/index.ts';
import { type RunningMalha, startMalha } from '../test/kit/malha.ts';
import { writeResults } from './results.ts';

const SUBSCRIBERS = 500;

interface Event {
  trainingRunUpdated: { id: string; sequence: number; state: string; progress: number };
}

/**
 * How long a change of a run takes from its commit to each of 500 subscribers. A commit is seen as PostgreSQL tells of it, by a connection of
 * the benchmark's own; where two follow each other closely the later one may be taken for the earlier, which makes it look slower, never faster.
 */
export async function run(): Promise<void> {
  const malha = await startMalha('one', { MALHA_RATE_PER_SECOND: '100000' });
  const commits = await watchCommits(malha.dataDir);
  try {
    const { requestRetraining } = await malha
      .graph()
      .data<{ requestRetraining: { trainingRun: { id: string } } }>(
        `mutation { requestRetraining(input: { assistantId: "${DEMO}", reason: "500 subscribers" }) { trainingRun { id } } }`,
      );
    const arrivals = await follow(malha, requestRetraining.trainingRun.id);
    const complete = [...arrivals].filter(([, times]) => times.length === SUBSCRIBERS);
    // The first state of each subscriber is sent when it arrives, not when something happens.
    const changes = complete.slice(1);
    const spreads = changes.map(([, times]) => Math.max(...times) - Math.min(...times));
    const delays = changes.flatMap(([sequence, times]) => {
      const committedAt = commits.at.get(sequence);
      return committedAt === undefined ? [] : times.map((time) => time - committedAt);
    });
    writeResults('subscriptions', [
      `# ${SUBSCRIBERS} subscribers of one training run`,
      '',
      '| | |',
      '|---|---|',
      `| subscribers that got the last state | ${complete.at(-1)?.[1].length ?? 0} |`,
      `| changes that all ${SUBSCRIBERS} got | ${changes.length} |`,
      `| from the commit to a subscriber, median ms | ${figure(quantile(delays, 0.5))} |`,
      `| from the commit to a subscriber, 99th percentile ms | ${figure(quantile(delays, 0.99))} |`,
      `| from the commit to a subscriber, worst ms | ${figure(quantile(delays, 1))} |`,
      `| from the first to the last subscriber, median ms | ${figure(quantile(spreads, 0.5))} |`,
      `| from the first to the last subscriber, worst ms | ${figure(quantile(spreads, 1))} |`,
    ]);
  } finally {
    await commits.close();
    await malha.stop();
  }
}

/** When each of the 500 got each state, by the state's sequence. */
async function follow(malha: RunningMalha, runId: string): Promise<Map<number, number[]>> {
  const arrivals = new Map<number, number[]>();
  const clients = Array.from({ length: SUBSCRIBERS }, () =>
    createClient({
      url: `${malha.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${malha.adminToken}` },
    }),
  );
  await Promise.all(
    clients.map(async (client) => {
      for await (const { data } of client.iterate<{ trainingRunUpdated: Event['trainingRunUpdated'] }>({
        query: 'subscription($runId: ID!) { trainingRunUpdated(runId: $runId) { id sequence state progress } }',
        variables: { runId },
      })) {
        const sequence = data?.trainingRunUpdated.sequence ?? -1;
        arrivals.set(sequence, [...(arrivals.get(sequence) ?? []), performance.now()]);
      }
      await client.dispose();
    }),
  );
  return arrivals;
}

/** When a run's states were committed, by sequence, on this process's clock. */
async function watchCommits(dataDir: string): Promise<{ at: Map<number, number>; close(): Promise<void> }> {
  const { url } = await startEmbeddedPostgres({ dir: path.join(dataDir, 'postgres') });
  const client = new Client({ connectionString: url });
  await client.connect();
  const at = new Map<number, number>();
  client.on('notification', ({ payload = '{}' }) => {
    const heardAt = performance.now();
    const { runId } = JSON.parse(payload) as { runId: string };
    void client
      .query<{ sequence: number }>('select sequence from models.training_run where id = $1', [runId])
      .then(({ rows }) =>
        at.set(rows[0]?.sequence ?? -1, Math.min(heardAt, at.get(rows[0]?.sequence ?? -1) ?? heardAt)),
      );
  });
  await client.query('listen models_run');
  return { at, close: () => client.end() };
}

function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

function figure(value: number | undefined): string {
  return value?.toFixed(0) ?? '–';
}
