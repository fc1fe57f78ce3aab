import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertDesk, UNHELPFUL } from './alert-desk.ts';
import { ModelsRoom, OTHER_ADMIN } from './models-room.ts';

const RULE = { ...UNHELPFUL, everyMinutes: 1, windowMinutes: 5 };

describe('an alert that acts', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());

  const desk = (assistantId: string) => new AlertDesk(room, assistantId);
  async function runs(assistantId: string) {
    const { trainingRuns } = await room.ask<{
      trainingRuns: { edges: { node: { id: string; trigger: string; requests: { by: string; rule: string }[] } }[] };
    }>(
      `query($assistantId: ID!) { trainingRuns(assistantId: $assistantId, first: 10) {
        edges { node { id trigger requestedBy requests { by rule reason figures { name value threshold } } } } } }`,
      { assistantId },
    );
    return trainingRuns.edges.map(({ node }) => node);
  }
  const manual = (assistantId: string) => room.setPolicy(assistantId, { volume: null, debounceMinutes: 0 });

  it('asks for a training run once, with its figures, and once more when it is raised again', async () => {
    const one = desk('asst_retrains');
    await manual('asst_retrains');
    await one.rule({ ...RULE, action: 'RETRAIN' });
    await one.turns({ unhelpful: 10 });
    for (let i = 0; i < 3; i++) await one.tick(1);
    const [run, ...others] = await runs('asst_retrains');
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      trigger: 'QUALITY',
      requestedBy: null,
      requests: [
        {
          by: 'alert',
          rule: 'alert',
          reason: 'alert “unhelpful”: helpfulRate 0 is below 0.5',
          figures: [{ name: 'helpfulRate', value: 0, threshold: 0.5 }, {}, {}, { name: 'sample', value: 10 }],
        },
      ],
    });
    expect(await one.alerts()).toMatchObject([{ actionState: 'DONE', actionDetail: run?.id }]);
    const { entries } = await room.auditLog('asst_retrains');
    expect(entries[0]).toMatchObject({ action: 'RETRAINING_REQUESTED', actor: 'alert', subject: run?.id });
    await room.models.recorder.begin(run?.id ?? '');
    await room.models.recorder.fail(run?.id ?? '', 'no');
    await one.tick(5);
    await one.turns({ helpful: 10 });
    await one.tick(1);
    expect(await one.alerts(true)).toEqual([]);
    await one.tick(5);
    await one.turns({ unhelpful: 10 });
    await one.tick(1);
    await one.tick(1);
    expect(await runs('asst_retrains')).toHaveLength(2);
  });

  it('waits for the end of a debounce, and does nothing where it is over before', async () => {
    const one = desk('asst_waits');
    await room.setPolicy('asst_waits', { volume: null, debounceMinutes: 10 });
    await one.rule({ ...RULE, action: 'RETRAIN' });
    const { trainingRun } = await room.request('asst_waits');
    await room.models.recorder.begin(trainingRun?.id ?? '');
    await one.turns({ unhelpful: 10 });
    await one.tick(1);
    expect(await one.alerts()).toMatchObject([{ actionState: 'PENDING' }]);
    await one.tick(8);
    expect(await runs('asst_waits')).toHaveLength(1);
    await one.tick(1);
    expect(await one.alerts()).toMatchObject([{ actionState: 'DONE' }]);
    expect(await runs('asst_waits')).toHaveLength(2);
    await one.turns({ helpful: 10 });
    await one.tick(1);
    await one.tick(4);
    await one.turns({ unhelpful: 20 });
    await one.tick(1);
    expect(await one.alerts()).toMatchObject([{ actionState: 'PENDING' }, { actionState: 'DONE' }]);
    await one.tick(1);
    await one.turns({ helpful: 90 });
    await one.tick(1);
    expect(await one.alerts()).toMatchObject([{ actionState: 'LAPSED', endedBy: 'RECOVERED' }, {}]);
    await one.tick(10);
    expect(await runs('asst_waits')).toHaveLength(2);
  });

  it('takes the champion back that users like less, once, and says by which figures', async () => {
    const one = desk('asst_back');
    await manual('asst_back');
    const [first, second] = [await room.liveVersion('asst_back'), await room.liveVersion('asst_back')];
    await one.rule({ ...RULE, action: 'ROLL_BACK', version: 'CHAMPION' });
    await one.turns({ unhelpful: 10, modelVersionId: second.id });
    await one.tick(1);
    expect(await room.champion('asst_back')).toBe(first.id);
    expect(await one.alerts()).toMatchObject([{ modelVersionId: second.id, actionState: 'DONE' }]);
    const { entries } = await room.auditLog('asst_back', { filter: { actions: ['ROLLED_BACK_AUTOMATICALLY'] } });
    expect(entries).toMatchObject([
      {
        actor: 'alert',
        facts: expect.arrayContaining([
          { name: 'reason', value: 'alert “unhelpful”: helpfulRate 0 is below 0.5', before: null },
          { name: 'helpfulRate', value: '0', before: null },
          { name: 'championId', value: first.id, before: second.id },
        ]),
      },
    ]);
    await room.serve('asst_back');
    await one.tick(1);
    await one.tick(70);
    expect(await one.alerts()).toMatchObject([{ endedBy: 'VERSION_CHANGED', actionState: 'DONE' }]);
    expect(await room.champion('asst_back')).toBe(first.id);
  });

  it('is refused a roll back where there is no earlier champion', async () => {
    const one = desk('asst_only');
    const { id } = await room.liveVersion('asst_only');
    await one.rule({ ...RULE, action: 'ROLL_BACK', version: 'CHAMPION' });
    await one.turns({ unhelpful: 10, modelVersionId: id });
    await one.tick(1);
    expect(await one.alerts()).toMatchObject([
      { actionState: 'REFUSED', actionDetail: 'No earlier version of this assistant can take over.' },
    ]);
    expect(await room.champion('asst_only')).toBe(id);
  });

  it('waits out the rest that follows another roll back', async () => {
    const one = desk('asst_rest');
    await manual('asst_rest');
    const first = await room.liveVersion('asst_rest');
    const second = await room.liveVersion('asst_rest');
    await room.liveVersion('asst_rest');
    await one.rule({ ...RULE, windowMinutes: 120, action: 'ROLL_BACK', version: 'CHAMPION' });
    await room.rollBack('asst_rest');
    await room.serve('asst_rest');
    expect(await room.champion('asst_rest')).toBe(second.id);
    await one.turns({ unhelpful: 10, modelVersionId: second.id });
    await one.tick(1);
    await one.tick(58);
    expect(await one.alerts()).toMatchObject([{ actionState: 'PENDING' }]);
    expect(await room.champion('asst_rest')).toBe(second.id);
    await one.tick(2);
    expect(await one.alerts()).toMatchObject([{ actionState: 'DONE' }]);
    expect(await room.champion('asst_rest')).toBe(first.id);
  });

  it('about a canary ends the canary; one about the champion waits while another version takes over', async () => {
    const one = desk('asst_canary');
    await manual('asst_canary');
    await room.liveVersion('asst_canary');
    const champion = await room.liveVersion('asst_canary');
    await room.setPolicy('asst_canary', { rollout: 'CANARY' });
    const canary = await room.version('asst_canary');
    await room.approve(canary);
    await room.models.deployments.begin(canary.id, OTHER_ADMIN.id);
    expect(await room.stateOf(canary.id)).toBe('CANARY');
    await one.rule({ ...RULE, name: 'champion', action: 'ROLL_BACK', version: 'CHAMPION' });
    await one.turns({ unhelpful: 10, modelVersionId: champion.id });
    await one.tick(1);
    expect(await one.alerts()).toMatchObject([{ ruleName: 'champion', actionState: 'PENDING' }]);
    await one.rule({ ...RULE, name: 'canary', action: 'ROLL_BACK', version: 'CANARY' });
    await one.turns({ unhelpful: 10, modelVersionId: canary.id });
    await one.tick(1);
    expect(await room.stateOf(canary.id)).toBe('ROLLED_BACK');
    expect(await room.champion('asst_canary')).toBe(champion.id);
    expect(await one.alerts()).toMatchObject([
      { ruleName: 'canary', modelVersionId: canary.id, actionState: 'DONE' },
      { ruleName: 'champion', actionState: 'PENDING' },
    ]);
  });
});
