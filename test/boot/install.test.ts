import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { announceRunning, Lifecycle } from '../../platform/lifecycle/index.ts';
import { isAlive } from '../../platform/processes/index.ts';

/** A project with one package, in a folder beside it, and a build that leaves a line for each time it ran. */
let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'malha install '));
  write('package.json', {
    name: 'tiny',
    version: '1.0.0',
    engines: { node: '>=20.0' },
    scripts: { build: 'node build.mjs' },
    dependencies: { dep: 'file:./dep' },
  });
  write('dep/package.json', { name: 'dep', version: '1.0.0' });
  writeLockfile('1.0.0');
  write(
    'build.mjs',
    `import fs from 'node:fs'; fs.mkdirSync('dist', { recursive: true }); fs.appendFileSync('builds', 'x');`,
  );
  write('boot/main.ts', 'export {};');
  cpSync(path.resolve(import.meta.dirname, '../../boot/install.mjs'), path.join(root, 'boot/install.mjs'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, content: string | object): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), typeof content === 'string' ? content : JSON.stringify(content));
}
function writeLockfile(version: string): void {
  write('dep/package.json', { name: 'dep', version });
  write('package-lock.json', {
    name: 'tiny',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'tiny', version: '1.0.0', engines: { node: '>=20.0' }, dependencies: { dep: 'file:./dep' } },
      dep: { version },
      'node_modules/dep': { resolved: 'dep', link: true },
    },
  });
}

function install(event = 'prestart'): Promise<{ status: number | null; printed: string }> {
  const { MALHA_DATA: _, ...environment } = process.env;
  const child = spawn(process.execPath, ['boot/install.mjs'], {
    cwd: root,
    env: { ...environment, npm_lifecycle_event: event },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, printed })));
}
function buildCount(): number {
  return existsSync(path.join(root, 'builds')) ? readFileSync(path.join(root, 'builds'), 'utf8').length : 0;
}

describe('the installer', () => {
  it('installs and builds once, in a path with a space, and then says nothing', async () => {
    const first = await install();
    expect(first.printed).toMatch(/installing 1 package …[^]*installed in [^]*building …[^]*built in/);
    expect(first.status).toBe(0);
    expect(existsSync(path.join(root, 'node_modules/dep/package.json'))).toBe(true);
    expect(await install()).toEqual({ status: 0, printed: '' });
    expect(buildCount()).toBe(1);
  });

  it('builds again when a source has changed, and not when only its time has', async () => {
    await install();
    utimesSync(path.join(root, 'boot/main.ts'), new Date(), new Date(Date.now() + 5_000));
    expect(await install()).toEqual({ status: 0, printed: '' });
    write('boot/main.ts', 'export const changed = true;');
    expect((await install()).printed).toContain('built in');
    expect(buildCount()).toBe(2);
  });

  it('builds nothing for scripts that run the sources', async () => {
    expect((await install('predev')).status).toBe(0);
    expect(buildCount()).toBe(0);
  });

  it('lets a second one wait instead of doing the work twice', async () => {
    const outcomes = await Promise.all([install(), install(), install()]);
    expect(outcomes.map(({ status }) => status)).toEqual([0, 0, 0]);
    expect(outcomes.filter(({ printed }) => printed.includes('installing'))).toHaveLength(1);
    expect(buildCount()).toBe(1);
  });

  it('takes over the lock of a process that died', async () => {
    write('.cache/install.lock', '4194399');
    expect((await install()).status).toBe(0);
    expect(existsSync(path.join(root, '.cache/install.lock'))).toBe(false);
  });

  it('accepts what npm installed without it', async () => {
    await install();
    rmSync(path.join(root, 'node_modules/.malha-installed'));
    expect(await install()).toEqual({ status: 0, printed: '' });
  });

  it('installs nothing under a Malha that runs here, and says which, but lets others run beside it', async () => {
    await install();
    const lifecycle = new Lifecycle();
    announceRunning(root, lifecycle);
    expect(await install('pretest')).toEqual({ status: 0, printed: '' });
    writeLockfile('2.0.0');
    const refused = await install();
    expect(refused.status).toBe(1);
    expect(refused.printed).toContain(`Malha runs from this folder (pid ${process.pid})`);
    await lifecycle.stop('the test ends');
    expect((await install()).status).toBe(0);
  });

  it('takes npm along when it is told to stop, and installs at the next try', async () => {
    const npm = path.join(root, 'npm-that-hangs.js');
    writeFileSync(
      npm,
      `process.on('SIGINT', () => {}); require('fs').writeFileSync('npm-pid', String(process.pid)); setInterval(() => {}, 1_000);`,
    );
    const child = spawn(process.execPath, ['boot/install.mjs'], {
      cwd: root,
      detached: true,
      env: { ...process.env, npm_lifecycle_event: 'prestart', npm_execpath: npm },
      stdio: 'ignore',
    });
    const exited = new Promise((resolve) => child.once('exit', resolve));
    const pidFile = path.join(root, 'npm-pid');
    await expect.poll(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8')).toMatch(/^\d+$/);
    process.kill(-child.pid!, 'SIGINT');
    expect(await exited).toBe(1);
    const npmPid = Number(readFileSync(pidFile, 'utf8'));
    await expect.poll(() => isAlive(npmPid)).toBe(false);
    expect(existsSync(path.join(root, '.cache/install.lock'))).toBe(false);
    expect((await install()).status).toBe(0);
  });

  it('fails with one line when the build does, and builds at the next try', async () => {
    write('build.mjs', 'process.exit(3);');
    const failed = await install();
    expect(failed.status).toBe(1);
    expect(failed.printed).toContain('building failed');
    write(
      'build.mjs',
      `import fs from 'node:fs'; fs.mkdirSync('dist', { recursive: true }); fs.appendFileSync('builds', 'x');`,
    );
    expect((await install()).status).toBe(0);
    expect(buildCount()).toBe(1);
  });
});
