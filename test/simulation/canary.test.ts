import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HelpDesk, loadHelpDesk } from '../../demo/help-desk.ts';
import { type ShortEngines, startShortEngines } from '../kit/engines.ts';
import type { TestGraph } from '../kit/graph.ts';
import { eventually } from '../kit/loop.ts';
import { Admin, type Champion, type Rollout, type Trained } from '../kit/simulation/admin.ts';
import { SIMULATION_STARTS_AT } from '../kit/simulation/life.ts';
import { type OwnMalha, startOwnMalha } from '../kit/simulation/own-malha.ts';
import { patientGraph } from '../kit/simulation/patient-graph.ts';
import { dealWorld } from '../kit/simulation/world.ts';

const INTENTS = 6;
const MINUTE_MS = 60_000;
const STEP_MINUTES = 10;
const STEPS = [
  { share: 0.3, minimumMinutes: STEP_MINUTES, minimumVoices: 3 },
  { share: 0.6, minimumMinutes: STEP_MINUTES, minimumVoices: 8 },
  { share: 1 },
];
const CONVERSATIONS_A_WAVE = 20;
/** Which version a conversation gets is drawn by its id: so many waves at the most, of which a few are needed. */
const MOST_WAVES = 20;

interface Act {
  action: string;
  actor: string;
  subject: string;
  facts: { name: string; value: string | null; before: string | null }[];
}

describe('a canary that nobody looks after', () => {
  let engines: ShortEngines;
  let malha: OwnMalha;
  let graph: TestGraph;
  let app: TestGraph;
  let admin: Admin;
  let utterance: string;
  let people = 0;
  beforeAll(async () => {
    engines = await startShortEngines();
    malha = await startOwnMalha(engines, SIMULATION_STARTS_AT);
    graph = patientGraph(malha.graph());
    const { issueToken } = await graph.data<{ issueToken: { token: string } }>(
      'mutation { issueToken(input: { role: "app", name: "an app", expiresInDays: 30 }) { token errors { code } } }',
    );
    app = patientGraph(malha.graph(issueToken.token));
    const helpDesk = smallHelpDesk();
    const world = dealWorld(helpDesk.examples, { seed: 1, taughtAnIntent: 8 });
    utterance = world.taught.find(({ split, language }) => split === 'train' && language === 'en')!.utterance;
    admin = await Admin.open(graph, helpDesk, world);
    await admin.setPolicy({ volume: null, debounceMinutes: 0, rollout: 'CANARY' });
    await admin.setCanaryPlan({ steps: STEPS });
    await admin.requestRetraining('the first version');
    await admin.decide(await admin.lastRun());
    await served();
  }, 240_000);
  afterAll(async () => {
    await malha?.stop();
    await engines?.stop();
  }, 60_000);

  /** Somebody new asks, and says what they think of a reply of that version; resolves to the version. */
  async function talk(opinionOf: (versionId: string) => 'HELPFUL' | 'UNHELPFUL'): Promise<string> {
    const { startConversation } = await app.data<{
      startConversation: { conversation: { id: string }; conversationToken: string };
    }>(
      'mutation($input: StartConversationInput!) { startConversation(input: $input) { conversation { id } conversationToken errors { code } } }',
      {
        input: {
          assistantId: admin.assistantId,
          language: 'en',
          channel: 'canary',
          endUserId: `person-${(people += 1)}`,
        },
      },
    );
    const own = patientGraph(malha.graph(startConversation.conversationToken));
    const { sendMessage } = await own.data<{ sendMessage: { turn: { id: string; modelVersion: { id: string } } } }>(
      'mutation($input: SendMessageInput!) { sendMessage(input: $input) { turn { id modelVersion { id } } errors { code } } }',
      { input: { conversationId: startConversation.conversation.id, text: utterance } },
    );
    const { id: turnId, modelVersion } = sendMessage.turn;
    const { submitFeedback } = await own.data<{ submitFeedback: { errors: object[] } }>(
      'mutation($input: SubmitFeedbackInput!) { submitFeedback(input: $input) { errors { code } } }',
      { input: { turnId, verdict: opinionOf(modelVersion.id) } },
    );
    expect(submitFeedback.errors).toEqual([]);
    return modelVersion.id;
  }
  async function wave(opinionOf: (versionId: string) => 'HELPFUL' | 'UNHELPFUL'): Promise<Set<string>> {
    return new Set(await Promise.all(Array.from({ length: CONVERSATIONS_A_WAVE }, () => talk(opinionOf))));
  }
  async function rolloutOf(versionId: string): Promise<Rollout> {
    return (await admin.deploymentsOf(versionId)).at(-1)!;
  }
  /** A new version on its way, with the first step's share of the conversations. */
  async function canary(reason: string): Promise<{ before: Champion; version: NonNullable<Trained['version']> }> {
    const before = await admin.champion();
    await admin.requestRetraining(reason);
    const trained = await admin.lastRun();
    expect(await admin.decide(trained)).toBe('APPROVED');
    const version = trained.version!;
    expect(await rolloutOf(version.id)).toMatchObject({ state: 'CANARY' });
    return { before, version };
  }
  /** Waves of people, each with a step's time after it, until the roll-out has ended so. */
  async function wavesUntil(
    state: string,
    version: { id: string },
    opinionOf: (versionId: string) => 'HELPFUL' | 'UNHELPFUL',
  ): Promise<{ conversations: number; rollout: Rollout }> {
    for (let waves = 1; waves <= MOST_WAVES; waves++) {
      await wave(opinionOf);
      await malha.pass(STEP_MINUTES * MINUTE_MS);
      await served();
      const rollout = await rolloutOf(version.id);
      if (rollout.state === state) return { conversations: waves * CONVERSATIONS_A_WAVE, rollout };
      expect(rollout.state).toBe('CANARY');
    }
    throw new Error(`not ${state} after ${MOST_WAVES} waves`);
  }
  /** What rolls out is in service when the process that serves has said so. */
  async function served(): Promise<void> {
    await eventually(
      async () => {
        const { modelVersions } = await graph.data<{
          modelVersions: { edges: { node: { deployments: { state: string }[] } }[] };
        }>(
          'query($id: ID!) { modelVersions(assistantId: $id, first: 20) { edges { node { deployments { state } } } } }',
          { id: admin.assistantId },
        );
        const states = modelVersions.edges.flatMap(({ node }) => node.deployments.map(({ state }) => state));
        return states.includes('ROLLING_OUT') ? undefined : true;
      },
      { what: 'the end of a roll-out' },
    );
  }
  async function acts(action: string): Promise<Act[]> {
    const { auditLog } = await graph.data<{ auditLog: { edges: { node: Act }[] } }>(
      `query($id: ID!) { auditLog(assistantId: $id, first: 50, filter: { actions: [${action}] }) {
        edges { node { action actor subject facts { name value before } } } } }`,
      { id: admin.assistantId },
    );
    return auditLog.edges.map(({ node }) => node);
  }

  it(
    'goes from step to step by itself, with the time and the voices of each, until it is LIVE',
    { timeout: 300_000 },
    async () => {
      const { before, version } = await canary('a version that is as good');
      // Voices without the time are not enough.
      for (let waves = 0; waves < 3; waves++) await wave(likes);
      await malha.pass((STEP_MINUTES - 1) * MINUTE_MS);
      await malha.pass(0);
      expect(await rolloutOf(version.id)).toMatchObject({ state: 'CANARY' });
      expect(await acts('CANARY_ADVANCED')).toEqual([]);
      expect((await admin.champion()).id).toBe(before.id);

      const { conversations, rollout } = await wavesUntil('LIVE', version, likes);
      const advances = (await acts('CANARY_ADVANCED')).toReversed();
      expect(advances).toMatchObject([
        { actor: 'policy', subject: rollout.id },
        { actor: 'policy', subject: rollout.id },
      ]);
      expect(advances.map(({ facts }) => facts.find(({ name }) => name === 'share'))).toEqual([
        { name: 'share', value: '0.6', before: '0.3' },
        { name: 'share', value: '1', before: '0.6' },
      ]);
      expect((await admin.champion()).id).toBe(version.id);
      expect(await wave(likes)).toEqual(new Set([version.id]));
      process.stdout.write(`canary: LIVE by itself after ${3 * CONVERSATIONS_A_WAVE + conversations} conversations\n`);
    },
  );

  it(
    'is taken back by the sequential test when users like it less, and the audit log says why',
    { timeout: 300_000 },
    async () => {
      const { before, version } = await canary('a version that is disliked');
      const { conversations, rollout } = await wavesUntil('ROLLED_BACK', version, (versionId) =>
        versionId === version.id ? 'UNHELPFUL' : 'HELPFUL',
      );
      const { test } = rollout;
      expect(test?.alarmedAt).toMatch(/./);
      expect(test?.pValue).toBeLessThanOrEqual(0.05);
      expect(test).toMatchObject({ helpfulRate: 0, championHelpfulRate: 1 });
      const [act, ...others] = await acts('ROLLED_BACK_AUTOMATICALLY');
      expect(others).toEqual([]);
      expect(act).toMatchObject({ actor: 'policy' });
      expect(Object.fromEntries(act!.facts.map(({ name, value }) => [name, value]))).toMatchObject({
        reason: 'users like it less',
        kept: before.id,
        helpful: `0/${test?.voices}`,
        championHelpful: `${test?.championVoices}/${test?.championVoices}`,
        pValue: test?.pValue.toPrecision(3),
      });
      expect((await admin.champion()).id).toBe(before.id);
      expect(await wave(likes)).toEqual(new Set([before.id]));
      process.stdout.write(
        `canary: taken back after ${conversations} conversations, ${test?.voices} of them of the version\n`,
      );
    },
  );
});

function likes(): 'HELPFUL' {
  return 'HELPFUL';
}

/** A few intents: trained in a moment. */
function smallHelpDesk(): HelpDesk {
  const { intents, examples, ...helpDesk } = loadHelpDesk();
  const kept = intents.slice(0, INTENTS);
  const names = new Set(kept.map(({ name }) => name));
  return {
    ...helpDesk,
    intents: kept,
    examples: examples.filter(({ intent }, i) => (intent === null ? i % 10 === 0 : names.has(intent))),
  };
}
