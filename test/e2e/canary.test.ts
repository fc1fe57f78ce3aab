import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  champion,
  Chat,
  DEMO,
  eventually,
  type LearnedVersion,
  retrain,
  sendWithoutPause,
  type UserErrorAnswer,
} from '../kit/loop.ts';
import { type RunningMalha, startMalha } from '../kit/malha.ts';

const QUESTION = 'how do I renew a book?';
const SHARE = 0.5;
const STEPS = [{ share: SHARE, minimumMinutes: 60, minimumVoices: 0 }, { share: 1 }];

interface DeploymentAnswer {
  state: string;
  trafficShare: number;
  steps: { share: number; minimumMinutes: number; startedAt: string | null; passedAt: string | null }[];
}

/** A step takes minutes, so nobody waits here for the next: test/subgraphs/models/rollout.test.ts does, with a clock of its own. */
describe('a canary, over the public graph', () => {
  let malha: RunningMalha;
  beforeAll(async () => {
    malha = await startMalha('one');
  }, 300_000);
  afterAll(() => malha?.stop(), 30_000);

  async function mutate<T>(name: string, selection: string, input: object): Promise<T & { errors: UserErrorAnswer[] }> {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const data = await malha
      .graph()
      .data<Record<string, T & { errors: UserErrorAnswer[] }>>(
        `mutation($input: ${type}!) { ${name}(input: $input) { ${selection} errors { code message } } }`,
        { input },
      );
    expect(data[name]?.errors).toEqual([]);
    return data[name]!;
  }
  async function deploymentOf(version: LearnedVersion): Promise<DeploymentAnswer | undefined> {
    const { modelVersion } = await malha
      .graph()
      .data<{ modelVersion: { deployments: DeploymentAnswer[] } }>(
        'query($id: ID!) { modelVersion(id: $id) { deployments { state trafficShare steps { share minimumMinutes startedAt passedAt } } } }',
        { id: version.id },
      );
    return modelVersion.deployments[0];
  }
  function untilState(version: LearnedVersion, state: string): Promise<DeploymentAnswer> {
    return eventually(
      async () => {
        const deployment = await deploymentOf(version);
        return deployment?.state === state ? deployment : undefined;
      },
      { what: state },
    );
  }
  /** A conversation that this version answers; by the share it is soon found. */
  function conversationOf(versionId: string): Promise<Chat> {
    return eventually(
      async () => {
        const chat = await Chat.start(malha);
        return (await versionIn(chat)) === versionId ? chat : undefined;
      },
      { what: `a conversation of ${versionId}` },
    );
  }

  it('answers its share, and all go back to the champion when it is taken out', { timeout: 400_000 }, async () => {
    const before = await champion(malha);
    const { canaryPlan } = await mutate<{ canaryPlan: object }>(
      'setCanaryPlan',
      'canaryPlan { steps { share minimumMinutes minimumVoices } withShadow }',
      { assistantId: DEMO, steps: STEPS, withShadow: false },
    );
    expect(canaryPlan).toEqual({
      steps: [STEPS[0], { share: 1, minimumMinutes: 0, minimumVoices: 0 }],
      withShadow: false,
    });
    await mutate('setRetrainPolicy', 'retrainPolicy { rollout }', { assistantId: DEMO, rollout: 'CANARY' });
    const candidate = await retrain(malha, 'a canary');
    expect(candidate.state).toBe('PENDING_APPROVAL');

    const traffic = sendWithoutPause(malha);
    const { approveModelVersion } = await malha
      .graph()
      .data<{ approveModelVersion: { __typename: string } }>(
        'mutation($input: ApproveModelVersionInput!) { approveModelVersion(input: $input) { __typename } }',
        { input: { modelVersionId: candidate.id, expectedEvidenceHash: candidate.evidenceHash } },
      );
    expect(approveModelVersion.__typename).toBe('ApproveModelVersionSuccess');
    expect(await untilState(candidate, 'CANARY')).toMatchObject({
      trafficShare: SHARE,
      steps: [
        { share: SHARE, minimumMinutes: 60, startedAt: expect.any(String), passedAt: null },
        { share: 1, startedAt: null, passedAt: null },
      ],
    });
    expect(await champion(malha)).toMatchObject({ id: before.id, state: 'LIVE' });
    const [withCanary, withChampion] = [await conversationOf(candidate.id), await conversationOf(before.id)];

    await mutate('rollBackDeployment', 'deployment { state }', {
      assistantId: DEMO,
      reason: 'the test is over',
      expectedChampionId: before.id,
    });
    expect(await untilState(candidate, 'ROLLED_BACK')).toMatchObject({ trafficShare: 0 });
    await eventually(async () => ((await versionIn(withCanary)) === before.id ? true : undefined), {
      what: 'the champion’s answer',
    });
    expect(await versionIn(withChampion)).toBe(before.id);
    expect(await champion(malha)).toMatchObject({ id: before.id, state: 'LIVE' });
    const { sent, failures } = await traffic.stop();
    expect(failures).toEqual([]);
    expect(sent).toBeGreaterThan(0);
  });
});

/** Which version answers in this conversation. */
async function versionIn(chat: Chat): Promise<string | undefined> {
  return (await chat.say(QUESTION)).modelVersion?.id;
}
