import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { EXIT, retrain } from '../../cli/commands/retrain.ts';
import { parseDuration } from '../../cli/duration.ts';
import { connect } from '../../cli/graph.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const run = (state: string, progress = 1) => ({
  id: 'run_1',
  state,
  stage: 'gate',
  progress,
  sequence: 1,
  error: state === 'FAILED' ? 'there is one intent only' : null,
  startedAt: null,
  finishedAt: null,
  modelVersion: null,
});

/** A gateway that has one run: JSON for queries, one event and then silence for subscriptions. */
async function gatewayWith(states: { query: object; event?: object }, errors: object[] = []): Promise<string> {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (request.url?.endsWith('/stream')) {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(':\n\n');
        if (states.event)
          response.write(`event: next\ndata: ${JSON.stringify({ data: { trainingRunUpdated: states.event } })}\n\n`);
        return;
      }
      const data = body.includes('requestRetraining')
        ? { requestRetraining: { trainingRun: errors.length > 0 ? null : { id: 'run_1', state: 'QUEUED' }, errors } }
        : { trainingRun: states.query };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data }));
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

async function exitCode(url: string, timeoutMs = 5_000): Promise<number> {
  const graph = connect({ url, token: 'a token', tokenSource: 'test' });
  return (await retrain(graph, 'asst_1', { wait: true, timeoutMs, reason: 'test', isQuiet: true })).exitCode;
}

describe('malha retrain --wait', () => {
  it.each([
    ['SUCCEEDED', EXIT.succeeded],
    ['GATE_REFUSED', EXIT.gateRefused],
    ['FAILED', EXIT.failed],
    ['CANCELLED', EXIT.failed],
  ])('of a run that is %s exits with %d', async (state, code) => {
    expect(await exitCode(await gatewayWith({ query: run('RUNNING', 0.5), event: run(state) }))).toBe(code);
  });

  it('exits with 3 when the run is not over in time', async () => {
    expect(await exitCode(await gatewayWith({ query: run('RUNNING', 0.5), event: run('RUNNING', 0.6) }), 300)).toBe(
      EXIT.timedOut,
    );
  });

  it('reports the graph’s code when the request is refused', async () => {
    const url = await gatewayWith({ query: run('RUNNING') }, [
      { code: 'NOT_FOUND', message: 'There is no such assistant.' },
    ]);
    await expect(exitCode(url)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('says that nobody answers', async () => {
    await expect(exitCode('http://127.0.0.1:9')).rejects.toMatchObject({ code: 'UNREACHABLE' });
  });
});

describe('a duration', () => {
  it('is a number and a unit', () => {
    expect(['90s', '30m', '2h', '1.5m', '250ms'].map(parseDuration)).toEqual([
      90_000, 1_800_000, 7_200_000, 90_000, 250,
    ]);
    expect(() => parseDuration('soon')).toThrow(expect.objectContaining({ code: 'BAD_DURATION' }));
  });
});
