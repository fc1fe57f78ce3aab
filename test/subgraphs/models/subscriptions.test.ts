import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, ModelsRoom } from './models-room.ts';

interface Event<T> {
  data?: T;
  errors?: readonly { extensions?: { code?: string } }[];
}
type RunEvent = Event<{ trainingRunUpdated: { state: string; sequence: number; progress: number; log: string[] } }>;

describe('subscriptions', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());

  const subscribe = async <T>(query: string, variables: Record<string, unknown>) =>
    (await room.source.subscribe({
      query,
      variables,
      identity: ADMIN,
      requestId: 'test',
    })) as unknown as AsyncIterableIterator<T>;
  const follow = (runId: string, after?: number) =>
    subscribe<RunEvent>(
      'subscription($runId: ID!, $after: Int) { trainingRunUpdated(runId: $runId, after: $after) { state sequence progress log(last: 1) } }',
      { runId, after },
    );
  async function newRun(assistantId: string): Promise<string> {
    const { trainingRun } = await room.request(assistantId);
    await room.models.recorder.begin(trainingRun?.id ?? '');
    return trainingRun?.id ?? '';
  }

  it('begin with the present state of a run, go on with newer ones, and end after the last', async () => {
    const runId = await newRun('asst_followed');
    const events = await follow(runId);
    const first = await events.next();
    expect((first.value as RunEvent).data?.trainingRunUpdated).toMatchObject({ state: 'RUNNING', sequence: 2 });
    await room.models.recorder.record(runId, { progress: 0.5, lines: ['half way'] });
    const second = await events.next();
    expect((second.value as RunEvent).data?.trainingRunUpdated).toMatchObject({ sequence: 3, progress: 0.5 });
    expect((second.value as RunEvent).data?.trainingRunUpdated.log[0]).toContain('half way');
    await room.models.recorder.fail(runId, 'no');
    const rest: RunEvent[] = [];
    for await (const event of events) rest.push(event);
    expect(rest.map(({ data }) => data?.trainingRunUpdated.state)).toEqual(['FAILED']);
  });

  it('skip what a subscriber has seen, and end at once for a run whose end it has seen', async () => {
    const runId = await newRun('asst_after');
    const events = await follow(runId, 2);
    const next = events.next();
    await room.models.recorder.record(runId, { progress: 0.1 });
    expect(((await next).value as RunEvent).data?.trainingRunUpdated.sequence).toBe(3);
    await events.return?.();
    await room.models.recorder.fail(runId, 'no');
    const ended: RunEvent[] = [];
    for await (const event of await follow(runId, 4)) ended.push(event);
    expect(ended).toEqual([]);
    for await (const event of await follow(runId)) ended.push(event);
    expect(ended.map(({ data }) => data?.trainingRunUpdated.state)).toEqual(['FAILED']);
  });

  it('refuse an unknown run', async () => {
    const events = await follow('run_none');
    const { value } = (await events.next()) as { value: RunEvent };
    expect(value.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  });

  it('reach five hundred followers of one run', async () => {
    const runId = await newRun('asst_popular');
    const followers = await Promise.all(Array.from({ length: 500 }, () => follow(runId)));
    await Promise.all(followers.map((events) => events.next()));
    const heard = Promise.all(followers.map((events) => events.next()));
    await room.models.recorder.record(runId, { progress: 0.7, lines: ['for all'] });
    const progress = (await heard).map(({ value }) => (value as RunEvent).data?.trainingRunUpdated.progress);
    expect(progress).toEqual(Array(500).fill(0.7));
    for (const events of followers) await events.return?.();
  });

  it('tell of every run of an assistant, and of no other', async () => {
    const events = await subscribe<Event<{ trainingRunChanged: { id: string; state: string } }>>(
      'subscription { trainingRunChanged(assistantId: "asst_watched") { id state } }',
      {},
    );
    const next = events.next();
    await newRun('asst_not_watched');
    const { trainingRun } = await room.request('asst_watched');
    expect((await next).value?.data?.trainingRunChanged).toEqual({ id: trainingRun?.id, state: 'QUEUED' });
    await events.return?.();
  });

  it('tell of deployments as they change, the old one before the new', async () => {
    const first = await room.liveVersion('asst_deployed');
    const second = await room.version('asst_deployed');
    const events = await subscribe<Event<{ deploymentUpdated: { state: string; modelVersion: { id: string } } }>>(
      'subscription { deploymentUpdated(assistantId: "asst_deployed") { state modelVersion { id } } }',
      {},
    );
    const heard = (async () => [await events.next(), await events.next(), await events.next()])();
    await room.bringLive(second);
    expect((await heard).map(({ value }) => value?.data?.deploymentUpdated)).toEqual([
      { state: 'ROLLING_OUT', modelVersion: { id: second.id } },
      { state: 'SUPERSEDED', modelVersion: { id: first.id } },
      { state: 'LIVE', modelVersion: { id: second.id } },
    ]);
    await events.return?.();
  });

  it('say where an assistant stands once they hear again, after a connection that was lost', async () => {
    const version = await room.liveVersion('asst_reconnected');
    const events = await subscribe<Event<{ deploymentUpdated: { state: string; modelVersion: { id: string } } }>>(
      'subscription { deploymentUpdated(assistantId: "asst_reconnected") { state modelVersion { id } } }',
      {},
    );
    const next = events.next();
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'malha notifications'`.execute(room.database.db);
    expect((await next).value?.data?.deploymentUpdated).toEqual({ state: 'LIVE', modelVersion: { id: version.id } });
    await events.return?.();
  });
});
