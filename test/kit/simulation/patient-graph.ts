import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GraphResult, TestGraph } from '../graph.ts';

const PAUSES_MS = [250, 500, 1_000, 2_000, 4_000, 8_000];
/** What says that the same again may succeed; not INTERNAL, which is a bug of ours that a test must see. */
const PASSING_CODES: ReadonlySet<string | undefined> = new Set(['UNAVAILABLE', 'RATE_LIMITED']);

/**
 * The graph as an app's client uses it, which sends the same again, a few times, where the graph says that it is short of something for a
 * while. The input of a mutation carries an idempotency key, so that what was done and only not told is not done twice.
 */
export function patientGraph(graph: TestGraph): TestGraph {
  async function send(query: string, variables: Record<string, unknown> = {}): Promise<GraphResult> {
    const sent = 'input' in variables ? withKey(variables) : variables;
    for (const pauseMs of PAUSES_MS) {
      const result = await graph.send(query, sent);
      if (!mayPass(result)) return result;
      await sleep(pauseMs);
    }
    return graph.send(query, sent);
  }
  return {
    ...graph,
    send,
    async data<T>(query: string, variables?: Record<string, unknown>) {
      const { data, errors } = await send(query, variables);
      if (errors || !data) throw new Error(`the graph refused: ${JSON.stringify(errors)}`);
      return data as T;
    },
  };
}

function mayPass({ errors }: GraphResult): boolean {
  return errors !== undefined && errors.every(({ extensions }) => PASSING_CODES.has(extensions?.code));
}

function withKey({ input, ...others }: Record<string, unknown>): Record<string, unknown> {
  return { ...others, input: { idempotencyKey: randomUUID(), ...(input as object) } };
}
