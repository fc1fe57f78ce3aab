import { describe, expect, it } from 'vitest';
import type { GraphResult, TestGraph } from '../kit/graph.ts';
import { patientGraph } from '../kit/simulation/patient-graph.ts';

const MUTATION = 'mutation($input: GreetInput!) { greet(input: $input) { id } }';

const result = (code?: string): GraphResult => ({
  status: 200,
  data: code ? null : { greet: { id: 'greeting' } },
  errors: code ? [{ message: 'no', extensions: { code } }] : undefined,
  headers: new Headers(),
});

/** A graph that answers with these codes, one after another, and then well. */
function graphThatSays(codes: readonly string[]) {
  const sent: unknown[] = [];
  const graph: TestGraph = {
    send(_query, variables) {
      sent.push(variables?.['input']);
      return Promise.resolve(result(codes[sent.length - 1]));
    },
    data: () => Promise.reject(new Error('not used')),
    subscribe: () => {
      throw new Error('not used');
    },
  };
  return { sent, client: patientGraph(graph) };
}

describe('a simulated client', () => {
  it('sends the same again, with the same key, while the graph says that it is short of something', async () => {
    const { sent, client } = graphThatSays(['UNAVAILABLE', 'RATE_LIMITED']);
    expect(await client.data(MUTATION, { input: { name: 'Ana' } })).toEqual({ greet: { id: 'greeting' } });
    expect(sent).toHaveLength(3);
    expect(sent[0]).toEqual({ name: 'Ana', idempotencyKey: expect.any(String) });
    expect(sent.slice(1)).toEqual([sent[0], sent[0]]);
  });

  it('takes every other refusal for what it is', async () => {
    for (const code of ['INTERNAL', 'BAD_USER_INPUT', 'IDEMPOTENCY_CONFLICT']) {
      const { sent, client } = graphThatSays([code]);
      await expect(client.data(MUTATION, { input: { name: 'Ana' } })).rejects.toThrow(code);
      expect(sent).toHaveLength(1);
    }
  });
});
