import { sql } from 'kysely';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool } from '../../platform/db/index.ts';
import { createLogger } from '../../platform/log/index.ts';
import { WORKFLOWS } from '../../pipeline/engine.ts';
import { Takeover } from '../../pipeline/takeover.ts';
import { type LoopWithEngine, openLoopWithEngine } from './loop-with-engine.ts';

const log = createLogger({ level: 'silent', name: 'test' });

describe('an executor that looks for workflows of the dead', () => {
  let here: LoopWithEngine;
  let engine: LoopWithEngine['engine'];
  let loop: LoopWithEngine['loop'];
  let pool: pg.Pool;
  let takeover: Takeover;
  /** How often it has read who lives, and what others do right after the next time. */
  let looks = 0;
  let next: (() => Promise<unknown>) | undefined;

  beforeAll(async () => {
    here = await openLoopWithEngine();
    ({ engine, loop } = here);
    await loop.models.start(loop.lifecycle);
    await loop.startExecutor();
    pool = openPool({ connectionString: here.database.url, max: 3 }, log);
    takeover = new Takeover({
      pool: interrupted(pool),
      executorId: 'looking',
      log,
      heartbeat: { beatMs: 20, deadAfterMs: 60_000 },
      atWork: { has: () => false },
      onGivenUp: () => Promise.resolve(),
    });
    takeover.start();
  });
  afterAll(async () => {
    await takeover.stop();
    await pool.end();
    await here.close();
  });

  function interrupted(real: pg.Pool): pg.Pool {
    const connect = async () => {
      const client = await real.connect();
      const query = async (text: string, values?: unknown[]) => {
        const result = await client.query(text, values);
        if (/^select .* from pipeline\.executor$/.test(text)) {
          looks++;
          const work = next;
          next = undefined;
          await work?.();
        }
        return result;
      };
      return { query, release: () => client.release() };
    };
    return { connect, query: (text: string, values: unknown[]) => real.query(text, values) } as unknown as pg.Pool;
  }
  /** Others do this between what it asks of the database, and then it has looked to the end. */
  async function interruptedBy(work: () => Promise<unknown>): Promise<void> {
    const before = looks;
    next = work;
    await expect.poll(() => looks).toBeGreaterThanOrEqual(before + 2);
  }
  const says = (id: string, when: string) =>
    sql`insert into pipeline.executor values (${id}, now() + ${when}::interval)
      on conflict (id) do update set beat_at = excluded.beat_at`.execute(here.database.db);

  it('takes none from one that lives and begins it meanwhile', async () => {
    const { workflowID } = await engine.enqueue({ workflowName: WORKFLOWS.tick, queueName: 'of nobody' }, new Date());
    await interruptedBy(async () => {
      await says('late', '1 hour');
      await sql`update dbos.workflow_status set status = 'PENDING', executor_id = 'late'
        where workflow_uuid = ${workflowID}`.execute(here.database.db);
    });
    const { rows } = await sql`select status, executor_id from dbos.workflow_status
      where workflow_uuid = ${workflowID}`.execute(here.database.db);
    expect(rows).toEqual([{ status: 'PENDING', executorId: 'late' }]);
  });

  it('forgets none that says meanwhile that it lives, and every other that does not', async () => {
    await says('slow', '-1 hour');
    await says('dead', '-1 hour');
    await interruptedBy(() => says('slow', '1 hour'));
    const { rows } = await sql`select id from pipeline.executor where id in ('slow', 'dead')`.execute(here.database.db);
    expect(rows).toEqual([{ id: 'slow' }]);
  });
});
