import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../platform/db/index.ts';
import { QUEUES, WORKFLOWS } from '../../pipeline/engine.ts';
import { type LoopWithEngine, openLoopWithEngine } from './loop-with-engine.ts';

describe('a run whose workflow ended without it', () => {
  let here: LoopWithEngine;
  let engine: LoopWithEngine['engine'];
  let loop: LoopWithEngine['loop'];

  beforeAll(async () => {
    here = await openLoopWithEngine();
    ({ engine, loop } = here);
    await loop.models.start(loop.lifecycle);
    await loop.startExecutor();
  });
  afterAll(async () => {
    await here.close();
  });

  const request = (assistantId: string) =>
    transaction(loop.db, (tx) =>
      loop.models.runs.want(tx, { assistantId, trigger: 'MANUAL', reason: 'test', requestedBy: null }),
    );
  const endOf = (workflowId: string) => engine.retrieveWorkflow(workflowId).getResult();
  /** The workflow of the minute, out of turn. */
  async function tick(): Promise<void> {
    const { workflowID } = await engine.enqueue({ workflowName: WORKFLOWS.tick, queueName: QUEUES.deploy }, new Date());
    await endOf(workflowID);
  }
  async function known(): Promise<{ ticks: string[]; runs: number }> {
    const workflows = await engine.listWorkflows({ loadInput: false, loadOutput: false });
    const idsOf = (name: string) =>
      workflows.filter(({ workflowName }) => workflowName === name).map(({ workflowID }) => workflowID);
    return { ticks: idsOf(WORKFLOWS.tick), runs: idsOf(WORKFLOWS.retrain).length };
  }
  async function stateOf(runId: string): Promise<{ state: string; error: string | null; lines: number }> {
    const { rows } = await sql<{ state: string; error: string | null; lines: number }>`
      select state, error, (select count(*)::int from models.run_log where run_id = id and line like 'failed:%') as lines
      from models.training_run where id = ${runId}`.execute(here.database.db);
    return rows[0]!;
  }
  async function statesHeard(runId: string): Promise<AsyncIterableIterator<RunEvent>> {
    return (await loop.source.subscribe({
      query: `subscription { trainingRunUpdated(runId: "${runId}") { state } }`,
      variables: {},
      identity: { id: 'admin', roles: ['admin'] },
      requestId: 'test',
    })) as unknown as AsyncIterableIterator<RunEvent>;
  }
  interface RunEvent {
    data: { trainingRunUpdated: { state: string } };
  }

  it(
    'because its failure could not be written, is failed by the next tick, and is heard of',
    { timeout: 60_000 },
    async () => {
      await sql`create function models.refuse_failures() returns trigger language plpgsql as $$
      begin if new.state = 'FAILED' then raise exception 'the disk is full'; end if; return new; end $$`.execute(
        here.database.db,
      );
      await sql`create trigger refuse_failures before update on models.training_run
      for each row execute function models.refuse_failures()`.execute(here.database.db);
      await sql`create function models.refuse_stages() returns trigger language plpgsql as $$
      begin raise exception 'the disk is full'; end $$`.execute(here.database.db);
      await sql`create trigger refuse_stages before insert on models.run_stage
      for each row execute function models.refuse_stages()`.execute(here.database.db);
      const { id } = await request('asst_silent');
      await expect(endOf(id)).rejects.toThrow('the disk is full');
      expect(await stateOf(id)).toEqual({ state: 'RUNNING', error: null, lines: 0 });

      const events = await statesHeard(id);
      expect((await events.next()).value).toMatchObject({ data: { trainingRunUpdated: { state: 'RUNNING' } } });
      await sql`drop trigger refuse_failures on models.training_run`.execute(here.database.db);
      await sql`drop trigger refuse_stages on models.run_stage`.execute(here.database.db);
      await Promise.all([tick(), tick()]);
      const ended = {
        state: 'FAILED',
        error: 'The work on this run ended without a result; the log has the cause.',
        lines: 1,
      };
      expect(await stateOf(id)).toEqual(ended);
      const rest: RunEvent[] = [];
      for await (const event of events) rest.push(event);
      expect(rest.map(({ data }) => data.trainingRunUpdated.state)).toEqual(['FAILED']);
      await tick();
      expect(await stateOf(id)).toEqual(ended);
    },
  );

  it(
    'because somebody stopped it in the engine, is failed too; runs on their way are left alone',
    { timeout: 60_000 },
    async () => {
      const [stopped, waiting] = [await request('asst_stopped'), await request('asst_waiting')];
      await engine.cancelWorkflow(stopped.id);
      await tick();
      expect(await stateOf(stopped.id)).toMatchObject({
        state: 'FAILED',
        error: 'The work on this run was stopped in the workflow engine.',
      });
      await endOf(waiting.id);
      await tick();
      expect(await stateOf(waiting.id)).toMatchObject({ state: 'SUCCEEDED', error: null });
    },
  );

  it('stays cancelled where a person cancelled it', async () => {
    const { id } = await request('asst_cancelled');
    await loop.models.runs.cancel({ runId: id }, { identity: { id: 'admin', roles: ['admin'] } } as never);
    await tick();
    expect(await stateOf(id)).toMatchObject({ state: 'CANCELLED', error: null });
  });

  it('leaves its assistant free for the next run', { timeout: 200_000 }, async () => {
    const next = await request('asst_stopped');
    await endOf(next.id);
    expect(await stateOf(next.id)).toMatchObject({ state: 'SUCCEEDED', error: null });
  });

  it(
    'is still known to the engine when the ticks of more than a day ago are forgotten',
    { timeout: 60_000 },
    async () => {
      const run = await request('asst_yesterday');
      await endOf(run.id);
      await tick();
      const before = await known();
      const dayMs = 24 * 60 * 60_000;
      await sql`update dbos.workflow_status set created_at = created_at - ${dayMs}::bigint, completed_at = completed_at - ${dayMs}::bigint
      where workflow_uuid <> ${before.ticks[0] ?? ''}`.execute(here.database.db);
      await tick();
      const after = await known();
      expect(after.runs).toBe(before.runs);
      expect(before.ticks.filter((id) => after.ticks.includes(id))).toEqual(before.ticks.slice(0, 1));
    },
  );
});
