import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type NlpProcess, NlpRoom, trainedModel, until } from './nlp-room.ts';

interface ExplanationAnswer {
  explanation: {
    intent: { intent: string; margin: number; bias: number; others: number };
    runnerUp: { intent: string; margin: number } | null;
    contributions: { feature: string; kind: string; forIntent: number; forRunnerUp: number }[];
    linearIntent: string;
    networkShare: number;
    modelVersionId: string;
  } | null;
}

const EXPLANATION = `query($turnId: ID!) { explanation(turnId: $turnId) {
  intent { intent margin bias others } runnerUp { intent margin } linearIntent networkShare modelVersionId
  contributions { feature kind forIntent forRunnerUp } } }`;

describe('an explanation', () => {
  let room: NlpRoom;
  let here: NlpProcess;

  beforeAll(async () => {
    room = await NlpRoom.open();
    here = await room.process();
    await serve('version_1');
    await here.start();
    await until(() => here.nlp.isReady);
  });
  afterAll(async () => {
    await here.stop();
    await room.close();
  });

  async function serve(modelVersionId: string): Promise<void> {
    const deploymentId = `deployment_of_${modelVersionId}`;
    room.neighbours.desired = [await room.artifact(trainedModel(), { deploymentId, modelVersionId })];
  }
  async function say(turnId: string, utterance: string): Promise<void> {
    room.neighbours.utterances.set(turnId, utterance);
    await here.interpret(utterance, { turnId });
  }
  const explain = async (turnId: string) =>
    (await here.ask<ExplanationAnswer>(EXPLANATION, { turnId })).explanation ?? null;

  it('names the words that spoke for the intent, and adds up to its margin', async () => {
    await say('turn_why', 'renew my book loan');
    const found = await explain('turn_why');
    expect(found).toMatchObject({ linearIntent: 'loan_renewal', networkShare: 0, modelVersionId: 'version_1' });
    const { intent, runnerUp, contributions } = found!;
    expect(intent.intent).toBe('loan_renewal');
    expect(intent.margin).toBeGreaterThan(runnerUp?.margin ?? Infinity);
    expect(contributions.map(({ kind }) => kind)).toContain('WORDS');
    const sum = contributions.reduce((total, { forIntent }) => total + forIntent, intent.bias + intent.others);
    expect(sum).toBeCloseTo(intent.margin, 6);
  });

  it('is not there for a turn that nobody interpreted, nor without its words', async () => {
    expect(await explain('turn_none')).toBeNull();
    await here.interpret('hello', { turnId: 'turn_of_nobody' });
    expect(await explain('turn_of_nobody')).toBeNull();
  });

  it('is not there once the version has left service', async () => {
    await say('turn_left', 'hello there');
    expect(await explain('turn_left')).not.toBeNull();
    await serve('version_2');
    await room.notifyDeployment();
    await until(() => room.neighbours.acknowledged.get('p1')?.[0] === 'deployment_of_version_2');
    expect(await explain('turn_left')).toBeNull();
  });
});
