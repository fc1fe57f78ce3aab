import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../kit/browser.ts';
import { DEMO, eventually } from '../kit/loop.ts';
import { type RunningMalha, startMalha } from '../kit/malha.ts';
import { ChatVisit, ConsoleVisit } from '../kit/pages.ts';

const launched = await launchBrowser();
const why = launched.browser ? '' : ` (none can run here: ${launched.reason})`;
const PAGE = 20;

describe.skipIf(!launched.browser)(`what people decide, in Chromium${why}`, () => {
  const browser = launched.browser!;
  let malha: RunningMalha;
  beforeAll(async () => {
    malha = await startMalha('one');
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    await malha?.stop();
  }, 30_000);

  async function requestRun(reason: string): Promise<string> {
    const { requestRetraining } = await malha
      .graph()
      .data<{ requestRetraining: { trainingRun: { id: string } } }>(
        'mutation($input: RequestRetrainingInput!) { requestRetraining(input: $input) { trainingRun { id } } }',
        { input: { assistantId: DEMO, reason } },
      );
    return requestRetraining.trainingRun.id;
  }
  async function readRun(id: string) {
    const { trainingRun } = await malha.graph().data<{
      trainingRun: { state: string; modelVersion: { id: string; state: string } | null };
    }>('query($id: ID!) { trainingRun(id: $id) { state modelVersion { id state } } }', { id });
    return trainingRun;
  }

  it('a user says that one answer helped and another did not, and both are in the history', async () => {
    const user = await ChatVisit.start(browser, malha);
    await user.say('how do I renew a library loan?');
    await user.judge('Helpful');
    await user.say('where can I see my grades?');
    await user.judge('Not helpful');
    expect(await user.leave()).toEqual([]);
    const history = await eventually(async () => {
      const { feedbackHistory } = await malha.graph().data<{
        feedbackHistory: { edges: { node: { verdict: string; status: string; turn: { utterance: string } } }[] };
      }>(`{ feedbackHistory(filter: { assistantId: "${DEMO}" }, first: 10) { edges { node { verdict status turn { utterance } } } } }`);
      const nodes = feedbackHistory.edges.map(({ node }) => node);
      return nodes.length === 2 && nodes.every(({ status }) => status === 'RECORDED') ? nodes : undefined;
    });
    expect(history.map(({ verdict, turn }) => [verdict, turn.utterance])).toEqual([
      ['UNHELPFUL', 'where can I see my grades?'],
      ['HELPFUL', 'how do I renew a library loan?'],
    ]);
  });

  it('an admin rejects a version with a reason, which stays with it', { timeout: 300_000 }, async () => {
    const runId = await requestRun('to be rejected');
    const version = await eventually(
      async () => {
        const { modelVersion } = await readRun(runId);
        return modelVersion?.state === 'PENDING_APPROVAL' ? modelVersion : undefined;
      },
      { timeoutMs: 200_000, what: 'a version that waits for approval' },
    );
    const admin = await ConsoleVisit.signIn(browser, malha);
    const { page } = admin;
    await admin.open(`versions/${version.id}`);
    await page.getByRole('button', { name: 'Reject' }).click();
    const dialog = page.getByRole('dialog');
    // Without a reason nobody rejects anything.
    expect(await dialog.getByRole('button', { name: 'Reject' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Why?').fill('two intents got worse');
    await dialog.getByRole('button', { name: 'Reject' }).click();
    await admin.state('REJECTED').waitFor();
    await page.getByText('two intents got worse').waitFor();
    await admin.picture('console-rejected');
    expect((await readRun(runId)).modelVersion?.state).toBe('REJECTED');
    expect(await admin.leave()).toEqual([]);
  });

  it('an admin cancels a run that trains', { timeout: 300_000 }, async () => {
    // The long recipe, so that the run is still on its way when the button is found.
    await malha
      .graph()
      .data(`mutation { setRetrainPolicy(input: { assistantId: "${DEMO}", recipe: BEST }) { errors { code } } }`);
    const admin = await ConsoleVisit.signIn(browser, malha);
    const { page } = admin;
    await admin.goTo('Training runs');
    await page.getByRole('button', { name: 'Retrain now' }).click();
    await page.getByRole('dialog').getByLabel('Why now?').fill('to be cancelled');
    await page.getByRole('dialog').getByRole('button', { name: 'Start training' }).click();
    await page.getByRole('button', { name: 'Cancel run' }).click();
    await page.getByRole('dialog').getByLabel('Why? (optional)').fill('asked too early');
    await page.getByRole('dialog').getByRole('button', { name: 'Stop this run' }).click();
    await admin.state('CANCELLED').waitFor();
    await admin.picture('console-cancelled');
    const runId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    expect(await readRun(runId)).toEqual({ state: 'CANCELLED', modelVersion: null });
    expect(await admin.leave()).toEqual([]);
  });

  it('an admin pages through more runs than one page holds, and back', { timeout: 300_000 }, async () => {
    for (let i = 0; i < PAGE + 3; i++) {
      const runId = await requestRun(`run number ${i}`);
      await malha
        .graph()
        .data('mutation($input: CancelTrainingRunInput!) { cancelTrainingRun(input: $input) { errors { code } } }', {
          input: { runId },
        });
    }
    const admin = await ConsoleVisit.signIn(browser, malha);
    const { page } = admin;
    await admin.goTo('Training runs');
    const rows = page.getByRole('row').filter({ hasText: 'run number' });
    await expect.poll(() => rows.count(), { timeout: 10_000 }).toBe(PAGE);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('run number 0').waitFor();
    // Those of the tests before, and the demo's first, are on this page too.
    await page.getByText('to be rejected').waitFor();
    expect(await page.getByText(`run number ${PAGE + 2}`).count()).toBe(0);
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByText(`run number ${PAGE + 2}`).waitFor();
    expect(await admin.leave()).toEqual([]);
  });

  it('an admin finds the last of 150 intents in the filter of the feedback', async () => {
    const { createAssistant } = await malha
      .graph()
      .data<{ createAssistant: { assistant: { id: string } } }>(
        'mutation { createAssistant(input: { name: "Many intents", languages: ["en"] }) { assistant { id } errors { code } } }',
      );
    const assistantId = createAssistant.assistant.id;
    const examples = Array.from({ length: 150 }, (_, i) => ({
      text: `what about topic ${i}`,
      intent: `topic_${String(i).padStart(3, '0')}`,
      language: 'en',
    }));
    await malha
      .graph()
      .data('mutation($input: ImportExamplesInput!) { importExamples(input: $input) { errors { code } } }', {
        input: { assistantId, examples },
      });
    const admin = await ConsoleVisit.signIn(browser, malha);
    const { page } = admin;
    await page.goto(`${malha.url}/console/a/${assistantId}/feedback`);
    await page.getByRole('search').getByLabel('Intent').fill('topic_14');
    await page.getByRole('option', { name: 'topic_149' }).click();
    await expect.poll(() => page.url(), { timeout: 10_000 }).toContain('intent=topic_149');
    expect(await admin.leave()).toEqual([]);
  });
});
