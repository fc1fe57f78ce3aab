import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertDesk, type AlertAnswer, MINUTE_MS, UNHELPFUL } from './alert-desk.ts';
import { ADMIN, ModelsRoom, UNKNOWN, UNKNOWN_INTENT } from './models-room.ts';

const INPUTS = { metric: 'INPUT_DRIFT', direction: 'ABOVE', clearAt: 0.5, windowMinutes: 1_440, everyMinutes: 1_440 };

describe('alert rules', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
    // To the beginning of an hour, so that steps and windows read as a story.
    room.clock.advance(60 * MINUTE_MS - (room.clock.now().getTime() % (60 * MINUTE_MS)));
  });
  afterAll(() => room.close());
  const desk = (assistantId: string) => new AlertDesk(room, assistantId);

  it('raise an alert by the figure that the quality report tells of the same window, and clear it', async () => {
    const one = desk('asst_story');
    const from = room.clock.now().toISOString();
    await one.rule({ ...UNHELPFUL, everyMinutes: 10, windowMinutes: 10, raiseAfter: 2 });
    await one.turns({ helpful: 4, unhelpful: 12 });
    await one.tick(10);
    expect(await one.alerts()).toEqual([]);
    const { qualityReport } = await room.ask<{ qualityReport: { total: { helpfulRate: { value: number } } } }>(
      `query($from: DateTime!, $to: DateTime!) { qualityReport(assistantId: "asst_story", from: $from, to: $to) {
        total { helpfulRate { value low high } feedback } } }`,
      { from, to: room.clock.now().toISOString() },
    );
    const [rule] = await one.rules();
    expect(rule).toMatchObject({ lastValue: 0.25, lastSample: 16, lookedAt: room.clock.now().toISOString() });
    expect(qualityReport.total.helpfulRate.value).toBe(rule?.lastValue);
    await one.turns({ helpful: 4, unhelpful: 12 });
    await one.tick(10);
    const [alert] = await one.alerts(true);
    expect(alert).toMatchObject({
      value: 0.25,
      raisedAt: room.clock.now().toISOString(),
      clearedAt: null,
      actionState: null,
    });
    expect(alert?.figures).toEqual([
      { name: 'helpfulRate', value: 0.25, threshold: 0.5 },
      { name: 'low', value: expect.closeTo(0.1018, 4), threshold: null },
      { name: 'high', value: expect.closeTo(0.495, 3), threshold: null },
      { name: 'sample', value: 16, threshold: 10 },
    ]);
    // Better, but not back.
    await one.turns({ helpful: 12, unhelpful: 8 });
    await one.tick(10);
    expect(await one.alerts(true)).toHaveLength(1);
    await one.turns({ helpful: 15, unhelpful: 5 });
    await one.tick(10);
    expect(await one.alerts()).toMatchObject([
      { endedBy: 'RECOVERED', clearedValue: 0.75, clearedAt: room.clock.now().toISOString() },
    ]);
    expect(await one.alerts(true)).toEqual([]);
  });

  it('are looked at once in a step, whoever ticks, and by the last step alone after a time without ticks', async () => {
    const one = desk('asst_steps');
    await one.rule({ ...UNHELPFUL, everyMinutes: 10, windowMinutes: 60, raiseAfter: 3 });
    await one.turns({ unhelpful: 20 });
    await one.tick(10);
    for (let minute = 0; minute < 9; minute++) await one.tick(1);
    expect(await one.alerts()).toEqual([]);
    await one.tick(1);
    // A look at a window of long ago would find what has left it since.
    await one.tick(25);
    expect(await one.alerts()).toHaveLength(1);
    expect((await one.rules())[0]?.lookedAt).toBe(
      new Date(Math.floor(room.clock.now().getTime() / (10 * MINUTE_MS)) * 10 * MINUTE_MS).toISOString(),
    );
  });

  it('look at the turns of one intent, of one tag, or at all, by each figure of the report', async () => {
    const one = desk('asst_scopes');
    const quiet = { minimumSample: 1, everyMinutes: 1, windowMinutes: 1, raiseAfter: 1, clearAfter: 1 };
    const above = { ...quiet, direction: 'ABOVE', raiseAt: 0, clearAt: 0 };
    const rules = [
      { ...above, name: 'volume', metric: 'VOLUME' },
      { ...above, name: 'volume of grades', metric: 'VOLUME', intent: 'grades' },
      { ...above, name: 'confidence of a tag', metric: 'MEAN_CONFIDENCE', tagId: 'tag_library' },
      { ...above, name: 'slow', metric: 'LATENCY_P95' },
      { ...above, name: 'out of scope', metric: 'OUT_OF_SCOPE_RATE' },
      { ...above, name: 'fallbacks', metric: 'FALLBACK_RATE' },
      { ...above, name: 'estimated', metric: 'ESTIMATED_HELPFUL_RATE' },
      { ...above, name: 'nobody said', metric: 'HELPFUL_RATE', intent: 'never_said' },
      { ...quiet, name: 'silence', metric: 'VOLUME', direction: 'BELOW', raiseAt: 1, clearAt: 1, intent: 'never_said' },
    ];
    for (const rule of rules) await one.rule(rule);
    await one.turns({
      helpful: 6,
      intent: 'renew_loan',
      confidence: 0.9,
      tags: [{ id: 'tag_library', name: 'Library' }],
    });
    await one.turns({ silent: 2, intent: 'grades', confidence: 0.5, latencyMs: 203 });
    await one.turns({ silent: 2, intent: null, replyKind: 'FALLBACK', confidence: 0.1, isOutOfScope: true });
    await one.tick(1);
    const found = Object.fromEntries((await one.alerts()).map(({ ruleName, value }) => [ruleName, value]));
    expect(found).toEqual({
      volume: 10,
      'volume of grades': 2,
      'confidence of a tag': expect.closeTo(0.9, 12),
      // Of ten latencies, eight of 3 ms and two of 203 ms, by linear interpolation.
      slow: expect.closeTo(203, 12),
      'out of scope': 0.2,
      fallbacks: 0.2,
      estimated: expect.closeTo(1, 12),
      silence: 0,
    });
    expect((await one.rules()).find(({ name }) => name === 'nobody said')).toMatchObject({
      lastValue: null,
      openAlert: null,
    });
  });

  it('look at the version in service, and end the alert of one that has left', async () => {
    const one = desk('asst_champion');
    const first = await room.liveVersion('asst_champion');
    await one.rule({ ...UNHELPFUL, version: 'CHAMPION', everyMinutes: 1, windowMinutes: 30 });
    await one.turns({ unhelpful: 20, modelVersionId: 'version_of_before' });
    await one.tick(1);
    expect(await one.alerts()).toEqual([]);
    await one.turns({ unhelpful: 20, modelVersionId: first.id });
    await one.tick(1);
    expect(await one.alerts(true)).toMatchObject([{ modelVersionId: first.id }]);
    const second = await room.liveVersion('asst_champion');
    await one.tick(1);
    expect(await one.alerts()).toMatchObject([{ endedBy: 'VERSION_CHANGED', clearedValue: null }]);
    await one.turns({ unhelpful: 20, modelVersionId: second.id });
    await one.tick(1);
    expect(await one.alerts(true)).toMatchObject([{ modelVersionId: second.id }]);
  });

  it('tell of drift as the policy measures it: by whole days, and beyond chance', async () => {
    const one = desk('asst_drifting');
    const { id } = await room.liveVersion('asst_drifting');
    const drift = { name: 'drift', metric: 'INTENT_DRIFT', direction: 'ABOVE', raiseAt: 0.25, clearAt: 0.1 };
    await one.rule({ ...drift, windowMinutes: 1_440 });
    const dayMs = 1_440 * MINUTE_MS;
    room.clock.advance(dayMs - (room.clock.now().getTime() % dayMs));
    for (let day = 0; day < 3; day++) {
      const said = { modelVersionId: id, deploymentId: 'deployment_1' };
      await one.turns({ ...said, silent: day === 2 ? 20 : 40, intent: 'renew_loan' });
      await one.turns({ ...said, silent: day === 2 ? 20 : 0, intent: 'reserve' });
      await one.tick(1_440);
    }
    const [alert] = await one.alerts();
    expect(alert?.figures.map(({ name }) => name)).toEqual(['stabilityIndex', 'chance', 'sample']);
    // Half a turn in each category: p = 40.5/41 and ½, q = ½/41 and ½, by hand.
    const [p, q] = [40.5 / 41, 0.5 / 41];
    expect(alert?.value).toBeCloseTo((p - 0.5) * Math.log(p / 0.5) + (q - 0.5) * Math.log(q / 0.5), 12);
    expect(alert?.modelVersionId).toBe(id);
    const to = room.clock.now();
    const period = { from: new Date(to.getTime() - dayMs).toISOString(), to: to.toISOString() };
    const { qualityReport } = await room.ask<{ qualityReport: { intentDrift: object } }>(
      `query($from: DateTime!, $to: DateTime!) { qualityReport(assistantId: "asst_drifting", from: $from, to: $to) {
        intentDrift { modelVersionId from to turns formerTurns index chance rate { value } formerRate { value } } } }`,
      period,
    );
    expect(qualityReport.intentDrift).toEqual({
      modelVersionId: id,
      ...period,
      turns: 40,
      formerTurns: 40,
      index: alert?.value,
      chance: alert?.figures[1]?.value,
      rate: { value: 0 },
      formerRate: { value: 0 },
    });
    // Of the next champion nothing is known yet.
    await room.liveVersion('asst_drifting');
    await one.tick(1_440);
    expect(await one.alerts()).toMatchObject([{ endedBy: 'VERSION_CHANGED', clearedValue: null }]);
  });

  it('are looked at although a look at another assistant fails', async () => {
    const [broken, sound] = [desk('asst_a_broken'), desk('asst_b_sound')];
    await room.liveVersion('asst_a_broken');
    const drift = { name: 'drift', metric: 'INTENT_DRIFT', direction: 'ABOVE', raiseAt: 0.25, clearAt: 0.1 };
    const id = await broken.rule(drift);
    await sql`update models.alert_rule set window_minutes = 2000 where id = ${id}`.execute(room.database.db);
    await sound.rule({ ...UNHELPFUL, everyMinutes: 1, windowMinutes: 5 });
    await sound.turns({ unhelpful: 10 });
    room.clock.advance(MINUTE_MS);
    await expect(room.models.triggerDue()).rejects.toThrow('integer');
    expect(await sound.alerts(true)).toHaveLength(1);
    await broken.delete(id);
  });

  const hear = async (assistantId: string) =>
    (await room.source.subscribe({
      query: 'subscription($assistantId: ID!) { alertRaised(assistantId: $assistantId) { ruleName value raisedAt } }',
      variables: { assistantId },
      identity: ADMIN,
      requestId: 'test',
    })) as unknown as AsyncIterableIterator<{ data: { alertRaised: Pick<AlertAnswer, 'ruleName' | 'value'> } }>;

  it('are told to subscribers wherever they are raised', async () => {
    const one = desk('asst_heard');
    await one.rule({ ...UNHELPFUL, everyMinutes: 1, windowMinutes: 5 });
    const events = await hear('asst_heard');
    const next = events.next();
    await one.turns({ unhelpful: 10 });
    await one.tick(1);
    expect((await next).value?.data.alertRaised).toMatchObject({ ruleName: 'unhelpful', value: 0 });
    await events.return?.();
  });

  it('are told to a subscriber whose connection was lost from its beginning on, not from that of the process', async () => {
    const rule = { ...UNHELPFUL, everyMinutes: 1, windowMinutes: 60 };
    const [one, other] = [desk('asst_lost'), desk('asst_lost_not')];
    await one.rule({ ...rule, name: 'before' });
    await one.turns({ unhelpful: 10 });
    await one.tick(1);
    expect(await one.alerts(true)).toHaveLength(1);
    // Whoever hears this has heard all that was raised before it.
    const heard = await hear('asst_lost_not');
    await other.rule(rule);
    await other.turns({ unhelpful: 10 });
    await other.tick(1);
    await heard.next();
    const events = await hear('asst_lost');
    const next = events.next();
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'malha notifications'`.execute(room.database.db);
    await one.rule({ ...rule, name: 'after' });
    await one.tick(1);
    expect((await next).value?.data.alertRaised.ruleName).toBe('after');
    await Promise.all([heard.return?.(), events.return?.()]);
  });

  it('end an open alert where they judge otherwise from now on, and not where they are only renamed', async () => {
    const one = desk('asst_changed');
    const id = await one.rule({ ...UNHELPFUL, everyMinutes: 1, windowMinutes: 60 });
    await one.turns({ unhelpful: 10 });
    await one.tick(1);
    expect((await one.update(id, { name: 'renamed', minimumSample: 5 })).errors).toEqual([]);
    expect(await one.alerts(true)).toHaveLength(1);
    await one.update(id, { raiseAt: 0.4 });
    expect(await one.alerts()).toMatchObject([{ endedBy: 'RULE_CHANGED' }]);
    await one.tick(1);
    expect(await one.alerts(true)).toHaveLength(1);
    await one.update(id, { isEnabled: false });
    expect(await one.alerts(true)).toEqual([]);
    await one.tick(1);
    await one.update(id, { isEnabled: true });
    await one.tick(1);
    expect(await one.alerts(true)).toHaveLength(1);
    expect(await one.delete(id)).toEqual({ alertRuleId: id, errors: [] });
    expect(await one.alerts()).toMatchObject([{ endedBy: 'RULE_DELETED' }, {}, {}]);
    expect(await one.rules()).toEqual([]);
    expect((await one.delete(id)).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('are written down with who made, changed and deleted them, and who saw an alert first', async () => {
    const one = desk('asst_audited');
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const webhook = { url: 'https://example.org/hidden/path', secret };
    const id = await one.rule({ ...UNHELPFUL, everyMinutes: 1, webhook });
    await one.turns({ unhelpful: 10 });
    await one.tick(1);
    const [alert] = await one.alerts();
    await one.acknowledge(alert?.id ?? '', 'on it');
    await one.acknowledge(alert?.id ?? '', 'me too');
    expect(await one.alerts()).toMatchObject([
      { acknowledgedBy: 'ada', acknowledgedAt: room.clock.now().toISOString() },
    ]);
    const other = { ...webhook, secret: `whsec_${Buffer.alloc(32, 8).toString('base64')}` };
    await one.update(id, { raiseAt: 0.3, webhook: other });
    await one.update(id, { raiseAt: 0.3 });
    await one.update(id, { webhook: null });
    await one.delete(id);
    const { entries } = await room.auditLog('asst_audited');
    expect(entries.map(({ action, subject, facts }) => [action, subject, facts])).toEqual([
      ['ALERT_RULE_DELETED', id, [{ name: 'name', value: null, before: 'unhelpful' }]],
      ['ALERT_RULE_CHANGED', id, [{ name: 'webhook', value: null, before: 'https://example.org' }]],
      [
        'ALERT_RULE_CHANGED',
        id,
        [
          { name: 'raiseAt', value: '0.3', before: '0.5' },
          { name: 'webhook', value: 'https://example.org', before: 'https://example.org' },
        ],
      ],
      ['ALERT_ACKNOWLEDGED', alert?.id, [{ name: 'comment', value: 'on it', before: null }]],
      ['ALERT_RULE_CREATED', id, expect.arrayContaining([{ name: 'raiseAt', value: '0.5', before: null }])],
    ]);
    const kept = await sql<{ text: string }>`
      select string_agg(facts::text, ' ') as text from models.audit_entry where assistant_id = 'asst_audited'`.execute(
      room.database.db,
    );
    expect(kept.rows[0]?.text).not.toContain('whsec_');
    expect(kept.rows[0]?.text).not.toContain('hidden');
  });

  it.each([
    ['a threshold of a share above one', { raiseAt: 2, clearAt: 2 }, 'raiseAt'],
    ['a clear threshold beyond the other', { clearAt: 0.4 }, 'clearAt'],
    ['no looks', { raiseAfter: 0 }, 'raiseAfter'],
    ['no window', { windowMinutes: 0 }, 'windowMinutes'],
    ['a window of more than is kept', { windowMinutes: 91 * 1_440 }, 'windowMinutes'],
    ['a step of more than a day', { everyMinutes: 1_441 }, 'everyMinutes'],
    ['no sample', { minimumSample: 0 }, 'minimumSample'],
    ['two scopes', { intent: 'grades', version: 'CHAMPION' }, 'intent'],
    ['an intent that is none', { intent: UNKNOWN_INTENT }, 'intent'],
    ['no name', { name: ' ' }, 'name'],
    [
      'drift by the hour',
      { metric: 'INTENT_DRIFT', direction: 'ABOVE', clearAt: 0.1, windowMinutes: 60 },
      'windowMinutes',
    ],
    ['too little drift', { metric: 'INTENT_DRIFT' }, 'direction'],
    ['drift of inputs by the hour', { ...INPUTS, windowMinutes: 60 }, 'windowMinutes'],
    ['drift of the inputs of one intent', { ...INPUTS, intent: 'grades' }, 'intent'],
    ['an accuracy above one', { ...INPUTS, raiseAt: 1.1 }, 'raiseAt'],
    ['more turns than are compared', { ...INPUTS, minimumSample: 1_001 }, 'minimumSample'],
    ['a roll back of nobody in particular', { action: 'ROLL_BACK' }, 'version'],
    ['a roll back for want of traffic', { action: 'ROLL_BACK', version: 'CHAMPION', metric: 'VOLUME' }, 'action'],
  ])('refuse %s, and write nothing', async (_what, change, argument) => {
    const one = desk('asst_refused');
    const { alertRule, errors } = await one.create({ ...UNHELPFUL, ...change });
    expect(alertRule).toBeNull();
    expect(errors).toEqual([{ code: 'INVALID_ALERT_RULE', path: ['input', argument] }]);
    expect(await one.rules()).toEqual([]);
  });

  it('are fifty at most, of an assistant that exists, and made once for a key', async () => {
    const many = desk('asst_many');
    for (let i = 0; i < 50; i++) await many.rule({ ...UNHELPFUL, name: `rule ${i}` });
    expect((await many.create(UNHELPFUL)).errors).toMatchObject([{ code: 'TOO_MANY_ALERT_RULES' }]);
    expect((await desk(UNKNOWN).create(UNHELPFUL)).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await many.acknowledge('alert_none')).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await many.update('alertrule_none', {})).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const keyed = desk('asst_keyed');
    const [first, again] = [
      await keyed.rule({ ...UNHELPFUL, idempotencyKey: 'k' }),
      await keyed.rule({ ...UNHELPFUL, idempotencyKey: 'k' }),
    ];
    expect(again).toBe(first);
    const { errors } = await keyed.create({ ...UNHELPFUL, name: 'another', idempotencyKey: 'k' });
    expect(errors).toMatchObject([{ code: 'IDEMPOTENCY_CONFLICT' }]);
  });
});
