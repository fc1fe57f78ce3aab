import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../../platform/db/index.ts';
import { ModelsRoom, UNKNOWN } from './models-room.ts';
import { feedbackChanged, turnObserved } from './observed.ts';

const ASSISTANT = 'asst_quality';
const FIGURES = `turns meanConfidence feedback outOfScopeRate { value } fallbackRate { value } helpfulRate { value low high }
  estimatedHelpfulRate { value } precision { value } recall { value } latency { p50 p95 p99 }`;
const REPORT = `query($assistantId: ID!, $from: DateTime, $to: DateTime) { qualityReport(assistantId: $assistantId, from: $from, to: $to) {
  bucket total { ${FIGURES} } series { at figures { ${FIGURES} } }
  versions { key figures { ${FIGURES} } series { at figures { turns } } } intents { key figures { ${FIGURES} } } categories { key name figures { ${FIGURES} } } } }`;
const TAGS = `query($assistantId: ID!) { tagEffectiveness(assistantId: $assistantId) {
  tagId name turns helpfulRate { value } lastChange { value low high } trend { modelVersionId turns helpfulRate { value } } } }`;

interface Figures {
  turns: number;
  feedback: number;
  helpfulRate: { value: number } | null;
  precision: { value: number } | null;
  recall: { value: number } | null;
  latency: { p50: number } | null;
}
interface Slice {
  key: string;
  name: string;
  figures: Figures;
}
interface Report {
  bucket: string;
  total: Figures;
  series: { at: string; figures: Figures }[];
  versions: Slice[];
  intents: Slice[];
  categories: Slice[];
}

describe('the quality of an assistant', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
    const consume = (...messages: unknown[]) =>
      transaction(room.database.db, (tx) => room.models.consumeBatch(tx, messages));
    const now = room.clock.now().getTime();
    // Forty turns over two days: even ones about loans, answered by two versions; each fourth gets feedback.
    for (let i = 0; i < 40; i++) {
      const isLoan = i % 2 === 0;
      await consume(
        turnObserved(`q_${i}`, {
          assistantId: ASSISTANT,
          at: new Date(now - (i + 1) * 72 * 60_000).toISOString(),
          intent: isLoan ? 'renew_loan' : 'grades',
          tags: [isLoan ? { id: 'tag_library', name: 'Library' } : { id: 'tag_study', name: 'Study' }],
          modelVersionId: i < 20 ? 'version_2' : 'version_1',
          latencyMs: i + 1,
        }),
      );
      if (i % 4 > 1) continue;
      const isWrong = i % 8 === 0;
      await consume(
        feedbackChanged({
          assistantId: ASSISTANT,
          feedbackId: `fb_${i}`,
          turnId: `q_${i}`,
          verdict: isWrong ? 'CORRECTION' : 'HELPFUL',
          correctedIntent: isWrong ? 'grades' : null,
        }),
      );
    }
    // A voice that was taken back says nothing; one that came through implicitly is not heard beside an explicit one.
    await consume(
      feedbackChanged({ assistantId: ASSISTANT, feedbackId: 'fb_back', turnId: 'q_2', status: 'RETRACTED' }),
    );
    const implicit = feedbackChanged({
      assistantId: ASSISTANT,
      feedbackId: 'fb_implicit',
      turnId: 'q_4',
      verdict: 'UNHELPFUL',
    });
    await consume({ ...implicit, feedback: { ...implicit.feedback, source: 'IMPLICIT' } });
    await consume(turnObserved('q_other', { assistantId: 'asst_other' }));
  });
  afterAll(() => room.close());

  const report = async (variables: object = {}) =>
    (await room.ask<{ qualityReport: Report }>(REPORT, { assistantId: ASSISTANT, ...variables })).qualityReport;

  it('is told in total, by version, by intent and by category, and agrees with a count of its own', async () => {
    const { total, versions, intents, categories, bucket } = await report();
    const { rows } = await sql<{ turns: number; feedback: number; helpful: number; p50: number }>`
      select count(*)::integer as turns, count(f.verdict)::integer as feedback,
        (count(*) filter (where f.verdict = 'HELPFUL'))::integer as helpful,
        percentile_cont(0.5) within group (order by t.latency_ms) as p50
      from models.observed_turn t
      left join models.observed_feedback f on f.turn_id = t.turn_id and f.source = 'EXPLICIT' and f.status <> 'RETRACTED'
      where t.assistant_id = ${ASSISTANT}`.execute(room.database.db);
    const [counted] = rows;
    expect(bucket).toBe('DAY');
    expect(total).toMatchObject({ turns: counted?.turns, feedback: counted?.feedback, latency: { p50: counted?.p50 } });
    expect(total.helpfulRate?.value).toBeCloseTo((counted?.helpful ?? 0) / (counted?.feedback ?? 1), 12);
    expect(versions.map(({ key, figures }) => [key, figures.turns])).toEqual([
      ['version_1', 20],
      ['version_2', 20],
    ]);
    expect(categories.map(({ name }) => name)).toEqual(['Library', 'Study']);
    const [grades, loans] = intents.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    // Of ten loans that somebody spoke about five were meant as grades.
    expect(loans?.figures.precision?.value).toBeCloseTo(0.5, 12);
    expect(grades?.figures.precision?.value).toBe(1);
    expect(grades?.figures.recall?.value).toBeCloseTo(2 / 3, 12);
    expect(loans?.figures.recall?.value).toBe(1);
  });

  it('is told as a time series, by the hour where the period is short', async () => {
    const now = room.clock.now();
    const byDay = await report();
    expect(byDay.series.reduce((sum, { figures }) => sum + figures.turns, 0)).toBe(40);
    expect(byDay.series.map(({ at }) => at)).toEqual(byDay.series.map(({ at }) => at).toSorted());
    const short = await report({ from: new Date(now.getTime() - 12 * 3_600_000).toISOString(), to: now.toISOString() });
    expect(short.bucket).toBe('HOUR');
    expect(short.total.turns).toBe(10);
    expect(short.series.every(({ figures }) => figures.latency !== null)).toBe(true);
  });

  it('refuses a period that ends before it begins, or is longer than turns are kept', async () => {
    const now = room.clock.now();
    await expect(report({ from: now.toISOString(), to: now.toISOString() })).rejects.toThrow('BAD_USER_INPUT');
    await expect(report({ from: '2020-01-01T00:00:00Z' })).rejects.toThrow('BAD_USER_INPUT');
  });

  it('is null, and of no category, for an assistant that does not exist', async () => {
    expect(await room.ask(REPORT, { assistantId: UNKNOWN })).toEqual({ qualityReport: null });
    expect(await room.ask(TAGS, { assistantId: UNKNOWN })).toEqual({ tagEffectiveness: [] });
  });

  it('is told of each category, the least helpful first, with its change between versions', async () => {
    const { tagEffectiveness } = await room.ask<{
      tagEffectiveness: {
        name: string;
        turns: number;
        lastChange: object | null;
        trend: { modelVersionId: string }[];
      }[];
    }>(TAGS, { assistantId: ASSISTANT });
    expect(tagEffectiveness.map(({ name, turns }) => [name, turns])).toEqual([
      ['Library', 20],
      ['Study', 20],
    ]);
    expect(tagEffectiveness[0]?.trend.map(({ modelVersionId }) => modelVersionId)).toEqual(['version_1', 'version_2']);
    expect(tagEffectiveness[0]?.lastChange).not.toBeNull();
  });
});
