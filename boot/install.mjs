// Runs before `npm start`, `npm test` and their like, on the machine's own Node (20 or newer) and without any package: installs what
// package-lock.json says and builds what the sources say, each only when it has not happened yet. Warm, it only looks.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const MODULES = path.join(ROOT, 'node_modules');
const LOCKFILE = path.join(ROOT, 'package-lock.json');
/** What npm itself wrote down after its last installation. */
const INSTALLED_LOCKFILE = path.join(MODULES, '.package-lock.json');
const INSTALLED_STAMP = path.join(MODULES, '.malha-installed');
const BUILT_STAMP = path.join(ROOT, 'dist', '.malha-built');
/** Written by platform/lifecycle/running-file.ts: one file per running process, named by its pid. */
const RUNNING_FOLDER = path.join(MODULES, '.malha-running');
/** Outside of node_modules, which an installation may remove. */
const LOCK = path.join(ROOT, '.cache', 'install.lock');

/**
 * Not `npm ci`: it refuses a lockfile in which an optional package of another platform is missing, and @oxc-node/core 0.1.7 names fifteen
 * that its authors have not published. This installs what the lockfile says all the same, and writes nothing down.
 */
const INSTALL = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

const SOURCE_FOLDERS = [
  'boot',
  'cli',
  'codegen',
  'console',
  'demo',
  'gateway',
  'nlu',
  'pipeline',
  'platform',
  'subgraphs',
];
const SOURCE_FILES = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
/** Scripts that run the sources and not what is built from them. */
const NEED_NO_BUILD = new Set(['predev', 'precheck']);
const RETRY_MS = 100;
const STOPS = ['SIGINT', 'SIGTERM'];

await main();

async function main() {
  const needsBuild = !NEED_NO_BUILD.has(process.env.npm_lifecycle_event ?? '');
  if (isInstalled() && (!needsBuild || isBuilt())) return;
  takeLock();
  try {
    // Whoever held the lock may have done it all meanwhile.
    if (!isInstalled()) await install();
    if (needsBuild && !isBuilt()) await build();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

// --- installing ---

function isInstalled() {
  if (!existsSync(INSTALLED_LOCKFILE)) return false;
  const digest = installationDigest();
  if (readIfThere(INSTALLED_STAMP) === digest) return true;
  // Somebody ran npm by hand: what counts is what it left.
  if (!isTreeOf(readJson(LOCKFILE).packages, readJson(INSTALLED_LOCKFILE).packages)) return false;
  writeFileSync(INSTALLED_STAMP, digest);
  return true;
}

function installationDigest() {
  return sha256(readFileSync(LOCKFILE)) + sha256(readFileSync(INSTALLED_LOCKFILE));
}

/** Packages for other machines are optional and may be missing; all others must be there in the version that is wanted. */
function isTreeOf(wanted, present) {
  return Object.entries(wanted).every(([place, entry]) => {
    if (place === '') return true;
    const found = present[place];
    return found ? isSame(entry, found) : entry.optional === true || entry.devOptional === true;
  });
}

function isSame(a, b) {
  return a.version === b.version && a.integrity === b.integrity && a.resolved === b.resolved;
}

async function install() {
  const running = runningPids();
  if (running.length > 0)
    fail(
      `Malha runs from this folder (pid ${running.join(', ')}), and its packages have to be installed anew. Stop it and try again.`,
    );
  const count = Object.keys(readJson(LOCKFILE).packages).filter((place) => place.startsWith('node_modules/')).length;
  const { node, npm } = machineNpm();
  await timed(`installing ${count} ${count === 1 ? 'package' : 'packages'}`, 'installed', () =>
    npm ? run(node, [npm, ...INSTALL]) : run('npm', INSTALL),
  );
  writeFileSync(INSTALLED_STAMP, installationDigest());
  checkNode();
}

/** The machine's own Node and npm: an installation may replace the Node in node_modules, which npm puts first in PATH. */
function machineNpm() {
  const node = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => folder && !folder.startsWith(MODULES))
    .map((folder) => path.join(folder, 'node'))
    .find((file) => existsSync(file));
  const npm = process.env.npm_execpath;
  return { node: node ?? process.execPath, npm: npm?.endsWith('.js') ? npm : undefined };
}

/** Where no Node comes with the packages, the machine's own runs Malha. */
function checkNode() {
  const wanted = /(\d+)\.(\d+)/.exec(readJson(path.join(ROOT, 'package.json')).engines?.node ?? '');
  const { stdout } = spawnSync('node', ['--version'], { encoding: 'utf8', env: environment() });
  const present = /v(\d+)\.(\d+)/.exec(stdout ?? '');
  if (!wanted || !present) return;
  const [major, minor] = [Number(present[1]) - Number(wanted[1]), Number(present[2]) - Number(wanted[2])];
  if (major < 0 || (major === 0 && minor < 0))
    fail(`Malha needs Node ${wanted[0]} or newer; this is ${stdout.trim()}.`);
}

function runningPids() {
  if (!existsSync(RUNNING_FOLDER)) return [];
  return readdirSync(RUNNING_FOLDER).filter((pid) => /^\d+$/.test(pid) && isAlive(Number(pid)));
}

// --- building ---

function isBuilt() {
  const stamp = readIfThere(BUILT_STAMP);
  if (stamp === undefined) return false;
  const [stats, contents] = stamp.split('\n');
  const files = sourceFiles();
  const now = statsDigest(files);
  if (now === stats) return true;
  // A checkout changes times and not always contents.
  if (contentsDigest(files) !== contents) return false;
  writeFileSync(BUILT_STAMP, `${now}\n${contents}`);
  return true;
}

async function build() {
  const files = sourceFiles();
  const stamp = `${statsDigest(files)}\n${contentsDigest(files)}`;
  rmSync(BUILT_STAMP, { force: true });
  // In place and without emptying: a Malha that runs has its modules loaded and finds its files where they were.
  await timed('building', 'built', () => run('npm', ['run', '--silent', 'build']));
  mkdirSync(path.dirname(BUILT_STAMP), { recursive: true });
  writeFileSync(BUILT_STAMP, stamp);
}

function sourceFiles() {
  const found = SOURCE_FILES.map((file) => path.join(ROOT, file)).filter((file) => existsSync(file));
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name === 'node_modules' || entry.name === 'dist' || entry.name.startsWith('.')) continue;
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) visit(file);
      else if (!entry.name.endsWith('.md')) found.push(file);
    }
  };
  for (const folder of SOURCE_FOLDERS) if (existsSync(path.join(ROOT, folder))) visit(path.join(ROOT, folder));
  return found.toSorted((a, b) => (a < b ? -1 : 1));
}

function statsDigest(files) {
  return sha256(
    files
      .map((file) => {
        const { size, mtimeMs } = statSync(file);
        return `${file} ${size} ${mtimeMs}`;
      })
      .join('\n'),
  );
}

function contentsDigest(files) {
  return sha256(files.map((file) => `${path.relative(ROOT, file)} ${sha256(readFileSync(file))}`).join('\n'));
}

// --- the lock ---

/** Waits until this process alone installs or builds in this folder; what a dead process left is taken over. */
function takeLock() {
  mkdirSync(path.dirname(LOCK), { recursive: true });
  for (let isTold = false; !claim(LOCK); sleep(RETRY_MS)) {
    const holder = Number(readIfThere(LOCK) ?? 0);
    if (holder > 0 && isAlive(holder)) {
      if (!isTold) console.log(`malha: waiting for pid ${holder}, which installs or builds in this folder`);
      isTold = true;
    } else if (claim(`${LOCK}.takeover`)) {
      // One at a time looks again and removes: otherwise the second would remove the lock that the first has just taken.
      const still = Number(readIfThere(LOCK) ?? 0);
      if (!(still > 0 && isAlive(still))) rmSync(LOCK, { force: true });
      rmSync(`${LOCK}.takeover`, { force: true });
    } else if (Date.now() - (statSync(`${LOCK}.takeover`, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > 5_000)
      rmSync(`${LOCK}.takeover`, { force: true });
  }
}

// A hard link appears together with its content, so no one ever reads a lock that names nobody.
function claim(file) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

// --- the machine ---

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Resolves to whether it went well. Who is told to stop takes it along, and at once: what is half done is done anew the next time. */
function run(command, args) {
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env: environment() });
  const stop = () => child.kill('SIGKILL');
  for (const signal of STOPS) process.on(signal, stop);
  return new Promise((resolve) => {
    child.once('error', (error) => fail(`${command} cannot be run: ${error.message}`));
    child.once('exit', (status, signal) => {
      for (const one of STOPS) process.off(one, stop);
      if (signal) fail('stopped.');
      resolve(status === 0);
    });
  });
}

/** With the Node of node_modules first, which builds and runs Malha. */
function environment() {
  return { ...process.env, PATH: [path.join(MODULES, '.bin'), process.env.PATH].join(path.delimiter) };
}

async function timed(doing, done, work) {
  const startedMs = Date.now();
  console.log(`malha: ${doing} …`);
  if (!(await work())) fail(`${doing} failed; what went wrong is above.`);
  console.log(`malha: ${done} in ${((Date.now() - startedMs) / 1000).toFixed(1)} s`);
}

function fail(message) {
  console.error(`malha: ${message}`);
  rmSync(LOCK, { force: true });
  process.exit(1);
}

function sleep(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function sha256(content) {
  return createHash('sha256').update(content).digest('hex');
}
