import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ObjectStore } from '../../../platform/objects/index.ts';
import { compressors } from '../../kit/archive.ts';
import { createTestBucket } from '../../kit/aws.ts';
import { countWaiting, openRoom, type TestRoom } from './room.ts';

let objects: ObjectStore;
let room: TestRoom;
let folder: string;
beforeEach(async () => {
  objects = await createTestBucket();
  room = await openRoom({ objects });
  folder = mkdtempSync(path.join(tmpdir(), 'malha-feedback-'));
});
afterEach(async () => {
  await room.close();
  rmSync(folder, { recursive: true, force: true });
});

const CORRECTION = { verdict: 'CORRECTION', correctedIntent: 'student_card' };

async function submitted(count: number, facts: Record<string, unknown> = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const { feedback } = await room.submit({ turnId: room.turn(facts).turnId, ...CORRECTION, comment: `não #${i}` });
    ids.push(feedback!.id);
  }
  return ids;
}

/** Asks all the files as an analyst would; `archive` is all of their rows. */
async function askArchive<T>(select: string): Promise<T[]> {
  for (const key of await objects.list('feedback/'))
    writeFileSync(path.join(folder, key.replaceAll('/', '~')), await objects.get(key));
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`create view archive as from read_parquet('${folder}/*.parquet')`);
  return (await connection.runAndReadAll(select)).getRowObjectsJson() as T[];
}

const PRESENT_STATES = `
  select feedback_id as id, turn_id, source, verdict, signal, corrected_answer, comment, status, superseded_by,
    coalesce(review_intent, corrected_intent) as corrected_intent, strftime(submitted_at, '%Y-%m-%dT%H:%M:%S.%gZ') as at
  from archive
  qualify row_number() over (partition by feedback_id order by sequence desc) = 1
  order by submitted_at desc, feedback_id desc`;

describe('the archive', () => {
  it('holds, as the last event of each feedback, what the history shows', async () => {
    const [first, second, third] = await submitted(6);
    await room.retract({ feedbackId: first });
    room.clock.advance(60_000);
    await room.review({ feedbackId: second, decision: 'RELABEL', intent: 'grades' });
    const { turnId } = (await room.history()).find(({ id }) => id === third)!;
    await room.submit({ turnId, verdict: 'CORRECTION', correctedAnswer: 'À direita, "no balcão"' });
    await room.settle();
    expect(await room.room.archiver.archiveOnce()).toBe(10);

    const history = await room.history();
    expect(history).toHaveLength(7);
    expect(await askArchive(PRESENT_STATES)).toEqual(
      history.map(({ turnId: turn_id, correctedIntent, correctedAnswer, supersededBy, ...rest }) => ({
        ...rest,
        turn_id,
        corrected_intent: correctedIntent,
        corrected_answer: correctedAnswer,
        superseded_by: supersededBy,
      })),
    );
  });

  it('names its files by assistant, UTC day and stretch of the log', async () => {
    await submitted(2);
    await submitted(1, { assistantId: 'asst_2' });
    room.clock.advance(12 * 3_600_000);
    await submitted(1);
    await room.settle();
    await room.room.archiver.archiveOnce();
    expect(await objects.list('feedback/')).toEqual([
      'feedback/assistant=asst_1/day=2026-11-22/part-1-2.parquet',
      'feedback/assistant=asst_1/day=2026-11-23/part-4-4.parquet',
      'feedback/assistant=asst_2/day=2026-11-22/part-3-3.parquet',
    ]);
  });

  it('takes each event once, however often it runs and side by side', async () => {
    await submitted(5);
    await room.settle();
    await Promise.all([1, 2, 3].map(() => room.room.archiver.archiveOnce()));
    expect(await room.room.archiver.archiveOnce()).toBe(0);
    await submitted(3);
    await room.settle();
    expect(await room.room.archiver.archiveOnce()).toBe(3);
    expect(
      await askArchive('select count(*)::int as n, count(distinct position)::int as positions from archive'),
    ).toEqual([{ n: 8, positions: 8 }]);
  });

  it('writes the same files again after a crash between writing and noting it, even if more has come since', async () => {
    await submitted(4);
    await room.settle();
    const puts: string[] = [];
    const put = objects.put.bind(objects);
    objects.put = async (key, ...rest) => {
      puts.push(key);
      await put(key, ...rest);
      if (puts.length === 1) throw new Error('killed right after the put');
    };
    await expect(room.room.archiver.archiveOnce()).rejects.toThrow('killed');
    await submitted(2);
    await room.settle();
    expect(await room.room.archiver.archiveOnce()).toBe(4);
    expect(await room.room.archiver.archiveOnce()).toBe(2);
    expect(puts[1]).toBe(puts[0]);
    expect(
      await askArchive('select count(*)::int as n, count(distinct position)::int as positions from archive'),
    ).toEqual([{ n: 6, positions: 6 }]);
  });

  it('waits for a transaction that has drawn a position and not committed, so that nothing is passed over', async () => {
    // Of different utterances: of one, the review inbox would have the second wait for the first.
    await submitted(1);
    await submitted(1, { utterance: 'where are my grades' });
    const [first, second] = await room.outbox();
    const consumed = Promise.withResolvers<void>();
    const mayCommit = Promise.withResolvers<void>();
    const slow = room.db.transaction().execute(async (tx) => {
      await room.room.consumeBatch(tx, [first]);
      consumed.resolve();
      await mayCommit.promise;
    });
    await consumed.promise;
    await room.consume(second);
    const archiving = room.room.archiver.archiveOnce();
    await expect.poll(() => countWaiting(room.db)).toBe(1);
    mayCommit.resolve();
    await slow;
    expect(await archiving).toBe(2);
    expect(await askArchive('select position::int as position from archive order by 1')).toEqual([
      { position: 1 },
      { position: 2 },
    ]);
  });

  it('is read by hyparquet with the types that its columns say', async () => {
    const [id] = await submitted(1);
    await room.settle();
    await room.room.archiver.archiveOnce();
    const [key] = await objects.list('feedback/');
    const bytes = await objects.get(key!);
    const rows = await parquetReadObjects({ file: new Uint8Array(bytes).buffer, compressors });
    expect(rows).toMatchObject([
      {
        position: 1n,
        feedback_id: id,
        sequence: 1,
        change: 'SUBMITTED',
        status: 'ACCEPTED',
        submitted_at: new Date('2026-11-22T12:00:00Z'),
        confidence: 0.8,
        comment: 'não #0',
        signal: null,
        reviewed_at: null,
      },
    ]);
  });
});
