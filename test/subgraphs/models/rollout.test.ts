import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../../platform/db/index.ts';
import { ModelsRoom, OTHER_ADMIN } from './models-room.ts';
import { feedbackChanged, turnObserved } from './observed.ts';

const MINUTE = 60_000;
const SHORT = [{ share: 0.1, minimumMinutes: 10 }, { share: 0.5, minimumMinutes: 10, minimumVoices: 5 }, { share: 1 }];

const feedbackOf = (turnId: string, verdict: string) =>
  feedbackChanged({ feedbackId: `feedback_${turnId}`, assistantId: 'asst_once', turnId, verdict });

interface ShownDeployment {
  id: string;
  state: string;
  trafficShare: number;
  reason: string | null;
  steps: { share: number; startedAt: string | null; passedAt: string | null }[];
  test: {
    isConcurrent: boolean;
    pValue: number;
    voices: number;
    helpfulRate: number | null;
    championVoices: number;
    championHelpfulRate: number | null;
    conversations: number;
    answeredRate: number | null;
    championConversations: number;
    championAnsweredRate: number | null;
    until: string | null;
    alarmedAt: string | null;
  } | null;
  faults: { processId: string; message: string; at: string }[];
}

describe('a version that takes over step by step', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());

  async function shown(versionId: string): Promise<ShownDeployment> {
    const { modelVersion } = await room.ask<{ modelVersion: { deployments: ShownDeployment[] } }>(
      `{ modelVersion(id: "${versionId}") { deployments { id state trafficShare reason
        steps { share startedAt passedAt } faults { processId message at }
        test { isConcurrent pValue voices helpfulRate championVoices championHelpfulRate conversations answeredRate championConversations championAnsweredRate
          until alarmedAt } } } }`,
    );
    const deployment = modelVersion.deployments.at(-1);
    if (!deployment) throw new Error('nothing was deployed');
    return deployment;
  }
  async function shareOf(versionId: string): Promise<[string, number]> {
    const { state, trafficShare } = await room.models.registry.version(versionId);
    return [state, trafficShare];
  }
  const automatic = (assistantId: string) => room.setPolicy(assistantId, { approval: 'AUTOMATIC_WHEN_IMPROVED' });
  const tick = (minutes: number) => {
    room.clock.advance(minutes * MINUTE);
    return room.models.triggerDue();
  };
  /** A champion, and a version on its way by the assistant's plan. */
  async function canary(assistantId: string, plan: object = { steps: SHORT }) {
    const champion = await room.liveVersion(assistantId);
    const before = await shown(champion.id);
    await room.setCanaryPlan(assistantId, plan);
    await room.setPolicy(assistantId, { rollout: 'CANARY' });
    const version = await room.version(assistantId);
    await room.approve(version);
    const deployment = await room.models.deployments.begin(version.id, OTHER_ADMIN.id);
    return { champion, championDeploymentId: before.id, version, deploymentId: deployment?.id ?? '' };
  }
  let said = 0;
  /** Conversations in which somebody says whether it helped, now. */
  async function say(assistantId: string, deploymentId: string, { helpful = 0, unhelpful = 0 }) {
    const at = room.clock.now().toISOString();
    const messages = Array.from({ length: helpful + unhelpful }, (_, i) => {
      const turnId = `turn_${++said}`;
      const turn = turnObserved(turnId, { assistantId, deploymentId, conversationId: `conversation_${said}`, at });
      const verdict = i < helpful ? 'HELPFUL' : 'UNHELPFUL';
      return [turn, feedbackChanged({ feedbackId: `feedback_${said}`, assistantId, turnId, verdict })];
    });
    await transaction(room.database.db, (tx) => room.models.consumeBatch(tx, messages.flat()));
  }
  /** Conversations of which nobody says anything, now; each is met by replies of these kinds, one after another. */
  async function meet(assistantId: string, deploymentId: string, kinds: readonly string[], count = 1) {
    const at = room.clock.now().toISOString();
    const messages = Array.from({ length: count }, () => {
      const conversationId = `conversation_${++said}`;
      return kinds.map((replyKind, index) =>
        turnObserved(`turn_${said}_${index}`, { assistantId, deploymentId, conversationId, index, replyKind, at }),
      );
    });
    await transaction(room.database.db, (tx) => room.models.consumeBatch(tx, messages.flat()));
  }
  const actions = async (assistantId: string) => (await room.auditLog(assistantId)).entries.map(({ action }) => action);

  it('answers the share of its step, beside a champion that answers the rest', async () => {
    const { champion, version } = await canary('asst_share');
    expect(await room.allDesired('asst_share')).toMatchObject([
      { modelVersionId: champion.id, state: 'LIVE', trafficShare: 1 },
      { modelVersionId: version.id, state: 'CANARY', trafficShare: 0.1 },
    ]);
    expect(await shareOf(version.id)).toEqual(['CANARY', 0.1]);
    expect(await shareOf(champion.id)).toEqual(['LIVE', 0.9]);
    expect(await room.champion('asst_share')).toBe(champion.id);
    expect(await shown(version.id)).toMatchObject({
      state: 'CANARY',
      steps: [
        { share: 0.1, passedAt: null },
        { share: 0.5, startedAt: null },
        { share: 1, startedAt: null },
      ],
      test: { isConcurrent: true, pValue: 1, voices: 0, helpfulRate: null },
    });
    const impatient = await room.version('asst_share');
    expect(await room.approve(impatient)).toEqual({ __typename: 'ApprovalRefused', code: 'INVALID_STATE' });
  });

  it('goes on when a step has had its time and its voices, and is LIVE by acknowledgement', async () => {
    const { champion, championDeploymentId, version, deploymentId } = await canary('asst_steps');
    await tick(9);
    expect(await shareOf(version.id)).toEqual(['CANARY', 0.1]);
    await Promise.all([tick(1), room.models.triggerDue()]);
    expect(await shareOf(version.id)).toEqual(['CANARY', 0.5]);
    expect(await shareOf(champion.id)).toEqual(['LIVE', 0.5]);
    await tick(30);
    expect(await shareOf(version.id)).toEqual(['CANARY', 0.5]);
    await say('asst_steps', deploymentId, { helpful: 4, unhelpful: 1 });
    await say('asst_steps', championDeploymentId, { helpful: 3, unhelpful: 1 });
    await tick(1);
    expect(await shown(version.id)).toMatchObject({
      state: 'ROLLING_OUT',
      test: { voices: 5, helpfulRate: 0.8, championVoices: 4, championHelpfulRate: 0.75, pValue: 1 },
    });
    expect(await room.allDesired('asst_steps')).toMatchObject([{ modelVersionId: version.id, state: 'LIVE' }]);
    expect(await room.champion('asst_steps')).toBe(champion.id);
    await room.serve('asst_steps');
    expect(await shareOf(version.id)).toEqual(['LIVE', 1]);
    expect(await shareOf(champion.id)).toEqual(['SUPERSEDED', 0]);
    const { steps, test } = await shown(version.id);
    expect(steps.every(({ passedAt }) => passedAt !== null)).toBe(true);
    expect(test).toMatchObject({ isConcurrent: false, voices: 0 });
    expect((await actions('asst_steps')).filter((action) => action === 'CANARY_ADVANCED')).toHaveLength(2);
  });

  it('interprets unseen first where the plan says so', async () => {
    const { champion, championDeploymentId, version } = await canary('asst_shadow', { steps: SHORT, withShadow: true });
    expect(await shareOf(version.id)).toEqual(['SHADOW', 0]);
    expect(await shareOf(champion.id)).toEqual(['LIVE', 1]);
    const desired = await room.allDesired('asst_shadow');
    expect(desired).toMatchObject([{ state: 'LIVE' }, { state: 'SHADOW', trafficShare: 0 }]);
    await say('asst_shadow', championDeploymentId, { unhelpful: 9 });
    await tick(10);
    expect(await shareOf(version.id)).toEqual(['CANARY', 0.1]);
    expect((await shown(version.id)).test).toMatchObject({ championVoices: 0, championConversations: 0 });
  });

  it('is taken back when users like it less, and nothing retrains for a while', async () => {
    const { champion, championDeploymentId, version, deploymentId } = await canary('asst_worse');
    await say('asst_worse', deploymentId, { helpful: 5, unhelpful: 25 });
    await say('asst_worse', championDeploymentId, { helpful: 90, unhelpful: 20 });
    await Promise.all([tick(1), room.models.triggerDue()]);
    expect(await shareOf(version.id)).toEqual(['ROLLED_BACK', 0]);
    expect(await shareOf(champion.id)).toEqual(['LIVE', 1]);
    expect(await room.allDesired('asst_worse')).toMatchObject([{ modelVersionId: champion.id, state: 'LIVE' }]);
    const { state, test } = await shown(version.id);
    expect(state).toBe('ROLLED_BACK');
    expect(test?.alarmedAt).not.toBeNull();
    expect(test?.pValue).toBeLessThanOrEqual(0.05);
    expect((await room.setPolicy('asst_worse', {})).retrainPolicy?.['restingUntil']).not.toBeNull();
    const { entries } = await room.auditLog('asst_worse', { first: 1 });
    expect(entries).toMatchObject([
      {
        actor: 'policy',
        action: 'ROLLED_BACK_AUTOMATICALLY',
        facts: [
          { name: 'reason', value: 'users like it less' },
          { name: 'kept', value: champion.id },
          { name: 'helpful', value: '5/30' },
          { name: 'championHelpful', value: '90/110' },
          { name: 'answered', value: '30/30' },
          { name: 'championAnswered', value: '110/110' },
          { name: 'pValue' },
        ],
      },
    ]);
    await tick(1);
    expect((await actions('asst_worse')).filter((action) => action === 'ROLLED_BACK_AUTOMATICALLY')).toHaveLength(1);
  });

  it('is taken back when it answers less, though those who speak are as content', async () => {
    const { champion, championDeploymentId, version, deploymentId } = await canary('asst_unsure');
    for (const [id, kind] of [
      [championDeploymentId, 'ANSWER'],
      [deploymentId, 'DISAMBIGUATION'],
    ] as const) {
      await say('asst_unsure', id, { helpful: 12, unhelpful: 4 });
      await meet('asst_unsure', id, [kind, 'ANSWER'], 40);
    }
    await tick(1);
    expect(await shareOf(version.id)).toEqual(['ROLLED_BACK', 0]);
    expect(await shareOf(champion.id)).toEqual(['LIVE', 1]);
    expect((await shown(version.id)).test).toMatchObject({
      helpfulRate: 0.75,
      championHelpfulRate: 0.75,
      conversations: 56,
      answeredRate: 16 / 56,
      championConversations: 56,
      championAnsweredRate: 1,
    });
    const { entries } = await room.auditLog('asst_unsure', { first: 1 });
    expect(entries[0]).toMatchObject({ action: 'ROLLED_BACK_AUTOMATICALLY' });
    expect(entries[0]?.facts).toContainEqual(expect.objectContaining({ name: 'reason', value: 'it answers less' }));
  });

  it('may answer a little less, however many there are to tell it from', async () => {
    const { championDeploymentId, version, deploymentId } = await canary('asst_careful');
    await meet('asst_careful', championDeploymentId, ['ANSWER'], 900);
    await meet('asst_careful', championDeploymentId, ['FALLBACK', 'ANSWER'], 100);
    await meet('asst_careful', deploymentId, ['ANSWER'], 840);
    await meet('asst_careful', deploymentId, ['FALLBACK', 'ANSWER'], 160);
    await tick(1);
    expect(await shareOf(version.id)).toEqual(['CANARY', 0.1]);
    expect((await shown(version.id)).test).toMatchObject({ answeredRate: 0.84, championAnsweredRate: 0.9 });
  });

  it('counts a conversation once, for what answered when somebody first spoke', async () => {
    const { version, deploymentId, championDeploymentId } = await canary('asst_once');
    const at = room.clock.now().toISOString();
    const turn = (turnId: string, more: object) => turnObserved(turnId, { assistantId: 'asst_once', at, ...more });
    await transaction(room.database.db, (tx) =>
      room.models.consumeBatch(tx, [
        turn('once_0', { deploymentId: championDeploymentId, conversationId: 'one', index: 0 }),
        turn('once_1', { deploymentId, conversationId: 'one', at: new Date(Date.parse(at) + 1_000).toISOString() }),
        turn('once_2', { deploymentId, conversationId: 'one', at: new Date(Date.parse(at) + 2_000).toISOString() }),
        feedbackOf('once_1', 'UNHELPFUL'),
        feedbackOf('once_2', 'HELPFUL'),
      ]),
    );
    await tick(1);
    expect((await shown(version.id)).test).toMatchObject({ voices: 1, helpfulRate: 0, championVoices: 0 });
  });

  it('just ends when somebody rolls it back', async () => {
    for (const steps of [0, 1, 2]) {
      const assistantId = `asst_ended_${steps}`;
      const plan = [{ share: 0.1, minimumMinutes: 1 }, { share: 0.5, minimumMinutes: 1 }, { share: 1 }];
      const { champion, version } = await canary(assistantId, { steps: plan });
      for (let i = 0; i < steps; i++) await tick(1);
      const { deployment, errors } = await room.rollBack(assistantId, champion.id);
      expect(errors).toEqual([]);
      expect(deployment).toMatchObject({ state: 'LIVE', modelVersion: { id: champion.id } });
      expect(await shareOf(version.id)).toEqual(['ROLLED_BACK', 0]);
      expect(await shareOf(champion.id)).toEqual(['LIVE', 1]);
      await tick(1);
      expect(await shareOf(version.id)).toEqual(['ROLLED_BACK', 0]);
    }
  });

  it('is begun or rolled back, whichever comes first, with one outcome', async () => {
    const champion = await room.liveVersion('asst_race');
    await room.setPolicy('asst_race', { rollout: 'CANARY' });
    const version = await room.version('asst_race');
    await room.approve(version);
    const [begun, rolledBack] = await Promise.all([
      room.models.deployments.begin(version.id, OTHER_ADMIN.id),
      room.rollBack('asst_race', champion.id),
    ]);
    expect(rolledBack.errors).toEqual([]);
    expect(begun === null || begun.state === 'CANARY').toBe(true);
    expect(await room.stateOf(version.id)).toBe('ROLLED_BACK');
    expect(await room.allDesired('asst_race')).toMatchObject([{ modelVersionId: champion.id, state: 'LIVE' }]);
  });

  it('does not go on while a process cannot serve it, which shows', async () => {
    const { version, deploymentId, championDeploymentId } = await canary('asst_fault');
    const fault = { deploymentId, message: 'no such object' };
    await room.acknowledge('nlp-1', [championDeploymentId, deploymentId], 300);
    await room.acknowledge('nlp-2', [championDeploymentId], 300, [fault]);
    const { faults } = await shown(version.id);
    expect(faults).toMatchObject([{ processId: 'nlp-2', message: 'no such object' }]);
    await tick(4);
    await room.acknowledge('nlp-2', [championDeploymentId], 300, [fault]);
    expect((await shown(version.id)).faults).toEqual(faults);
    await tick(4);
    await room.acknowledge('nlp-2', [championDeploymentId], 300, [fault]);
    await tick(2);
    expect(await shareOf(version.id)).toEqual(['CANARY', 0.1]);
    await room.acknowledge('nlp-2', [championDeploymentId, deploymentId], 300);
    expect((await shown(version.id)).faults).toEqual([]);
    await room.models.triggerDue();
    expect(await shareOf(version.id)).toEqual(['CANARY', 0.5]);
    for (const processId of ['nlp-1', 'nlp-2']) await room.acknowledge(processId, [], 0);
  });

  it('takes over at once where it is the first', async () => {
    await room.setPolicy('asst_first', { rollout: 'CANARY' });
    const first = await room.liveVersion('asst_first');
    expect(await shown(first.id)).toMatchObject({ state: 'LIVE', steps: [], test: null });
  });

  it('goes back to the one before where users like it less afterwards', async () => {
    const first = await room.liveVersion('asst_after');
    const { id: firstDeploymentId } = await shown(first.id);
    await say('asst_after', firstDeploymentId, { helpful: 90, unhelpful: 20 });
    room.clock.advance(MINUTE);
    const second = await room.liveVersion('asst_after');
    const { id, test } = await shown(second.id);
    expect(test).toMatchObject({ isConcurrent: false });
    expect(test?.until).not.toBeNull();
    await say('asst_after', id, { helpful: 4, unhelpful: 1 });
    await tick(1);
    expect(await room.stateOf(second.id)).toBe('LIVE');
    await say('asst_after', id, { helpful: 5, unhelpful: 25 });
    await Promise.all([tick(1), room.models.triggerDue()]);
    expect(await room.stateOf(second.id)).toBe('ROLLED_BACK');
    await room.serve('asst_after');
    expect(await room.champion('asst_after')).toBe(first.id);
    // Nobody goes to and fro.
    expect((await shown(first.id)).test).toBeNull();
    expect((await actions('asst_after'))[0]).toBe('ROLLED_BACK_AUTOMATICALLY');
  });

  it('is held afterwards against all that was in service in the week before, but for what was taken back', async () => {
    const assistantId = 'asst_nightly';
    // Each night a version, each with too few voices to tell anything from.
    for (let night = 0; night < 6; night++) {
      const version = await room.liveVersion(assistantId);
      await say(assistantId, (await shown(version.id)).id, { helpful: 14, unhelpful: 4 });
      room.clock.advance(12 * 60 * MINUTE);
    }
    const worse = await room.liveVersion(assistantId);
    const { id } = await shown(worse.id);
    await say(assistantId, id, { helpful: 12, unhelpful: 22 });
    await tick(1);
    expect(await room.stateOf(worse.id)).toBe('ROLLED_BACK');
    await room.serve(assistantId);

    room.clock.advance(12 * 60 * MINUTE);
    const next = await room.liveVersion(assistantId);
    const { id: nextId } = await shown(next.id);
    await say(assistantId, nextId, { helpful: 12, unhelpful: 3 });
    await tick(1);
    expect((await shown(next.id)).test).toMatchObject({ championVoices: 108, championHelpfulRate: 84 / 108 });
  });

  it('is not watched any more when its time is over, nor where the plan asks for none', async () => {
    for (const watchMinutes of [5, 0]) {
      const assistantId = `asst_watch_${watchMinutes}`;
      const first = await room.liveVersion(assistantId);
      await say(assistantId, (await shown(first.id)).id, { helpful: 90, unhelpful: 20 });
      room.clock.advance(MINUTE);
      await room.setCanaryPlan(assistantId, { watchMinutes });
      const second = await room.liveVersion(assistantId);
      room.clock.advance(5 * MINUTE);
      await say(assistantId, (await shown(second.id)).id, { unhelpful: 30 });
      await tick(1);
      expect(await room.stateOf(second.id)).toBe('LIVE');
    }
  });

  describe('approved by the policy', () => {
    it('is one that is measurably better, once, and takes over through a canary', async () => {
      const champion = await room.liveVersion('asst_auto');
      await automatic('asst_auto');
      const version = await room.version('asst_auto', { verdict: 'IMPROVED' });
      await Promise.all([room.models.triggerDue(), room.models.triggerDue()]);
      expect(await room.stateOf(version.id)).toBe('APPROVED');
      expect(room.asked.filter((asked) => asked === `deploy ${version.id}`)).toHaveLength(1);
      const { entries } = await room.auditLog('asst_auto', { filter: { actions: ['VERSION_APPROVED_BY_POLICY'] } });
      expect(entries).toMatchObject([{ actor: 'policy', subject: version.id }]);
      const deployment = await room.models.deployments.begin(version.id, 'policy');
      expect(deployment).toMatchObject({ state: 'CANARY', trafficShare: 0.01 });
      expect(await room.champion('asst_auto')).toBe(champion.id);
    });

    it('is none that is merely no worse, none before there is a champion, and none while triggers rest', async () => {
      const assistantId = 'asst_not_auto';
      await automatic(assistantId);
      const first = await room.version(assistantId);
      await room.models.triggerDue();
      expect(await room.stateOf(first.id)).toBe('PENDING_APPROVAL');
      await room.bringLive(first);
      for (const verdict of ['NO_MEASURABLE_CHANGE', 'WORSE_WITHIN_NOISE'] as const) {
        const version = await room.version(assistantId, { verdict });
        await room.models.triggerDue();
        expect(await room.stateOf(version.id)).toBe('PENDING_APPROVAL');
      }
      await room.liveVersion(assistantId);
      await room.rollBack(assistantId);
      await room.serve(assistantId);
      const better = await room.version(assistantId);
      await room.models.triggerDue();
      expect(await room.stateOf(better.id)).toBe('PENDING_APPROVAL');
      await tick(61);
      expect(await room.stateOf(better.id)).toBe('APPROVED');
    });
  });
});
