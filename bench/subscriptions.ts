import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { DEMO } from '../test/kit/loop.ts';
import { startMalha } from '../test/kit/malha.ts';
import { writeResults } from './results.ts';

const SUBSCRIBERS = 500;

interface Event {
  trainingRunUpdated: { id: string; sequence: number; state: string; progress: number };
}

/** How long after the first of 500 subscribers the last one has an event of a run that all of them follow. */
export async function run(): Promise<void> {
  const malha = await startMalha('one', { MALHA_RATE_PER_SECOND: '100000' });
  try {
    const { requestRetraining } = await malha
      .graph()
      .data<{ requestRetraining: { trainingRun: { id: string } } }>(
        `mutation { requestRetraining(input: { assistantId: "${DEMO}", reason: "500 subscribers" }) { trainingRun { id } } }`,
      );
    const runId = requestRetraining.trainingRun.id;
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
    const complete = [...arrivals].filter(([, times]) => times.length === SUBSCRIBERS);
    // The first state of each subscriber is sent when it arrives, not when something happens.
    const spreads = complete.slice(1).map(([, times]) => Math.max(...times) - Math.min(...times));
    const last = complete.at(-1);
    writeResults('subscriptions', [
      `# ${SUBSCRIBERS} subscribers of one training run`,
      '',
      '| | |',
      '|---|---|',
      `| subscribers that got the last state | ${last?.[1].length ?? 0} |`,
      `| events that all ${SUBSCRIBERS} got | ${complete.length} |`,
      `| from the first to the last subscriber, median ms | ${spreads.toSorted((a, b) => a - b)[spreads.length >> 1]?.toFixed(0) ?? '–'} |`,
      `| from the first to the last subscriber, worst ms | ${Math.max(...spreads).toFixed(0)} |`,
    ]);
  } finally {
    await malha.stop();
  }
}
