import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../platform/db/index.ts';
import { createLogger } from '../../platform/log/index.ts';
import { migratePipeline } from '../../pipeline/index.ts';
import { OutageRider } from '../../pipeline/outage.ts';
import { modelsMigrations } from '../../subgraphs/models/index.ts';
import { createTestBucket } from '../kit/aws.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { eventually } from '../kit/loop.ts';
import { GateablePostgres } from './gateable-postgres.ts';
import { openLoop } from './loop-of-two.ts';
import { ASSISTANT, libraryExamples } from './small-assistant.ts';

const log = createLogger({ level: 'silent', name: 'test' });
/** Longer than the ordinary retries of a step take together. */
const OUTAGE_MS = 9_000;

describe('a training run whose database goes away', () => {
  let database: TestDatabase;
  let gate: GateablePostgres;
  let loop: Awaited<ReturnType<typeof openLoop>>;
  const begun: string[] = [];
  let outage: Promise<void> | undefined;

  beforeAll(async () => {
    database = await createTestDatabase({ migrations: modelsMigrations });
    await migratePipeline({ databaseUrl: database.url });
    gate = await GateablePostgres.open(database.url);
    loop = await openLoop({
      databaseUrl: gate.url,
      objects: await createTestBucket(),
      taught: { examples: libraryExamples(), labels: [] },
      log,
      onStep({ workflowId, name, phase }) {
        if (phase === 'begin' && workflowId.startsWith('run_')) begun.push(name);
        if (name === 'evaluate') outage ??= goAway();
      },
    });
    await loop.startExecutor();
  });
  afterAll(async () => {
    await loop.lifecycle.stop('test ends');
    await gate.shut();
    await database.close();
  });

  async function goAway(): Promise<void> {
    await gate.shut();
    await sleep(OUTAGE_MS);
    await gate.reopen();
  }

  it('waits in the step that it is in, does that step anew, and ends well', { timeout: 300_000 }, async () => {
    const runId = await transaction(loop.db, async (tx) => {
      const wanted = { assistantId: ASSISTANT, trigger: 'MANUAL', reason: 'test', requestedBy: null } as const;
      return (await loop.models.runs.want(tx, wanted)).id;
    });
    const ended = await eventually(
      async () => {
        const { rows } = await sql<{ state: string; error: string | null }>`
          select state, error from models.training_run where id = ${runId}`.execute(database.db);
        return ['QUEUED', 'RUNNING'].includes(rows[0]?.state ?? '') ? undefined : rows[0];
      },
      { timeoutMs: 100_000 },
    );
    expect(ended).toEqual({ state: 'SUCCEEDED', error: null });
    expect(begun).toEqual(['begin', 'snapshot', 'train', 'evaluate', 'evaluate', 'register', 'gate']);
  });
});

describe('a step that waits for the database', () => {
  const lost = new Error('connection terminated');
  const options = { step: {}, signal: new AbortController().signal, mayRetry: () => true };
  /** Fails so often, then says how often it was tried. */
  function failing(times: number) {
    let tries = 0;
    return () => (++tries > times ? Promise.resolve(tries) : Promise.reject(lost));
  }

  it('does its work again once the database answers, outage after outage', async () => {
    const answers = [false, false, true, false, true];
    expect(await rider(answers).ride(failing(2), options)).toBe(3);
    expect(answers).toEqual([]);
  });

  it('throws on what fails while the database answers, and what another try would not change', async () => {
    await expect(rider([true]).ride(failing(1), options)).rejects.toBe(lost);
    await expect(rider([false, true]).ride(failing(1), { ...options, mayRetry: () => false })).rejects.toBe(lost);
  });

  it('gives up after so long in all with the error of the work', async () => {
    const impatient = rider([], 20);
    await expect(impatient.ride(failing(1), options)).rejects.toBe(lost);
    // What was waited counts for the next attempt too: nothing is left of it.
    const work = failing(1);
    await expect(impatient.ride(work, options)).rejects.toBe(lost);
    expect(await work()).toBe(2);
  });

  it('waits no longer once it is told to stop', async () => {
    const stopping = new AbortController();
    const ride = rider([], 60_000).ride(failing(1), { ...options, signal: stopping.signal });
    stopping.abort();
    await expect(ride).rejects.toBe(lost);
  });
});

function rider(answers: boolean[], longestMs = 60_000): OutageRider {
  const isAnswering = () => Promise.resolve(answers.shift() ?? false);
  return new OutageRider({ isAnswering, log, patience: { longestMs, pollMs: 1 } });
}
