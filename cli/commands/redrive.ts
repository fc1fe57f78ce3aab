import { randomUUID } from 'node:crypto';
import { type Graph, refuseUserErrors } from '../graph.ts';

const REDRIVE = `mutation Redrive($input: RedriveMessagesInput!) {
  redriveMessages(input: $input) { deadLetters setAside errors { code message } } }`;
const DELIVERY = `query Delivery { messageDelivery { waiting inFlight deadLetters outboxes { outbox waiting setAside oldestAt } } }`;

/** A call may not take longer than a subgraph may. */
const AT_ONCE = 500;

export interface Delivery {
  waiting: number;
  inFlight: number;
  deadLetters: number;
  outboxes: { outbox: string; waiting: number; setAside: number; oldestAt: string | null }[];
}

/** Sends all dead letters, and what was set aside, on their way again; says how many, and what waits now. */
export async function redrive(graph: Graph): Promise<{ deadLetters: number; setAside: number; left: Delivery }> {
  const done = { deadLetters: 0, setAside: 0 };
  for (;;) {
    const { redriveMessages: redriven } = await graph.request<{
      redriveMessages: {
        deadLetters: number | null;
        setAside: number | null;
        errors: { code: string; message: string }[];
      };
    }>(REDRIVE, { input: { limit: AT_ONCE, idempotencyKey: randomUUID() } });
    refuseUserErrors(redriven.errors);
    done.deadLetters += redriven.deadLetters ?? 0;
    done.setAside += redriven.setAside ?? 0;
    if ((redriven.deadLetters ?? 0) < AT_ONCE) break;
  }
  return { ...done, left: (await graph.request<{ messageDelivery: Delivery }>(DELIVERY)).messageDelivery };
}
