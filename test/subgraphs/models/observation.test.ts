import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../../platform/db/index.ts';
import { windowsOf } from '../../../subgraphs/models/store/quality-store.ts';
import { ModelsRoom } from './models-room.ts';
import { ASSISTANT, feedbackChanged, turnObserved } from './observed.ts';

describe('what is observed of versions', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());

  const consume = (...messages: unknown[]) =>
    transaction(room.database.db, (tx) => room.models.consumeBatch(tx, messages));
  const windows = (id: string) => windowsOf(room.database.db, { assistantId: ASSISTANT, id }, 24);
  const verdictCounts = async () => {
    const [window] = await windows('version_1');
    return { helpful: window?.helpful, corrections: window?.corrections };
  };
  const voiceCounts = async () => {
    const [window] = await windowsOf(room.database.db, { assistantId: 'asst_voices', id: 'version_1' }, 24);
    return [window?.helpful, window?.unhelpful, window?.corrections];
  };
  const newLabels = async (assistantId = ASSISTANT) =>
    (await room.setPolicy(assistantId, {})).retrainPolicy?.['newLabels'];

  it('is counted by version and hour, each turn once', async () => {
    const turns = [
      turnObserved('turn_1'),
      turnObserved('turn_2', { replyKind: 'FALLBACK', intent: null, confidence: 0.2 }),
      turnObserved('turn_3', { replyKind: 'DISAMBIGUATION', at: '2026-11-22T13:00:00.000Z' }),
    ];
    await consume(...turns, turns[0]);
    await consume(...turns);
    expect(await windows('version_1')).toMatchObject([
      { hour: new Date('2026-11-22T12:00:00Z'), turns: 2, outOfScope: 1, answers: 1, fallbacks: 1, confidenceSum: 1 },
      { hour: new Date('2026-11-22T13:00:00Z'), turns: 1, outOfScope: 0, disambiguations: 1 },
    ]);
  });

  it('follows what people say of a reply, in whatever order it comes', async () => {
    const said = feedbackChanged({ feedbackId: 'feedback_1', verdict: 'HELPFUL' });
    const takenBack = feedbackChanged({
      feedbackId: 'feedback_1',
      verdict: 'HELPFUL',
      sequence: 2,
      change: 'RETRACTED',
      status: 'RETRACTED',
    });
    await consume(said);
    expect(await verdictCounts()).toEqual({ helpful: 1, corrections: 0 });
    await consume(takenBack, said);
    expect(await verdictCounts()).toEqual({ helpful: 0, corrections: 0 });
    await consume(takenBack, feedbackChanged({ feedbackId: 'feedback_2' }));
    expect(await verdictCounts()).toEqual({ helpful: 0, corrections: 1 });
    // A retraction that comes first leaves the submission nothing to add.
    await consume(feedbackChanged({ feedbackId: 'feedback_3', sequence: 2, change: 'RETRACTED', status: 'RETRACTED' }));
    await consume(feedbackChanged({ feedbackId: 'feedback_3' }));
    expect(await verdictCounts()).toEqual({ helpful: 0, corrections: 1 });
  });

  it('counts labels that are newly accepted, and no others', async () => {
    const assistantId = 'asst_labels';
    await consume(
      feedbackChanged({ assistantId, feedbackId: 'l1' }),
      feedbackChanged({ assistantId, feedbackId: 'l1' }),
    );
    await consume(feedbackChanged({ assistantId, feedbackId: 'l2', verdict: 'HELPFUL' }));
    expect(await newLabels(assistantId)).toBe(1);
    await consume(
      feedbackChanged({
        assistantId,
        feedbackId: 'l1',
        sequence: 2,
        change: 'REVIEWED',
        status: 'ACCEPTED',
        previousStatus: 'ACCEPTED',
      }),
      feedbackChanged({
        assistantId,
        feedbackId: 'l3',
        sequence: 2,
        change: 'REVIEWED',
        status: 'ACCEPTED',
        previousStatus: 'RECORDED',
      }),
    );
    expect(await newLabels(assistantId)).toBe(2);
    await room.setPolicy(assistantId, { acceptance: 'REVIEW' });
    await consume(feedbackChanged({ assistantId, feedbackId: 'l4', status: 'RECORDED' }));
    expect(await newLabels(assistantId)).toBe(2);
    await transaction(room.database.db, async (tx) => {
      expect(await room.models.acceptancePolicy(tx, assistantId)).toBe('REVIEW');
    });
  });

  it('counts what one person says of one turn as one label, however often they change their mind', async () => {
    const assistantId = 'asst_fickle';
    const said = { assistantId, turnId: 'turn_fickle', author: 'visitor' };
    const takenBack = { ...said, sequence: 2, change: 'SUPERSEDED', status: 'RETRACTED' };
    for (let i = 0; i < 5; i++)
      await consume(
        ...(i > 0 ? [feedbackChanged({ ...takenBack, feedbackId: `fickle_${i - 1}` })] : []),
        feedbackChanged({ ...said, feedbackId: `fickle_${i}`, correctedIntent: i % 2 ? 'reserve' : 'grades' }),
      );
    expect(await newLabels(assistantId)).toBe(1);
    await consume(feedbackChanged({ ...said, feedbackId: 'second_opinion', author: 'other' }));
    expect(await newLabels(assistantId)).toBe(2);
    await consume(feedbackChanged({ ...said, feedbackId: 'gone_again', turnId: 'turn_gone' }));
    expect(await newLabels(assistantId)).toBe(3);
    // What was taken back before it was heard of is no label.
    const gone = feedbackChanged({ ...takenBack, feedbackId: 'gone', turnId: 'turn_never' });
    await consume(feedbackChanged({ ...said, feedbackId: 'gone', turnId: 'turn_never' }), gone);
    expect(await newLabels(assistantId)).toBe(3);
  });

  it('counts an utterance of the inbox as a label once a review has settled that it teaches', async () => {
    const assistantId = 'asst_inbox';
    const reviewed = (n: number, state: string, action = 'UTTERANCE_REVIEWED') => ({
      kind: 'ActPerformed',
      version: 1,
      actId: `act_inbox_${n}`,
      assistantId,
      actor: 'reviewer',
      action,
      subject: `item_${n}`,
      at: '2026-11-22T12:00:00.000Z',
      facts: [{ name: 'state', value: state, before: 'OPEN' }],
      requestId: 'test',
    });
    const acts = [
      reviewed(1, 'ACCEPTED'),
      reviewed(2, 'RELABELLED'),
      reviewed(3, 'REJECTED'),
      reviewed(4, 'AWAITING_SECOND'),
      reviewed(5, 'ACCEPTED', 'REVIEW_UNDONE'),
    ];
    await consume(...acts, acts[0]);
    await consume(...acts);
    expect(await newLabels(assistantId)).toBe(2);
  });

  it('lets one voice speak for a turn: an explicit one first, and none that was rejected', async () => {
    const turn = { turnId: 'turn_voices', assistantId: 'asst_voices' };
    const implied = feedbackChanged({ ...turn, feedbackId: 'z_implied', verdict: 'UNHELPFUL' });
    await consume({ ...implied, feedback: { ...implied.feedback, source: 'IMPLICIT', signal: 'REPHRASE' } });
    expect(await voiceCounts()).toEqual([0, 1, 0]);
    await consume(feedbackChanged({ ...turn, feedbackId: 'a_said', verdict: 'HELPFUL' }));
    expect(await voiceCounts()).toEqual([1, 0, 0]);
    const rejected = { sequence: 2, change: 'REVIEWED', status: 'REJECTED' };
    await consume(feedbackChanged({ ...turn, feedbackId: 'a_said', verdict: 'HELPFUL', ...rejected }));
    expect(await voiceCounts()).toEqual([0, 1, 0]);
  });

  it('counts the same under concurrent consumers', async () => {
    const turns = Array.from({ length: 40 }, (_, i) => turnObserved(`turn_c${i}`, { modelVersionId: 'version_c' }));
    await Promise.all(Array.from({ length: 8 }, (_, i) => consume(...turns.slice(i, i + 20), ...turns.slice(0, 10))));
    const [window] = await windows('version_c');
    expect(window?.turns).toBe(27);
  });

  it('refuses a message that it cannot read, so that it reaches the dead-letter queue', async () => {
    await expect(consume({ kind: 'TurnObserved', version: 2 })).rejects.toThrow('expected 1');
    await expect(consume({ kind: 'Unknown' })).rejects.toThrow('kind');
  });

  it('is forgotten after ninety days, but for what a snapshot learned from, and then changes no count', async () => {
    const of = { assistantId: 'asst_old', turnId: 'turn_old' };
    await consume(
      turnObserved('turn_old', { assistantId: 'asst_old' }),
      feedbackChanged({ ...of, feedbackId: 'old', verdict: 'HELPFUL' }),
      feedbackChanged({ ...of, feedbackId: 'old_taught', author: 'somebody', turnId: 'turn_taught' }),
    );
    const version = await room.version('asst_old', { feedbackIds: ['old_taught'] });
    const rows = async (table: string) =>
      (
        await sql<{ id: string }>`select ${sql.ref(table === 'observed_turn' ? 'turn_id' : 'feedback_id')} as id
          from ${sql.table(`models.${table}`)} where assistant_id = 'asst_old'`.execute(room.database.db)
      ).rows.map(({ id }) => id);
    const counted = () => windowsOf(room.database.db, { assistantId: 'asst_old', id: 'version_1' }, 24);
    const before = await counted();
    room.clock.advance(91 * 86_400_000);
    await room.models.triggerDue();
    expect(await rows('observed_turn')).toEqual([]);
    expect(await rows('observed_feedback')).toEqual(['old_taught']);

    const takenBack = { sequence: 2, change: 'RETRACTED', status: 'RETRACTED' };
    await consume(
      feedbackChanged({ ...of, feedbackId: 'old', verdict: 'HELPFUL', ...takenBack }),
      feedbackChanged({ ...of, feedbackId: 'old_taught', turnId: 'turn_taught', ...takenBack }),
    );
    expect(await counted()).toEqual(before);
    const evidence = await room.models.registry.evidenceContext(version.datasetSnapshotId, null);
    expect(evidence).toMatchObject({ withdrawnFeedback: 1 });
  });
});
