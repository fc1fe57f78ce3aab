import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../../platform/db/index.ts';
import { dryRun, type PolicyFacts } from '../../../subgraphs/models/policy/dry-run.ts';
import { defaultPolicy } from '../../../subgraphs/models/retrain-policy.ts';
import { ModelsRoom, UNKNOWN } from './models-room.ts';
import { feedbackChanged } from './observed.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const QUIET: PolicyFacts = { labels: [], requests: [], rollBacks: [], lastRequestedAt: null, runMs: 0, rules: [] };
const at = (time: string) => new Date(`2026-11-22T${time}:00Z`);
const DAY = { from: at('00:00'), to: at('23:59') };
const policy = { ...defaultPolicy('asst_1', at('00:00')), volume: 2, debounceMinutes: 60 };

const told = (change: Partial<typeof policy>, facts: Partial<PolicyFacts>) =>
  dryRun({ ...policy, ...change }, { ...QUIET, ...facts }, DAY).map(
    ({ at: time, rule, isJoining }) => `${time.toISOString().slice(11, 16)} ${rule}${isJoining ? ' joins' : ''}`,
  );

describe('a dry run', () => {
  it('asks by volume when the last label that it takes comes, and by what is left once the debounce is over', () => {
    const labels = ['01:00', '01:10', '01:20', '01:30', '01:40'].map(at);
    expect(told({}, { labels })).toEqual(['01:10 volume', '02:10 volume']);
  });

  it('counts labels from before the period that no run was asked for yet', () => {
    const labels = [new Date('2026-11-21T20:00:00Z'), at('05:00')];
    expect(told({}, { labels, lastRequestedAt: new Date('2026-11-21T12:00:00Z') })).toEqual(['05:00 volume']);
  });

  it('lets what comes due in quiet hours wait, and the schedule ask once for all that it missed', () => {
    const quiet = { quietFrom: '22:00', quietTo: '06:00', timeZone: 'UTC' };
    expect(told({ ...quiet, cron: '0 * * * *', debounceMinutes: 600 }, {})).toEqual([
      '06:00 schedule',
      '16:00 schedule',
    ]);
    expect(told({ ...quiet, volume: 1 }, { labels: [at('23:00')] })).toEqual([]);
  });

  it('starts anew where a person asked, and rests after a roll back', () => {
    const labels = ['01:00', '02:00', '03:00', '10:00', '10:01'].map(at);
    expect(told({}, { labels, requests: [at('01:30')] })).toEqual(['03:00 volume', '10:01 volume']);
    expect(told({}, { labels, rollBacks: [at('01:59')] })).toEqual(['02:59 volume', '10:00 volume']);
  });

  it('has runs go one after another: who asks while one runs and one waits joins the one that waits', () => {
    const labels = ['01:00', '01:01', '01:02', '01:03'].map(at);
    const long = { labels, runMs: 10 * HOUR_MS };
    expect(told({ volume: 1, debounceMinutes: 0 }, long)).toEqual([
      '01:00 volume',
      '01:01 volume',
      '01:02 volume joins',
      '01:03 volume joins',
    ]);
  });
});

describe('a dry run over the facts that are kept', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());

  interface Told {
    at: string;
    trigger: string;
    rule: string | null;
    reason: string;
    figures: { name: string; value: number; threshold: number | null }[];
  }
  const TOLD = 'at trigger rule reason figures { name value threshold }';

  async function dryRunOf(assistantId: string, days?: number): Promise<Told[]> {
    const { retrainPolicyDryRun } = await room.ask<{
      retrainPolicyDryRun: { firings: { totalCount: number; edges: { node: Told }[] } };
    }>(
      `query($assistantId: ID!, $days: Int) { retrainPolicyDryRun(assistantId: $assistantId, days: $days) {
        firings(first: 100) { totalCount edges { node { ${TOLD} } } } } }`,
      { assistantId, ...(days !== undefined && { days }) },
    );
    expect(retrainPolicyDryRun.firings.totalCount).toBe(retrainPolicyDryRun.firings.edges.length);
    return retrainPolicyDryRun.firings.edges.map(({ node }) => node);
  }

  function askFor(assistantId: string, days: number): Promise<{ retrainPolicyDryRun: object | null }> {
    return room.ask(`{ retrainPolicyDryRun(assistantId: "${assistantId}", days: ${days}) { from } }`);
  }

  /** Every request that the policy made, as the runs tell it. */
  async function firedOf(assistantId: string): Promise<Told[]> {
    const { trainingRuns } = await room.ask<{
      trainingRuns: { edges: { node: { requests: (Told & { by: string })[] } }[] };
    }>(
      `query($assistantId: ID!) { trainingRuns(assistantId: $assistantId, first: 100) { edges { node { requests { by ${TOLD} } } } } }`,
      { assistantId },
    );
    return trainingRuns.edges
      .flatMap(({ node }) => node.requests)
      .filter(({ by }) => by === 'policy')
      .map(({ at: time, trigger, rule, reason, figures }) => ({ at: time, trigger, rule, reason, figures }))
      .toSorted((a, b) => (a.at < b.at ? -1 : 1));
  }

  it('tells what really was asked for, at the same times and by the same figures', async () => {
    const assistantId = 'asst_month';
    await room.setPolicy(assistantId, {
      cron: '15 3 * * *',
      timeZone: 'America/Sao_Paulo',
      volume: 5,
      debounceMinutes: 240,
      quietFrom: '22:00',
      quietTo: '04:30',
    });
    let feedback = 0;
    const start = room.clock.now().getTime();
    // Six days in steps of half an hour; every step brings zero to two labels, and somebody asks by hand once.
    for (let step = 1; step <= 6 * 48; step++) {
      room.clock.advance(start + step * 30 * MINUTE_MS - room.clock.now().getTime());
      const labels = Array.from({ length: (step * 7) % 3 }, () =>
        feedbackChanged({ assistantId, feedbackId: `feedback_${++feedback}` }),
      );
      await transaction(room.database.db, (tx) => room.models.consumeBatch(tx, labels));
      if (step === 100) await room.request(assistantId);
      await room.models.triggerDue();
    }
    const fired = await firedOf(assistantId);
    expect(new Set(fired.map(({ rule }) => rule))).toEqual(new Set(['schedule', 'volume']));
    expect(fired.length).toBeGreaterThan(12);
    expect(await dryRunOf(assistantId, 6)).toEqual(fired);
  }, 60_000);

  it('is null for an unknown assistant, and refuses days out of range', async () => {
    expect(await askFor(UNKNOWN, 30)).toEqual({ retrainPolicyDryRun: null });
    await expect(askFor('asst_month', 0)).rejects.toThrow('BAD_USER_INPUT');
    await expect(askFor('asst_month', 91)).rejects.toThrow('BAD_USER_INPUT');
  });
});
