import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../../platform/db/index.ts';
import {
  changedPolicy,
  defaultPolicy,
  isScheduleDue,
  nextScheduled,
} from '../../../subgraphs/models/retrain-policy.ts';
import { isQuiet } from '../../../subgraphs/models/policy/quiet-hours.ts';
import { ModelsRoom, UNKNOWN } from './models-room.ts';
import { feedbackChanged } from './observed.ts';

describe('a schedule', () => {
  it('is read in its time zone', () => {
    expect(next('30 3 * * *', 'America/Sao_Paulo', '2026-11-22T00:00:00Z')).toBe('2026-11-22T06:30:00.000Z');
    expect(next('30 3 * * *', 'Asia/Kolkata', '2026-11-22T00:00:00Z')).toBe('2026-11-22T22:00:00.000Z');
  });

  it('keeps its hour on the wall when daylight saving time begins and ends', () => {
    expect(next('0 9 * * *', 'Europe/Lisbon', '2026-03-28T12:00:00Z')).toBe('2026-03-29T08:00:00.000Z');
    expect(next('0 9 * * *', 'Europe/Lisbon', '2026-10-24T12:00:00Z')).toBe('2026-10-25T09:00:00.000Z');
  });

  it('asks once on the day on which its hour comes twice, and once on the day on which it does not come', () => {
    // 1:30 comes at 5:30Z in summer time, and an hour later again in winter time.
    expect(dueTimes('2026-11-01T04:00:00Z', '2026-11-01T12:00:00Z')).toHaveLength(1);
    const spring = {
      ...defaultPolicy('a', new Date('2026-03-08T05:00:00Z')),
      cron: '30 2 * * *',
      timeZone: 'America/New_York',
    };
    expect(nextScheduled(spring, spring.scheduleCheckedAt)?.toISOString().slice(0, 10)).toBe('2026-03-08');
  });

  it('is made up for once after a long sleep, however many times it was missed', () => {
    const checked = { ...defaultPolicy('a', new Date('2026-11-01T00:00:00Z')), cron: '0 * * * *' };
    expect(isScheduleDue(checked, new Date('2026-11-01T00:59:00Z'))).toBe(false);
    expect(isScheduleDue(checked, new Date('2026-11-03T12:00:30Z'))).toBe(true);
    expect(
      isScheduleDue(
        { ...checked, scheduleCheckedAt: new Date('2026-11-03T12:00:30Z') },
        new Date('2026-11-03T12:59:00Z'),
      ),
    ).toBe(false);
  });

  it('counts from when it was set, not from before', () => {
    const now = new Date('2026-11-22T12:00:00Z');
    const old = defaultPolicy('a', new Date('2026-01-01T00:00:00Z'));
    expect(isScheduleDue(changedPolicy(old, { cron: '0 9 * * *' }, now), now)).toBe(false);
  });
});

describe('quiet hours', () => {
  const night = { quietFrom: '22:30', quietTo: '06:00', timeZone: 'America/Sao_Paulo' };

  it.each([
    ['2026-11-22T01:29:00Z', false],
    ['2026-11-22T01:30:00Z', true],
    ['2026-11-22T03:00:00Z', true],
    ['2026-11-22T08:59:59Z', true],
    ['2026-11-22T09:00:00Z', false],
  ])('go across midnight on the wall of their time zone: at %s %s', (at, quiet) => {
    expect(isQuiet(night, new Date(at))).toBe(quiet);
  });

  it('may lie within one day, and are none where none are set', () => {
    const noon = { quietFrom: '12:00', quietTo: '13:00', timeZone: 'Europe/Lisbon' };
    expect(isQuiet(noon, new Date('2026-07-01T11:30:00Z'))).toBe(true);
    expect(isQuiet(noon, new Date('2026-07-01T12:00:00Z'))).toBe(false);
    expect(isQuiet({ ...noon, quietFrom: null, quietTo: null }, new Date('2026-07-01T11:30:00Z'))).toBe(false);
  });

  it('follow daylight saving time: an hour that comes twice is quiet twice, one left out is not waited for', () => {
    const early = { quietFrom: '01:00', quietTo: '02:00', timeZone: 'America/New_York' };
    const quietMinutes = (from: string, to: string) => {
      let minutes = 0;
      for (let at = Date.parse(from); at < Date.parse(to); at += 60_000) if (isQuiet(early, new Date(at))) minutes++;
      return minutes;
    };
    expect(quietMinutes('2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z')).toBe(120);
    const skipped = { ...early, quietFrom: '02:00', quietTo: '03:00' };
    expect(isQuiet(skipped, new Date('2026-03-08T06:59:00Z'))).toBe(false);
    expect(isQuiet(skipped, new Date('2026-03-08T07:00:00Z'))).toBe(false);
  });
});

describe('a retrain policy', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());

  const policyOf = (id: string) =>
    room.ask<{ retrainPolicy: object | null }>(
      `{ retrainPolicy(assistantId: "${id}") { cron timeZone volume debounceMinutes approval rollout twoPersons acceptance newLabels nextScheduledAt restingUntil } }`,
    );

  it('has defaults where nothing was set, and is null for an unknown assistant', async () => {
    expect((await policyOf('asst_default')).retrainPolicy).toEqual({
      cron: null,
      timeZone: 'UTC',
      volume: 50,
      debounceMinutes: 15,
      approval: 'PERSON',
      rollout: 'IMMEDIATE',
      twoPersons: false,
      acceptance: 'AUTO',
      newLabels: 0,
      nextScheduledAt: null,
      restingUntil: null,
    });
    expect((await policyOf(UNKNOWN)).retrainPolicy).toBeNull();
  });

  it('changes in what is given; null takes away', async () => {
    const set = await room.setPolicy('asst_set', {
      cron: '30 3 * * 1',
      timeZone: 'America/Sao_Paulo',
      volume: 4,
      acceptance: 'REVIEW',
    });
    expect(set.retrainPolicy).toMatchObject({
      volume: 4,
      acceptance: 'REVIEW',
      nextScheduledAt: '2026-11-23T06:30:00.000Z',
    });
    const changed = await room.setPolicy('asst_set', { cron: null, debounceMinutes: 0 });
    expect(changed.retrainPolicy).toMatchObject({
      cron: null,
      nextScheduledAt: null,
      debounceMinutes: 0,
      volume: 4,
      acceptance: 'REVIEW',
    });
    expect((await room.setPolicy('asst_set', { volume: null })).retrainPolicy).toMatchObject({ volume: null });
  });

  it('has trials or an encoder, not both: trials judge models of words alone', () => {
    const now = room.clock.now();
    const policy = { ...defaultPolicy('asst_both', now), encoder: 'minilm' };
    expect(() => changedPolicy(policy, { trialCount: 5 }, now)).toThrow('words alone');
    expect(changedPolicy(policy, { encoder: null, trialCount: 5 }, now)).toMatchObject({
      encoder: null,
      trialCount: 5,
    });
  });

  it.each([
    [{ cron: 'every monday' }, 'INVALID_POLICY', 'cron'],
    [{ cron: '0 0 30 2 *' }, 'INVALID_POLICY', 'cron'],
    [{ cron: '*/5 * * * * *' }, 'INVALID_POLICY', 'cron'],
    [{ timeZone: 'Mars/Olympus' }, 'INVALID_POLICY', 'timeZone'],
    [{ encoder: 'minilm' }, 'ENCODERS_NOT_CONFIGURED', 'encoder'],
    [{ encoder: '../minilm' }, 'ENCODER_NAME_INVALID', 'encoder'],
    [{ volume: 0 }, 'INVALID_POLICY', 'volume'],
    [{ qualityVoices: 19 }, 'INVALID_POLICY', 'qualityVoices'],
    [{ driftPsi: 0 }, 'INVALID_POLICY', 'driftPsi'],
    [{ driftOutOfScope: 1.1 }, 'INVALID_POLICY', 'driftOutOfScope'],
    [{ driftDays: 31 }, 'INVALID_POLICY', 'driftDays'],
    [{ quietFrom: '24:00', quietTo: '06:00' }, 'INVALID_POLICY', 'quietFrom'],
    [{ quietFrom: '22:00', quietTo: '6:00' }, 'INVALID_POLICY', 'quietTo'],
    [{ quietFrom: '22:00' }, 'INVALID_POLICY', 'quietTo'],
    [{ quietTo: '22:00' }, 'INVALID_POLICY', 'quietFrom'],
    [{ quietFrom: '22:00', quietTo: '22:00' }, 'INVALID_POLICY', 'quietTo'],
    [{ debounceMinutes: -1 }, 'INVALID_POLICY', 'debounceMinutes'],
  ])('refuses %j with a code, and changes nothing', async (change, code, argument) => {
    const { retrainPolicy, errors } = await room.setPolicy('asst_refused', { ...change, twoPersons: true });
    expect(retrainPolicy).toBeNull();
    expect(errors).toEqual([{ code, path: ['input', argument] }]);
    expect((await room.setPolicy('asst_refused', {})).retrainPolicy).toMatchObject({ twoPersons: false });
  });

  async function runsOf(assistantId: string) {
    const { trainingRuns } = await room.ask<{
      trainingRuns: { edges: { node: { trigger: string; reason: string; requestedBy: string | null } }[] };
    }>(`{ trainingRuns(assistantId: "${assistantId}", first: 10) { edges { node { trigger reason requestedBy } } } }`);
    return trainingRuns.edges.map(({ node }) => node);
  }
  const cancelRun = (runId: string) =>
    room.ask('mutation($input: CancelTrainingRunInput!) { cancelTrainingRun(input: $input) { errors { code } } }', {
      input: { runId },
    });
  const label = (assistantId: string, feedbackId: string) =>
    transaction(room.database.db, (tx) => room.models.consumeBatch(tx, [feedbackChanged({ assistantId, feedbackId })]));

  it('asks for a run at its time, once', async () => {
    await room.setPolicy('asst_cron', { cron: '0 * * * *', timeZone: 'UTC' });
    await room.models.triggerDue();
    expect(await runsOf('asst_cron')).toEqual([]);
    room.clock.advance(3_600_000);
    await Promise.all([room.models.triggerDue(), room.models.triggerDue()]);
    await room.models.triggerDue();
    expect(await runsOf('asst_cron')).toEqual([
      { trigger: 'SCHEDULE', reason: 'schedule 0 * * * * (UTC)', requestedBy: null },
    ]);
  });

  it('asks for nothing in quiet hours, and once they are over for what came due in them, once', async () => {
    const quiet = { quietFrom: '00:00', quietTo: '23:00' };
    await room.setPolicy('asst_quiet', { cron: '0 * * * *', timeZone: 'UTC', volume: 1, debounceMinutes: 0, ...quiet });
    room.clock.advance(untilHour(room.clock.now(), 12));
    await label('asst_quiet', 'feedback_quiet');
    await room.models.triggerDue();
    expect(await runsOf('asst_quiet')).toEqual([]);
    room.clock.advance(untilHour(room.clock.now(), 23));
    await Promise.all([room.models.triggerDue(), room.models.triggerDue()]);
    // Both rules ask, and join: the schedule first, and no label is left to ask by.
    expect(await runsOf('asst_quiet')).toEqual([expect.objectContaining({ trigger: 'SCHEDULE' })]);
    // What a person asks for does not wait.
    await room.setPolicy('asst_quiet', { quietFrom: '23:00', quietTo: '22:59' });
    expect((await room.request('asst_quiet')).trainingRun).not.toBeNull();
  });

  it('lets the schedule wait for the debounce as well', async () => {
    await room.setPolicy('asst_debounce', { cron: '0 * * * *', timeZone: 'UTC', debounceMinutes: 90 });
    await room.models.recorder.begin((await room.request('asst_debounce')).trainingRun?.id ?? '');
    room.clock.advance(89 * 60_000);
    await room.models.triggerDue();
    expect(await runsOf('asst_debounce')).toHaveLength(1);
    room.clock.advance(60_000);
    await room.models.triggerDue();
    expect((await runsOf('asst_debounce')).map(({ trigger }) => trigger)).toEqual(['SCHEDULE', 'MANUAL']);
  });

  it('is changed by updateRetrainPolicy in the same way', async () => {
    const { updateRetrainPolicy } = await room.ask<{ updateRetrainPolicy: object }>(
      'mutation($input: UpdateRetrainPolicyInput!) { updateRetrainPolicy(input: $input) { retrainPolicy { volume quietFrom quietTo } errors { code } } }',
      { input: { assistantId: 'asst_updated', volume: 9, quietFrom: '22:00', quietTo: '06:00' } },
    );
    expect(updateRetrainPolicy).toEqual({
      retrainPolicy: { volume: 9, quietFrom: '22:00', quietTo: '06:00' },
      errors: [],
    });
    const taken = await room.setPolicy('asst_updated', { quietFrom: null, quietTo: null });
    expect(taken.retrainPolicy).toMatchObject({ volume: 9 });
  });

  it('says with each request which rule fired, and by which figures', async () => {
    const assistantId = 'asst_rules';
    await room.setPolicy(assistantId, { volume: 2, debounceMinutes: 0, cron: '0 * * * *' });
    await label(assistantId, 'feedback_rule_1');
    await label(assistantId, 'feedback_rule_2');
    room.clock.advance(3_600_000);
    await room.models.triggerDue();
    await room.request(assistantId, { reason: 'see for yourself' });
    const { trainingRuns } = await room.ask<{ trainingRuns: { edges: { node: { requests: object[] } }[] } }>(
      `{ trainingRuns(assistantId: "${assistantId}", first: 10) { edges { node {
        requests { trigger rule figures { name value threshold } by reason } } } } }`,
    );
    expect(trainingRuns.edges.map(({ node }) => node.requests)).toEqual([
      [
        {
          trigger: 'VOLUME',
          rule: 'volume',
          figures: [{ name: 'newLabels', value: 2, threshold: 2 }],
          by: 'policy',
          reason: '2 new labels',
        },
        { trigger: 'SCHEDULE', rule: 'schedule', figures: [], by: 'policy', reason: 'schedule 0 * * * * (UTC)' },
        { trigger: 'MANUAL', rule: null, figures: [], by: 'ada', reason: 'see for yourself' },
      ],
    ]);
    const { entries } = await room.auditLog(assistantId, { filter: { actions: ['RETRAINING_REQUESTED'] } });
    expect(entries.at(-1)?.facts).toContainEqual({ name: 'newLabels', value: '2', before: null });
  });

  it('asks for a run by volume, and not again before the debounce is over', async () => {
    await room.setPolicy('asst_volume', { volume: 2, debounceMinutes: 10 });
    await label('asst_volume', 'feedback_v1');
    expect(await runsOf('asst_volume')).toEqual([]);
    await label('asst_volume', 'feedback_v2');
    const runs = await runsOf('asst_volume');
    expect(runs).toEqual([{ trigger: 'VOLUME', reason: '2 new labels', requestedBy: null }]);
    const { edges } = (
      await room.ask<{ trainingRuns: { edges: { node: { id: string } }[] } }>(
        '{ trainingRuns(assistantId: "asst_volume", first: 1) { edges { node { id } } } }',
      )
    ).trainingRuns;
    await room.models.recorder.begin(edges[0]?.node.id ?? '');

    await label('asst_volume', 'feedback_v3');
    await label('asst_volume', 'feedback_v4');
    expect(await runsOf('asst_volume')).toHaveLength(1);
    room.clock.advance(10 * 60_000);
    await room.models.triggerDue();
    expect(await runsOf('asst_volume')).toHaveLength(2);
  });

  it('keeps a run that waits from beginning before the labels that joined it are committed', async () => {
    const { db } = room.database;
    await room.setPolicy('asst_joins', { volume: 1, debounceMinutes: 0 });
    const { trainingRun } = await room.request('asst_joins');
    const runId = trainingRun?.id ?? '';
    let begun: Promise<unknown> | undefined;
    await transaction(db, async (tx) => {
      await room.models.consumeBatch(tx, [feedbackChanged({ assistantId: 'asst_joins', feedbackId: 'feedback_j1' })]);
      begun = room.models.recorder.begin(runId);
      // Had it not to wait, it would have begun by now, and its snapshot would lack the label.
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(await room.run(runId)).toMatchObject({ state: 'QUEUED' });
    });
    await begun;
    expect(await runsOf('asst_joins')).toHaveLength(1);
    expect(await room.run(runId)).toMatchObject({ state: 'RUNNING' });
  });

  it('loses no change of another person made at the same time', async () => {
    await Promise.all([
      room.setPolicy('asst_two_changes', { volume: 7 }),
      room.setPolicy('asst_two_changes', { twoPersons: true }),
      room.setPolicy('asst_two_changes', { acceptance: 'REVIEW' }),
    ]);
    expect((await policyOf('asst_two_changes')).retrainPolicy).toMatchObject({
      volume: 7,
      twoPersons: true,
      acceptance: 'REVIEW',
    });
  });

  it.each([
    ['fails', async (id: string) => void (await room.models.recorder.fail(id, 'no'))],
    ['is cancelled', async (id: string) => void (await cancelRun(id))],
  ])('counts the labels of a run that %s again, and tries ever later while they end in vain', async (how, end) => {
    const assistantId = `asst_vain_${how.length}`;
    await room.setPolicy(assistantId, { volume: 2, debounceMinutes: 0 });
    const unfinished = async () =>
      (await room.models.recorder.unfinished()).filter((id) => seen.get(id) === undefined && seen.set(id, true));
    const seen = new Map<string, boolean>();
    await unfinished();
    for (const i of [1, 2, 3]) await label(assistantId, `feedback_${how}_${i}`);
    const newLabels = async () => (await room.setPolicy(assistantId, {})).retrainPolicy?.['newLabels'];
    // Two asked for the run, the third joined them while it waited.
    let [runId = ''] = await unfinished();
    expect(await runsOf(assistantId)).toHaveLength(1);
    expect(await newLabels()).toBe(1);

    for (const minutes of [5, 10, 20]) {
      if (minutes !== 10) await room.models.recorder.begin(runId);
      await end(runId);
      expect(await newLabels()).toBe(3);
      expect((await room.run(runId))?.log.at(-1)).toContain('labels count again');
      room.clock.advance((minutes - 1) * 60_000);
      await room.models.triggerDue();
      expect(await unfinished()).toEqual([]);
      room.clock.advance(60_000);
      await Promise.all([room.models.triggerDue(), room.models.triggerDue()]);
      [runId = ''] = await unfinished();
      expect(await room.run(runId)).toMatchObject({ trigger: 'VOLUME', state: 'QUEUED' });
      expect(await newLabels()).toBe(0);
    }
  });

  it('rests after a roll back', async () => {
    await room.setPolicy('asst_rests', { volume: 1, debounceMinutes: 0, cron: '* * * * *' });
    await room.liveVersion('asst_rests');
    await room.liveVersion('asst_rests');
    await room.rollBack('asst_rests');
    const before = (await runsOf('asst_rests')).length;
    await label('asst_rests', 'feedback_r1');
    room.clock.advance(5 * 60_000);
    await room.models.triggerDue();
    expect(await runsOf('asst_rests')).toHaveLength(before);
    expect((await room.setPolicy('asst_rests', { cron: null })).retrainPolicy).toMatchObject({
      newLabels: 1,
      restingUntil: expect.any(String),
    });
    room.clock.advance(60 * 60_000);
    await room.models.triggerDue();
    expect((await runsOf('asst_rests'))[0]).toMatchObject({ trigger: 'VOLUME' });
  });
});

/** Milliseconds until the next time that the hour begins, UTC. */
function untilHour(now: Date, hour: number): number {
  const then = new Date(now);
  then.setUTCHours(hour, 0, 0, 0);
  return then > now ? then.getTime() - now.getTime() : then.getTime() + 24 * 3_600_000 - now.getTime();
}

/** When a schedule that is looked at every minute asks. */
function dueTimes(from: string, to: string): string[] {
  const times: string[] = [];
  let policy = { ...defaultPolicy('a', new Date(from)), cron: '30 1 * * *', timeZone: 'America/New_York' };
  for (let now = new Date(from); now <= new Date(to); now = new Date(now.getTime() + 60_000)) {
    if (!isScheduleDue(policy, now)) continue;
    times.push(now.toISOString());
    policy = { ...policy, scheduleCheckedAt: now };
  }
  return times;
}

function next(cron: string, timeZone: string, from: string): string | undefined {
  return nextScheduled({ cron, timeZone }, new Date(from))?.toISOString();
}
