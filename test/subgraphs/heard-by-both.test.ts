import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Rng } from '../../nlu/rng.ts';
import { transaction } from '../../platform/db/index.ts';
import { windowsOf } from '../../subgraphs/models/store/quality-store.ts';
import { turnObserved } from './feedback/observed-turn.ts';
import { openRoom, type TestRoom, userOf } from './feedback/room.ts';
import { ModelsRoom } from './models/models-room.ts';

const ASSISTANT = 'asst_1';
const VERSIONS = ['version_1', 'version_2'];
const TURNS = 80;
const STEP_MS = 20 * 60_000;
const STATISTICS = `query { feedbackStatistics(filter: { assistantId: "${ASSISTANT}" }, groupBy: MODEL_VERSION) {
  key count voices helpfulRate { value low high } } }`;
const REPORT = `query { qualityReport(assistantId: "${ASSISTANT}") {
  versions { key figures { feedback helpfulRate { value low high } } } } }`;

interface Interval {
  value: number;
  low: number;
  high: number;
}

describe('what feedback and models make of the same messages', () => {
  let feedback: TestRoom;
  let models: ModelsRoom;

  beforeAll(async () => {
    [feedback, models] = await Promise.all([openRoom(), ModelsRoom.open()]);
    await converse();
  }, 60_000);
  afterAll(() => Promise.all([feedback.close(), models.close()]));

  /** Brings messages to both rooms in the consumer's order: models sees them as feedback leaves them. */
  async function consume(messages: readonly unknown[]): Promise<void> {
    const bodies = messages.map((message) => JSON.parse(JSON.stringify(message)) as unknown);
    const present = await transaction(feedback.db, (tx) => feedback.room.consumeBatch(tx, bodies));
    await transaction(models.database.db, (tx) => models.models.consumeBatch(tx, present));
  }

  async function settle(): Promise<void> {
    await consume(await feedback.outbox());
    await sql`delete from feedback.outbox`.execute(feedback.db);
  }

  /** Users who praise, blame and correct, change their minds, take back, and ask again in other words; a reviewer who rejects some of it. */
  async function converse(): Promise<void> {
    const random = new Rng(7);
    const chance = (share: number) => random.below(100) < share * 100;
    for (let i = 0; i < TURNS; i++) {
      const conversationId = `conv_${i}`;
      const turn = feedback.turn({
        conversationId,
        utterance: `how do I renew book number ${i}`,
        replyKind: chance(0.3) ? 'FALLBACK' : 'ANSWER',
        modelVersionId: VERSIONS[i % 2]!,
      });
      await consume([turnObserved({ ...turn })]);
      if (chance(0.5)) {
        const previous = { turnId: turn.turnId, utterance: turn.utterance, replyKind: turn.replyKind };
        const asked = { conversationId, index: 1, utterance: `how can I renew the book number ${i}`, previous };
        await consume([turnObserved({ ...turn, ...asked, turnId: `${turn.turnId}_again` })]);
      }
      while (chance(0.6)) {
        const verdict = ['HELPFUL', 'UNHELPFUL', 'CORRECTION'][random.below(3)]!;
        const correction = verdict === 'CORRECTION' ? { correctedIntent: 'grades' } : {};
        const said = await feedback.submit({ turnId: turn.turnId, verdict, ...correction }, userOf(conversationId));
        if (chance(0.5)) await settle();
        const fate = random.below(10);
        if (fate < 2) await feedback.retract({ feedbackId: said.feedback?.id }, userOf(conversationId));
        else if (fate < 4) await feedback.review({ feedbackId: said.feedback?.id, decision: 'REJECT' });
        feedback.clock.advance(1_000);
      }
      for (const { clock } of [feedback, models]) clock.advance(STEP_MS);
    }
    await settle();
    await settle();
  }

  it('is one status of each feedback', async () => {
    const known = await statuses(feedback.db, 'feedback.feedback', 'id');
    expect(await statuses(models.database.db, 'models.observed_feedback', 'feedback_id')).toEqual(known);
    const each = ['ACCEPTED', 'RECORDED', 'REJECTED', 'RETRACTED'];
    expect([...new Set(known.map(({ status }) => status))].toSorted()).toEqual(each);
  });

  it('is one helpful rate, wherever it is told, and the one of a plain count', async () => {
    const { data } = await feedback.execute<{
      feedbackStatistics: { key: string; count: number; voices: number; helpfulRate: Interval }[];
    }>(STATISTICS);
    const { qualityReport } = await models.ask<{
      qualityReport: { versions: { key: string; figures: { feedback: number; helpfulRate: Interval } }[] };
    }>(REPORT);
    for (const version of VERSIONS) {
      const counted = await countVoices(version);
      const statistic = data.feedbackStatistics.find(({ key }) => key === version);
      const figures = qualityReport.versions.find(({ key }) => key === version)?.figures;
      const windows = await windowsOf(models.database.db, { assistantId: ASSISTANT, id: version }, 744);
      const sum = (of: 'helpful' | 'unhelpful' | 'corrections') => windows.reduce((total, w) => total + w[of], 0);

      expect(counted.voices).toBeGreaterThan(10);
      expect(statistic?.count).toBeGreaterThan(counted.voices);
      expect(statistic?.voices).toBe(counted.voices);
      expect(figures?.feedback).toBe(counted.voices);
      expect(sum('helpful') + sum('unhelpful') + sum('corrections')).toBe(counted.voices);
      expect(sum('helpful')).toBe(counted.helpful);
      expect(figures?.helpfulRate).toEqual(statistic?.helpfulRate);
      expect(figures?.helpfulRate.value).toBeCloseTo(counted.helpful / counted.voices, 12);
    }
  });

  async function countVoices(version: string): Promise<{ voices: number; helpful: number }> {
    const { rows } = await sql<{ voices: number; helpful: number }>`
      with ranked as (
        select verdict, row_number() over (
          partition by turn_id order by case source when 'EXPLICIT' then 0 else 1 end, at desc, id desc) as place
        from feedback.feedback
        where model_version_id = ${version} and status in ('QUEUED', 'RECORDED', 'ACCEPTED')
      )
      select count(*)::integer as voices, (count(*) filter (where verdict = 'HELPFUL'))::integer as helpful
      from ranked where place = 1`.execute(feedback.db);
    return rows[0]!;
  }
});

async function statuses(db: TestRoom['db'], table: string, id: string): Promise<{ id: string; status: string }[]> {
  const { rows } = await sql<{ id: string; status: string }>`
    select ${sql.ref(id)} as id, status from ${sql.table(table)} order by 1`.execute(db);
  return rows;
}
