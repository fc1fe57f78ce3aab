import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../kit/browser.ts';
import { type RunningMalha, startMalha } from '../kit/malha.ts';
import { ChatVisit, ConsoleVisit } from '../kit/pages.ts';

const launched = await launchBrowser();
const why = launched.browser ? '' : ` (none can run here: ${launched.reason})`;

describe.skipIf(!launched.browser)(`entities in Chromium${why}`, () => {
  const browser = launched.browser!;
  let malha: RunningMalha;
  beforeAll(async () => {
    malha = await startMalha('one');
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    await malha?.stop();
  }, 30_000);

  it('are made, tried out, changed and deleted in the console, and marked in what users said', async () => {
    const admin = await ConsoleVisit.signIn(browser, malha);
    const { page } = admin;
    await admin.goTo('Entities');
    const rowOf = (name: string) => page.locator(`[data-entity-type="${name}"]`);
    await rowOf('programme').getByText('values').waitFor();

    const tried = page.locator('[data-try-out]');
    await page
      .getByRole('textbox', { name: 'Try it' })
      .fill('is my card 2024-10233 good for the gym in block F on 12 March?');
    await tried.locator('[data-entity=student_number]').waitFor();
    expect(await tried.locator('[data-entity=building]').count()).toBe(0);

    await page.getByRole('button', { name: 'New entity type' }).click();
    const dialog = page.getByRole('dialog', { name: 'New entity type' });
    await dialog.getByLabel('Name').fill('programme');
    await dialog.getByLabel('Value').fill('Block F');
    await dialog.getByLabel('Synonyms').fill('bloco F, the gym,');
    await dialog.getByRole('button', { name: 'Create entity type' }).click();
    await dialog.getByText('There is already an entity type of this name.').waitFor();
    await admin.picture('console-entity-dialog');
    await dialog.getByLabel('Name').fill('building');
    await dialog.getByRole('button', { name: 'Create entity type' }).click();
    await rowOf('building').getByText('1 value').waitFor();
    await tried.locator('[data-entity=building]').first().waitFor();
    await admin.picture('console-entities');

    const user = await ChatVisit.start(browser, malha);
    await user.say('my card 2024-10233 does not open Block F on 12 March');
    await user.meant('Library hours');
    expect(await user.leave()).toEqual([]);
    await admin.goTo('Feedback');
    const said = page.locator('[data-feedback]').first();
    await said.locator('[data-entity=building]').waitFor();
    expect(await said.locator('mark').allInnerTexts()).toEqual([
      expect.stringContaining('2024-10233'),
      expect.stringContaining('Block F'),
      expect.stringContaining('12 March'),
    ]);
    await said.getByRole('button', { name: 'Why this answer?' }).click();
    await admin.picture('console-feedback-entities');

    await admin.goTo('Entities');
    await page.getByRole('button', { name: 'Edit building' }).click();
    const editor = page.getByRole('dialog', { name: 'Edit building' });
    await editor.getByRole('button', { name: 'Add a value' }).click();
    await editor.getByLabel('Value').first().fill('Block C');
    await admin.picture('console-entity-editor');
    await editor.getByRole('button', { name: 'Save entity type' }).click();
    await rowOf('building').getByText('2 values').waitFor();
    await page.getByRole('button', { name: 'Delete building' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Yes, delete it' }).click();
    await rowOf('building').waitFor({ state: 'detached' });
    expect(await admin.leave()).toEqual([]);
  });

  it('read well in Portuguese on a phone in the dark', async () => {
    const context = await browser.newContext({
      locale: 'pt-BR',
      colorScheme: 'dark',
      viewport: { width: 390, height: 844 },
    });
    const page = await context.newPage();
    await page.goto(`${malha.url}/console`);
    await page.getByLabel('Token', { exact: true }).fill(malha.adminToken);
    await page.getByRole('button', { name: 'Entrar' }).click();
    await page.waitForURL(/\/a\//);
    await page.goto(`${malha.url}/console/a/asst_demo/entities`);
    await page
      .getByRole('textbox', { name: 'Experimente' })
      .fill('quero largar cálculo no dia 12 de março, sou de enfermagem');
    await page.locator('[data-entity=programme]').waitFor();
    expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.screenshot({ path: 'test-output/screenshots/console-entities-phone-dark.png', fullPage: true });
    await page.getByRole('button', { name: 'Novo tipo de entidade' }).click();
    await page.getByRole('dialog').getByLabel('Nome').waitFor();
    await page.screenshot({ path: 'test-output/screenshots/console-entity-dialog-phone-dark.png' });
    await context.close();
  });
});
