import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { DEMO } from './loop.ts';
import type { RunningMalha } from './malha.ts';

const SCREENSHOTS = path.resolve(import.meta.dirname, '../../test-output/screenshots');
const PATIENCE_MS = 60_000;

/** Pages of one visitor, in English and light, and what went wrong in them. */
class Visit {
  readonly page: Page;
  readonly complaints: string[];
  readonly #context: BrowserContext;

  protected constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
    this.complaints = [];
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  protected static async open(browser: Browser): Promise<[BrowserContext, Page]> {
    const context = await browser.newContext({
      locale: 'en-GB',
      colorScheme: 'light',
      viewport: { width: 1280, height: 900 },
    });
    return [context, await context.newPage()];
  }

  /** Keeps what the page looks like now, for people. */
  async picture(name: string): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`), fullPage: true });
  }

  /** Ends the visit. Resolves to what the page complained of: errors thrown, and errors in the browser's console. */
  async leave(): Promise<readonly string[]> {
    await this.#context.close();
    return this.complaints;
  }
}

/** Somebody at the chat page. */
export class ChatVisit extends Visit {
  static async start(browser: Browser, malha: RunningMalha): Promise<ChatVisit> {
    const visit = new ChatVisit(...(await Visit.open(browser)));
    await visit.page.goto(`${malha.url}/chat?assistant=${DEMO}&lang=en`);
    await visit.page.getByLabel('Your message').waitFor();
    return visit;
  }

  turns(): Locator {
    return this.page.locator('[data-turn]');
  }

  /** Says something and waits for the answer. */
  async say(text: string): Promise<{ reply: string; version: number }> {
    const before = await this.turns().count();
    await this.page.getByLabel('Your message').fill(text);
    await this.page.getByRole('button', { name: 'Send' }).click();
    const turn = this.turns().nth(before);
    await turn.waitFor();
    return {
      reply: await turn.locator('[data-kind]').innerText(),
      version: Number(await turn.getAttribute('data-version')),
    };
  }

  /** A thumb about the last answer. */
  async judge(verdict: 'Helpful' | 'Not helpful'): Promise<void> {
    const turn = this.turns().last();
    await turn.getByRole('button', { name: verdict, exact: true }).click();
    await turn.locator(`[data-feedback=${verdict === 'Helpful' ? 'HELPFUL' : 'UNHELPFUL'}]`).waitFor();
  }

  /** "I meant …" about the last answer. */
  async meant(label: string): Promise<void> {
    const turn = this.turns().last();
    await turn.getByRole('button', { name: 'I meant …' }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel('Search a topic').fill(label);
    await dialog.getByRole('radio', { name: label, exact: true }).check();
    await dialog.getByRole('button', { name: 'Send correction' }).click();
    await turn.locator('[data-feedback=CORRECTION]').waitFor();
  }
}

/** An admin at the console. */
export class ConsoleVisit extends Visit {
  readonly #home: string;

  private constructor(context: BrowserContext, page: Page, malha: RunningMalha) {
    super(context, page);
    this.#home = `${malha.url}/console/a/${DEMO}`;
  }

  static async signIn(browser: Browser, malha: RunningMalha): Promise<ConsoleVisit> {
    const [context, page] = await Visit.open(browser);
    const visit = new ConsoleVisit(context, page, malha);
    await page.goto(`${malha.url}/console`);
    await page.getByLabel('Token', { exact: true }).fill(malha.adminToken);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    return visit;
  }

  /** To a screen by the menu, as people go. */
  async goTo(screen: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: screen, exact: true }).click();
    await this.page.getByRole('heading', { level: 1, name: screen }).waitFor();
  }

  /** To an address below the demo assistant's, as a bookmark would. */
  async open(address: string): Promise<void> {
    await this.page.goto(`${this.#home}/${address}`);
  }

  async retrainAfter(labels: number): Promise<void> {
    await this.page.goto(`${this.#home}/policy`);
    await this.page.getByLabel('After this many new labels').fill(String(labels));
    await this.page.getByLabel('Wait for more, in minutes').fill('0');
    await this.page.getByRole('button', { name: 'Save policy' }).click();
    await this.page.getByText('The policy is saved').waitFor();
  }

  state(state: string): Locator {
    return this.page.locator(`[data-state=${state}]`).first();
  }
}
