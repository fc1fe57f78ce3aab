import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CI, ModelsRoom, UNKNOWN } from './models-room.ts';

describe('training runs', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());

  async function cancel(
    runId: string,
    reason?: string,
  ): Promise<{ trainingRun: { state: string } | null; errors: object[] }> {
    const { cancelTrainingRun } = await room.ask<{ cancelTrainingRun: never }>(
      'mutation($input: CancelTrainingRunInput!) { cancelTrainingRun(input: $input) { trainingRun { state } errors { code path } } }',
      { input: { runId, reason } },
    );
    return cancelTrainingRun;
  }

  it('begin queued, with who asked for them, and with a workflow of their own', async () => {
    const { trainingRun, errors } = await room.request('asst_new');
    expect(errors).toEqual([]);
    expect(trainingRun).toMatchObject({
      state: 'QUEUED',
      trigger: 'MANUAL',
      requestedBy: 'ada',
      progress: 0,
      sequence: 1,
    });
    expect(room.asked.at(-1)).toBe(`retrain ${trainingRun?.id}`);
  });

  it('have no requester where CI asks', async () => {
    const { trainingRun } = await room.request('asst_ci', { identity: CI });
    expect(trainingRun).toMatchObject({ trigger: 'CI', requestedBy: null });
  });

  it('are joined while they wait, also by many at once, and not once they run', async () => {
    const joined = await Promise.all(Array.from({ length: 8 }, () => room.request('asst_joined')));
    const ids = new Set(joined.map(({ trainingRun }) => trainingRun?.id));
    expect(ids.size).toBe(1);
    const [first = ''] = ids;
    expect(room.asked.filter((what) => what === `retrain ${first}`)).toHaveLength(1);
    await room.models.recorder.begin(first);
    const second = await room.request('asst_joined');
    expect(second.trainingRun?.id).not.toBe(first);
    expect((await room.request('asst_joined')).trainingRun?.id).toBe(second.trainingRun?.id);
  });

  it('are asked for once with the same idempotency key, which holds for one input', async () => {
    const first = await room.request('asst_keyed', { idempotencyKey: 'k' });
    await room.models.recorder.begin(first.trainingRun?.id ?? '');
    expect((await room.request('asst_keyed', { idempotencyKey: 'k' })).trainingRun?.id).toBe(first.trainingRun?.id);
    const conflict = await room.request('asst_keyed', { idempotencyKey: 'k', reason: 'another' });
    expect(conflict).toMatchObject({ trainingRun: null, errors: [{ code: 'IDEMPOTENCY_CONFLICT' }] });
  });

  it.each([
    [{ assistantId: UNKNOWN, reason: 'x' }, 'NOT_FOUND', ['input', 'assistantId']],
    [{ assistantId: 'asst_bad', reason: ' ' }, 'TEXT_REQUIRED', ['input', 'reason']],
    [{ assistantId: 'asst_bad', reason: 'x'.repeat(4_001) }, 'TEXT_TOO_LONG', ['input', 'reason']],
  ])('are refused with a code: %#', async ({ assistantId, reason }, code, path) => {
    expect(await room.request(assistantId, { reason })).toEqual({ trainingRun: null, errors: [{ code, path }] });
    const { trainingRuns } = await room.ask<{ trainingRuns: { edges: object[] } }>(
      `{ trainingRuns(assistantId: "${assistantId}", first: 1) { edges { cursor } } }`,
    );
    expect(trainingRuns.edges).toEqual([]);
  });

  it('grow in sequence with every change, and never fall in progress', async () => {
    const { trainingRun } = await room.request('asst_progress');
    const id = trainingRun?.id ?? '';
    const { recorder } = room.models;
    await recorder.begin(id);
    await recorder.record(id, {
      stage: 'train',
      progress: 0.5,
      metrics: [{ name: 'loss', step: 1, value: 0.9 }],
      lines: ['half'],
    });
    // A step that is done again begins where it began.
    // Two shares of one epoch may be told at once.
    const metrics = [0.85, 0.8].map((value) => ({ name: 'loss', step: 1, value }));
    await recorder.record(id, { stage: 'train', progress: 0.1, metrics });
    expect(await room.run(id)).toMatchObject({ state: 'RUNNING', stage: 'train', progress: 0.5, sequence: 4 });
    const { trainingRun: shown } = await room.ask<{
      trainingRun: { metrics: object[]; log: string[]; stages: object[] };
    }>(
      'query($id: ID!) { trainingRun(id: $id) { metrics(name: "loss", last: 1) { step value } log(last: 1) stages { name startedAt } } }',
      { id },
    );
    expect(shown.metrics).toEqual([{ step: 1, value: 0.8 }]);
    expect(shown.log[0]).toMatch(/^2026-\S+Z half$/);
    expect(shown.stages).toHaveLength(5);
  });

  it('are cancelled while they wait or run, once', async () => {
    const { trainingRun } = await room.request('asst_cancel');
    const id = trainingRun?.id ?? '';
    await room.models.recorder.begin(id);
    expect(await cancel(id, 'not now')).toMatchObject({ trainingRun: { state: 'CANCELLED' }, errors: [] });
    expect(room.asked.at(-1)).toBe(`cancel ${id}`);
    expect((await room.run(id))?.log.at(-1)).toContain('cancelled by ada: not now');
    expect(await cancel(id)).toEqual({
      trainingRun: null,
      errors: [{ code: 'INVALID_STATE', path: ['input', 'runId'] }],
    });
    expect(await cancel('run_none')).toEqual({
      trainingRun: null,
      errors: [{ code: 'NOT_FOUND', path: ['input', 'runId'] }],
    });
    await expect(room.models.recorder.record(id, { progress: 0.9 })).rejects.toMatchObject({ name: 'RunIsOver' });
    await room.models.recorder.fail(id, 'too late');
    expect(await room.run(id)).toMatchObject({ state: 'CANCELLED', error: null });
  });

  it('come newest first, page by page', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) {
      const { trainingRun } = await room.request('asst_paged');
      ids.unshift(trainingRun?.id ?? '');
      await room.models.recorder.fail(ids[0] ?? '', 'no');
      room.clock.advance(1);
    }
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { trainingRuns }: Page = await room.ask(
        'query($after: String) { trainingRuns(assistantId: "asst_paged", first: 2, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      seen.push(...trainingRuns.edges.map(({ node }) => node.id));
      after = trainingRuns.pageInfo.hasNextPage ? trainingRuns.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(ids);
  });
  interface Page {
    trainingRuns: { edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
  }

  it('are null by an unknown id, and refuse a page or a length out of range', async () => {
    expect(await room.run('run_none')).toBeNull();
    await expect(room.ask('{ trainingRuns(assistantId: "a", first: 101) { edges { cursor } } }')).rejects.toThrow(
      'BAD_USER_INPUT',
    );
    await expect(
      room.ask('{ trainingRuns(assistantId: "a", first: 1, after: "?") { edges { cursor } } }'),
    ).rejects.toThrow('BAD_USER_INPUT');
    const { trainingRun } = await room.request('asst_lengths');
    await expect(room.ask(`{ trainingRun(id: "${trainingRun?.id}") { log(last: 0) } }`)).rejects.toThrow(
      'BAD_USER_INPUT',
    );
  });
});
