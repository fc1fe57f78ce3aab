import { launchBrowser } from './browser.ts';
const base = 'http://127.0.0.1:4555';
const l = await launchBrowser();
if (!l.browser) { console.log(l.reason); process.exit(1); }
const [what = 'all', lang = 'en-GB', scheme = 'light', size = 'desktop'] = process.argv.slice(2);
const ctx = await l.browser.newContext({ locale: lang, colorScheme: scheme as 'light', viewport: size === 'phone' ? { width: 390, height: 844 } : { width: 1280, height: 860 }, timezoneId: 'America/Sao_Paulo' });
const page = await ctx.newPage();
const tag = `${lang.slice(0,2)}-${scheme}-${size}`;
page.on('console', (m) => { if (['error','warning'].includes(m.type())) console.log('CONSOLE', m.text().slice(0, 300)); });
page.on('pageerror', (e) => console.log('PAGEERROR', e.message.slice(0, 400)));
const shot = async (n: string, full = true) => { await page.waitForTimeout(700); await page.screenshot({ path: `/tmp/shots/${n}-${tag}.png`, fullPage: full }); };
if (what === 'all' || what === 'chat') {
  await page.goto(`${base}/chat`); await page.waitForSelector('textarea'); await page.waitForTimeout(500);
  for (const q of lang.startsWith('pt') ? ['como faço a matrícula?', 'perdi minha carteirinha de estudante', 'qual a capital da frança?'] : ['how do I enrol?', 'the turnstile swallows my plastic', 'what is the capital of France?']) {
    await page.fill('textarea', q); await page.keyboard.press('Enter');
    await page.waitForFunction((n) => document.querySelectorAll('[data-turn]').length >= n, (await page.locator('[data-turn]').count()) + 1, { timeout: 10000 }).catch((e) => console.log('no answer', e.message.slice(0,100)));
  }
  await shot('chat');
  await page.locator('[data-turn] button', { hasText: /meant|quis dizer/ }).nth(1).click(); await shot('chat-meant', false);
  await page.locator('[role=radio], input[type=radio]').first().check().catch((e) => console.log(e.message.slice(0,200)));
  await page.locator('[role=dialog] button[type=submit]').click(); await page.waitForTimeout(800);
  await page.locator('[data-turn]').first().locator('button').first().click();
  await shot('chat-given');
}
if (what === 'all' || what === 'console') {
  await page.goto(`${base}/console`); await page.waitForSelector('input'); await shot('sign-in');
  await page.fill('input[name=token]', 'console-admin-token-1234'); await page.keyboard.press('Enter');
  await page.waitForSelector('nav', { state: 'attached' }); await shot('overview');
  const home = `${base}/console/a/asst_demo`;
  for (const s of ['runs', 'versions', 'deployments', 'feedback', 'policy']) { await page.goto(`${home}/${s}`); await shot(s); }
  await page.goto(`${home}/versions`); await page.locator('tbody a').first().click(); await page.waitForSelector('[data-verdict]'); await shot('version');
  await page.goto(`${home}/runs`); await page.locator('tbody a').first().click(); await shot('run');
}
await l.browser.close();
