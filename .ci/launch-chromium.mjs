// Launches the Chromium of the tests from this folder, as whoever runs this, and lets it read a page.
import { userInfo } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const { launchBrowser } = await import(pathToFileURL(path.resolve('test/kit/browser.ts')).href);
const { browser, reason } = await launchBrowser();
if (browser) {
  const page = await browser.newPage();
  await page.setContent('<title>malha</title><h1>Olá</h1>');
  const [heading, version] = [await page.locator('h1').innerText(), browser.version()];
  await browser.close();
  console.log(`Chromium ${version} reads "${heading}" as user ${userInfo().uid}`);
} else {
  console.error(`no Chromium as user ${userInfo().uid}: ${reason}`);
  process.exitCode = 1;
}
