import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const PACKAGE = path.dirname(path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
// Not the package's own list: that is for Lambda, runs renderer and browser in one process and switches web security off.
const FLAGS = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--hide-scrollbars',
];

/** A browser, or why there is none here. */
export type LaunchedBrowser = { readonly browser: Browser } | { readonly browser: null; readonly reason: string };

/**
 * The Chromium of `CHROMIUM_PATH` where it is set, else the one inside @sparticuz/chromium, unpacked once for each version and user.
 * Where none can run, the reason is for the name of the skipped test.
 */
export async function launchBrowser(): Promise<LaunchedBrowser> {
  try {
    const given = process.env['CHROMIUM_PATH'];
    if (given) return { browser: await chromium.launch({ executablePath: given, args: FLAGS }) };
    const folder = await unpackedChromium();
    const browser = await chromium.launch({
      executablePath: path.join(folder, 'chromium'),
      args: FLAGS,
      env: {
        ...process.env,
        LD_LIBRARY_PATH: [path.join(folder, 'al2023/lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
        FONTCONFIG_FILE: path.join(folder, 'fonts.conf'),
        HOME: folder,
      },
    });
    return { browser };
  } catch (error) {
    return {
      browser: null,
      reason: error instanceof Error ? (error.message.split('\n')[0] ?? 'unknown') : String(error),
    };
  }
}

/**
 * A folder of our own, for the package unpacks to fixed names in the temporary folder and takes whatever it finds there:
 * another user's, another version's, or half a file of a test that was killed. So it appears whole, under its name, or not at all.
 */
async function unpackedChromium(): Promise<string> {
  const { version } = JSON.parse(readFileSync(path.join(PACKAGE, 'package.json'), 'utf8')) as { version: string };
  const folder = path.join(tmpdir(), `malha-chromium-${version}-${userInfo().uid}`);
  if (existsSync(folder)) return folder;
  mkdirSync(tmpdir(), { recursive: true });
  const unfinished = mkdtempSync(`${folder}-`);
  const temporary = process.env['TMPDIR'];
  process.env['TMPDIR'] = unfinished;
  try {
    const { default: packaged, inflate } = await import('@sparticuz/chromium');
    await packaged.executablePath();
    // The libraries that the browser links and a bare machine lacks (nss, nspr, expat).
    await inflate(path.join(PACKAGE, 'bin/al2023.tar.br'));
  } finally {
    if (temporary === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = temporary;
  }
  writeFileSync(path.join(unfinished, 'fonts.conf'), fontsIn(folder));
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** The package's own configuration looks for fonts in /tmp; a Chromium that finds none crashes at the first letter. */
function fontsIn(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
}
