import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../../platform/db/index.ts';
import { actPerformed } from '../../../subgraphs/kit/index.ts';
import { ADMIN, CI, ModelsRoom, OTHER_ADMIN } from './models-room.ts';
import { feedbackChanged } from './observed.ts';

const DAY_MS = 24 * 60 * 60_000;
const ACCEPTED = { decision: 'ACCEPT', intent: null, comment: null, by: 'bob', at: '2026-11-22T11:00:00.000Z' };

function submitted(assistantId: string, i: number) {
  return feedbackChanged({ feedbackId: `${assistantId}-${i}`, assistantId });
}
function accepted(assistantId: string, i: number) {
  const review = { status: 'ACCEPTED', previousStatus: 'RECORDED', review: ACCEPTED };
  return feedbackChanged({
    feedbackId: `${assistantId}-r${i}`,
    assistantId,
    change: 'REVIEWED',
    sequence: 2,
    ...review,
  });
}

describe('the audit log', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());

  const consume = (...messages: object[]) =>
    transaction(room.database.db, (tx) => room.models.consumeBatch(tx, messages));
  const actionsOf = async (assistantId: string) =>
    (await room.auditLog(assistantId)).entries.map(({ actor, action }) => `${actor} ${action}`);

  it('keeps every act with who, what, why and under which request, the last written first', async () => {
    const assistantId = 'asst_acts';
    await room.setPolicy(assistantId, { volume: 7, twoPersons: true });
    const first = await room.liveVersion(assistantId);
    const second = await room.version(assistantId);
    await room.bringLive(second);
    await room.rollBack(assistantId, second.id);
    const { trainingRun } = await room.request(assistantId, { identity: CI, reason: 'new answers' });
    await room.ask(
      'mutation($input: CancelTrainingRunInput!) { cancelTrainingRun(input: $input) { errors { code } } }',
      {
        input: { runId: trainingRun?.id, reason: 'too early' },
      },
    );
    const { entries, chain } = await room.auditLog(assistantId);
    expect(entries.map(({ actor, action, subject }) => [actor, action, subject])).toEqual([
      ['ada', 'RUN_CANCELLED', trainingRun?.id],
      ['github', 'RETRAINING_REQUESTED', trainingRun?.id],
      ['ada', 'ROLLED_BACK', (await room.desired(assistantId))?.deploymentId],
      ['bob', 'VERSION_APPROVED', second.id],
      ['ada', 'RETRAINING_REQUESTED', second.runId],
      ['bob', 'VERSION_APPROVED', first.id],
      ['ada', 'RETRAINING_REQUESTED', first.runId],
      ['ada', 'POLICY_CHANGED', assistantId],
    ]);
    expect(entries[0]).toMatchObject({
      sequence: 8,
      requestId: 'test',
      at: room.clock.now().toISOString(),
      facts: [{ name: 'reason', value: 'too early', before: null }],
    });
    expect(entries[2]?.facts).toContainEqual({ name: 'championId', value: first.id, before: second.id });
    expect(entries.at(-1)?.facts).toEqual([
      { name: 'volume', value: '7', before: '50' },
      { name: 'twoPersons', value: 'true', before: 'false' },
    ]);
    expect(chain).toEqual({ length: 8, headHash: entries[0]?.hash, brokenAt: null });
  });

  it('writes nothing where nothing was done: a refusal, the same key again, a policy set to what it is', async () => {
    const assistantId = 'asst_nothing';
    const key = { idempotencyKey: 'once' };
    await room.request(assistantId, key);
    await room.request(assistantId, key);
    await room.setPolicy(assistantId, { volume: 50 });
    await room.setPolicy(assistantId, { volume: 0 });
    await room.rollBack(assistantId);
    expect(await actionsOf(assistantId)).toEqual(['ada RETRAINING_REQUESTED']);
  });

  it('is paged, and filtered by what was done, by whom, to what and when', async () => {
    const assistantId = 'asst_filter';
    await room.setPolicy(assistantId, { volume: 3 });
    room.clock.advance(DAY_MS);
    const since = room.clock.now().toISOString();
    const version = await room.version(assistantId);
    await room.approve(version, OTHER_ADMIN);
    const actions = async (filter: object) =>
      (await room.auditLog(assistantId, { filter })).entries.map(({ action }) => action);
    expect(await actions({ actions: ['POLICY_CHANGED'] })).toEqual(['POLICY_CHANGED']);
    expect(await actions({ actors: ['bob'] })).toEqual(['VERSION_APPROVED']);
    expect(await actions({ subjects: [version.runId] })).toEqual(['RETRAINING_REQUESTED']);
    expect(await actions({ from: since })).toEqual(['VERSION_APPROVED', 'RETRAINING_REQUESTED']);
    expect(await actions({ to: since })).toEqual(['POLICY_CHANGED']);
    expect(await actions({ actions: [] })).toEqual([]);

    const page = await room.auditLog(assistantId, { first: 2 });
    expect(page.entries.map(({ sequence }) => sequence)).toEqual([3, 2]);
    expect(page.pageInfo.hasNextPage).toBe(true);
    const rest = await room.auditLog(assistantId, { first: 2, after: page.pageInfo.endCursor });
    expect(rest.entries.map(({ sequence }) => sequence)).toEqual([1]);
    expect(rest.pageInfo.hasNextPage).toBe(false);
  });

  it('takes what was done in other rooms from the queue, once however often it is told', async () => {
    const assistantId = 'asst_elsewhere';
    const { body: imported } = actPerformed({
      assistantId,
      actor: 'ada',
      action: 'EXAMPLES_IMPORTED',
      subject: assistantId,
      at: new Date('2026-11-22T10:00:00.000Z'),
      facts: [{ name: 'imported', value: '12' }],
      requestId: 'request-1',
    });
    const { body: issued } = actPerformed({
      assistantId: null,
      actor: 'ada',
      action: 'TOKEN_ISSUED',
      subject: 'ci:github',
      at: new Date('2026-11-22T10:00:00.000Z'),
      facts: [],
      requestId: 'request-2',
    });
    const review = {
      decision: 'RELABEL',
      intent: 'renew_loan',
      comment: 'no',
      by: 'bob',
      at: '2026-11-22T11:00:00.000Z',
    };
    const reviewed = feedbackChanged({
      feedbackId: 'feedback_reviewed',
      assistantId,
      change: 'REVIEWED',
      sequence: 2,
      status: 'ACCEPTED',
      previousStatus: 'RECORDED',
      review,
    });
    await consume(imported, issued, reviewed);
    await consume(reviewed, imported, issued);
    const { entries } = await room.auditLog(assistantId);
    expect(entries).toMatchObject([
      {
        action: 'FEEDBACK_REVIEWED',
        actor: 'bob',
        subject: 'feedback_reviewed',
        at: review.at,
        facts: [
          { name: 'decision', value: 'RELABEL' },
          { name: 'status', value: 'ACCEPTED', before: 'RECORDED' },
          { name: 'intent', value: 'renew_loan' },
          { name: 'comment', value: 'no' },
        ],
      },
      { action: 'EXAMPLES_IMPORTED', actor: 'ada', requestId: 'request-1', at: '2026-11-22T10:00:00.000Z' },
    ]);
    const house = await room.auditLog(null);
    expect(house.entries).toMatchObject([{ action: 'TOKEN_ISSUED', subject: 'ci:github', assistantId: null }]);
    expect(house.chain.brokenAt).toBeNull();
  });

  it('lets nobody change, delete or empty it', async () => {
    await room.setPolicy('asst_locked', { volume: 9 });
    const { db } = room.database;
    await expect(sql`update models.audit_entry set actor = 'nobody'`.execute(db)).rejects.toThrow('append-only');
    await expect(sql`delete from models.audit_entry`.execute(db)).rejects.toThrow('append-only');
    await expect(sql`truncate models.audit_entry`.execute(db)).rejects.toThrow('append-only');
  });

  it.each([
    ['a changed entry', "update models.audit_entry set actor = 'nobody' where", 2],
    ['a missing entry', 'delete from models.audit_entry where', 3],
  ])(
    'shows %s to whoever checks the chain, even where the owner of the database did it',
    async (what, statement, brokenAt) => {
      const assistantId = `asst_tampered ${what}`;
      for (const volume of [1, 2, 3]) await room.setPolicy(assistantId, { volume });
      expect((await room.auditLog(assistantId)).chain).toMatchObject({ length: 3, brokenAt: null });
      await transaction(room.database.db, async (tx) => {
        await sql`alter table models.audit_entry disable trigger user`.execute(tx);
        await sql`${sql.raw(statement)} assistant_id = ${assistantId} and sequence = 2`.execute(tx);
        await sql`alter table models.audit_entry enable trigger user`.execute(tx);
      });
      expect((await room.auditLog(assistantId)).chain.brokenAt).toBe(brokenAt);
    },
  );

  it('stays one chain however many act at the same time', async () => {
    const assistantId = 'asst_crowd';
    await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        room.request(assistantId, { identity: { id: `admin-${i}`, roles: ['admin'] } }),
      ),
    );
    const { entries, chain } = await room.auditLog(assistantId);
    expect(entries.map(({ sequence }) => sequence)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(chain).toMatchObject({ length: 12, brokenAt: null });
    expect(new Set(entries.map(({ subject }) => subject)).size).toBe(1);
  });

  it('holds nobody up for ever: batches about the same assistants in any order, beside requests and triggers', async () => {
    const [one, two] = ['asst_order_1', 'asst_order_2'] as const;
    for (const assistantId of [one, two]) await room.setPolicy(assistantId, { volume: 1, debounceMinutes: 0 });
    await Promise.all(
      Array.from({ length: 8 }, async (_, i) => {
        const batch = [submitted(two, i), accepted(one, i), accepted(two, i)];
        await consume(...(i % 2 === 0 ? batch : batch.toReversed()));
        await room.request(i % 2 === 0 ? one : two, { identity: ADMIN });
      }),
    );
    for (const assistantId of [one, two]) {
      const { chain, entries } = await room.auditLog(assistantId);
      expect(chain.brokenAt).toBeNull();
      expect(entries.filter(({ action }) => action === 'FEEDBACK_REVIEWED')).toHaveLength(8);
    }
  });
});
