import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadHelpDesk } from '../../demo/help-desk.ts';
import { launchBrowser } from '../kit/browser.ts';
import { type RunningMalha, startMalha } from '../kit/malha.ts';
import { ChatVisit, ConsoleVisit } from '../kit/pages.ts';

// Words of nobody, so that no version knows them before it is taught.
const UTTERANCE = 'my zorgle blings at the frumpet';
const INTENT = 'student_card';
const VOLUME = 6;

const launched = await launchBrowser();
const why = launched.browser ? '' : ` (none can run here: ${launched.reason})`;

describe.skipIf(!launched.browser)(`in Chromium${why}`, () => {
  const browser = launched.browser!;
  let malha: RunningMalha;
  beforeAll(async () => {
    malha = await startMalha('one');
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    await malha?.stop();
  }, 30_000);

  it('learns from the chat page through the console, and goes back', { timeout: 300_000 }, async () => {
    const { label, answer } = studentCard();
    const admin = await ConsoleVisit.signIn(browser, malha);
    await admin.picture('console-overview');
    await admin.retrainAfter(VOLUME);
    await admin.picture('console-policy');
    await admin.goTo('Training runs');

    for (let i = 0; i < VOLUME; i++) {
      const user = await ChatVisit.start(browser, malha);
      const { reply, version } = await user.say(UTTERANCE);
      expect(reply).not.toContain(answer);
      expect(version).toBe(1);
      await user.meant(label);
      if (i === 0) await user.picture('chat-corrected');
      expect(await user.leave()).toEqual([]);
    }

    // The run shows up by itself, and so does its end.
    const { page } = admin;
    await page.getByRole('row').filter({ hasText: 'New feedback' }).getByRole('link').first().click();
    await page.getByText('Stages').waitFor();
    await admin.picture('console-run-live');
    await page.getByRole('link', { name: 'Review version 2' }).click({ timeout: 90_000 });
    await page.locator('[data-verdict]').waitFor();
    await admin.picture('console-version');
    await page.getByLabel('Comment (optional)').fill('reads well');
    await page.getByRole('button', { name: 'Approve and go live' }).click();
    await admin.state('LIVE').waitFor();
    await page.getByText('reads well').waitFor();

    const user = await ChatVisit.start(browser, malha);
    expect(await user.say(UTTERANCE)).toMatchObject({ reply: expect.stringContaining(answer), version: 2 });
    await user.picture('chat-learned');

    await admin.goTo('Feedback');
    await page.getByText('Learned by version 2').first().waitFor();
    await admin.picture('console-feedback');

    await admin.goTo('Deployments');
    await page.getByRole('button', { name: 'Roll back' }).click();
    const dialog = page.getByRole('dialog', { name: 'Roll back from version 2 to version 1' });
    await dialog.getByLabel('Why?').fill('end of the test');
    await dialog.getByRole('button', { name: 'Yes, roll back to version 1' }).click();
    await page.getByText('Version 1 is in service again').waitFor();
    await page.getByText('Went back to version 1').waitFor();
    await admin.picture('console-deployments');
    expect((await user.say(UTTERANCE)).version).toBe(1);

    expect(await user.leave()).toEqual([]);
    expect(await admin.leave()).toEqual([]);
  });

  it('goes on with the conversation after a reload, and follows it in a second tab', async () => {
    const user = await ChatVisit.start(browser, malha);
    await user.say('where can I see my grades?');
    await user.page.reload();
    await expect.poll(() => user.turns().count(), { timeout: 10_000 }).toBe(1);

    const opened = user.page.waitForEvent('popup');
    await user.page.evaluate('window.open(location.href)');
    const second = await opened;
    await second.locator('[data-turn]').first().waitFor();
    await user.say('how do I renew a library loan?');
    await expect.poll(() => second.locator('[data-turn]').count(), { timeout: 10_000 }).toBe(2);
    expect(await user.leave()).toEqual([]);
  });

  it('tells of an answer that was copied, and the console names what was noticed', async () => {
    const user = await ChatVisit.start(browser, malha);
    await user.say('where can I see my grades?');
    await user.page.getByRole('button', { name: 'Copy the answer' }).click();
    const admin = await ConsoleVisit.signIn(browser, malha);
    await admin.goTo('Feedback');
    await admin.page.getByRole('listitem').filter({ hasText: 'Noticed · copied the answer' }).first().waitFor();
    expect(await user.leave()).toEqual([]);
    expect(await admin.leave()).toEqual([]);
  });

  it('speaks Portuguese on a phone in the dark', async () => {
    const context = await browser.newContext({
      locale: 'pt-BR',
      colorScheme: 'dark',
      viewport: { width: 390, height: 844 },
    });
    const page = await context.newPage();
    await page.goto(`${malha.url}/chat`);
    await page.getByLabel('Sua mensagem').fill('como faço a matrícula?');
    await page.getByLabel('Sua mensagem').press('Enter');
    await page.locator('[data-turn]').first().waitFor();
    expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.screenshot({ path: 'test-output/screenshots/chat-phone-dark.png' });
    await context.close();
  });

  it('shows the door again, with its reason, to a token that is not valid', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(`${malha.url}/console`);
    await page.getByLabel('Token', { exact: true }).fill('not-a-token-of-this-malha');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The token is not valid, or no longer.').waitFor();
    await page.evaluate('sessionStorage.setItem("malha.token", "no longer a token")');
    await page.goto(`${malha.url}/console/a/asst_demo/runs`);
    await expect.poll(() => page.getByText('Your session ended').isVisible(), { timeout: 10_000 }).toBe(true);
    await context.close();
  });
});

function studentCard(): { label: string; answer: string } {
  const intent = loadHelpDesk().intents.find(({ name: known }) => known === INTENT);
  return { label: intent?.labels['en'] ?? '', answer: intent?.answers['en']?.slice(0, 60) ?? '' };
}
