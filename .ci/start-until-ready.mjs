// Runs the README's main command in this folder until /ready answers 200, then Ctrl-C to its whole process group: all must be gone in 10 s.
// Arguments are a command to run meanwhile, beside the Malha that is ready.
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';

const START_TIMEOUT_MS = 300_000;
const STOP_TIMEOUT_MS = 10_000;
const CLUSTER = path.resolve('.malha/postgres');
// Of those that no system gives to an outgoing connection.
const port = randomInt(15_000, 32_768);
const child = spawn('npm', ['start'], {
  detached: true,
  stdio: 'inherit',
  env: { ...process.env, PORT: String(port), CI: '' },
});
const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));

const startedAt = Date.now();
let isReady = false;
while (!isReady && Date.now() - startedAt < START_TIMEOUT_MS && child.exitCode === null) {
  isReady = await fetch(`http://127.0.0.1:${port}/ready`).then(
    (response) => response.ok,
    () => false,
  );
  await new Promise((resolve) => setTimeout(resolve, 200));
}
console.log(isReady ? `ready after ${Date.now() - startedAt} ms, installation included` : 'never became ready');

const isDoneBeside = isReady && (await runBeside(process.argv.slice(2)));

if (!child.pid) throw new Error('npm did not start');
const folders = placesOfThisClone();
const running = processesOf(folders);
console.log(`${running.length} processes of this clone run`);
const hasSeenPostgres = running.some((line) => line.includes('postgres'));
if (!hasSeenPostgres) console.log('the embedded PostgreSQL is not among them: the look for leftovers proves nothing');

const group = -child.pid;
const stoppedAt = Date.now();
process.kill(group, 'SIGINT');
const isStopped = await Promise.race([
  exited.then(() => true),
  new Promise((resolve) => setTimeout(() => resolve(false), STOP_TIMEOUT_MS)),
]);
console.log(isStopped ? `stopped after ${Date.now() - stoppedAt} ms` : 'did not stop within 10 s');
const left = processesOf(folders);
if (left.length > 0) console.log(`processes left behind:\n${left.join('\n')}`);
if (!isStopped) process.kill(group, 'SIGKILL');
// What root's PostgreSQL keeps elsewhere; its next start would remove it, an hour after this clone.
if (left.length === 0) for (const folder of folders.slice(1)) rmSync(folder, { recursive: true, force: true });
process.exitCode = isReady && isDoneBeside && hasSeenPostgres && isStopped && left.length === 0 ? 0 : 1;

/** This folder and, where root started PostgreSQL in a private one, the place that its data folder links to. */
function placesOfThisClone() {
  try {
    return [...new Set([process.cwd(), realpathSync(CLUSTER)])].filter(
      (folder, i) => i === 0 || !isBelow(folder, process.cwd()),
    );
  } catch {
    return [process.cwd()];
  }
}

/** Processes that run in one of the folders, from it, or with it in their command line: a PostgreSQL backend names none, but works there. */
function processesOf(places) {
  const ancestors = ourselvesAndAncestors();
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && !ancestors.has(Number(name)))
    .flatMap((pid) => {
      const commandLine = look(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')) ?? '';
      const links = ['cwd', 'exe'].map((link) => look(() => readlinkSync(`/proc/${pid}/${link}`)) ?? '');
      const isOurs = places.some(
        (place) => commandLine.includes(place) || links.some((linked) => isBelow(linked, place)),
      );
      return isOurs ? [`${pid} ${commandLine}`] : [];
    });
}

/** The shells that started us may stand in this folder too. */
function ourselvesAndAncestors() {
  const found = new Set();
  for (let pid = process.pid; pid > 0 && !found.has(pid);) {
    found.add(pid);
    const stat = look(() => readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? '';
    pid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) || 0;
  }
  return found;
}

function isBelow(file, folder) {
  return file === folder || file.startsWith(`${folder}${path.sep}`);
}

function look(read) {
  try {
    return read();
  } catch {
    // It ended meanwhile, or is another user's.
    return undefined;
  }
}

function runBeside([command, ...words]) {
  if (!command) return true;
  const beside = spawn(command, words, { stdio: 'inherit' });
  return new Promise((resolve) => {
    beside.once('error', () => resolve(false));
    beside.once('exit', (code) => resolve(code === 0));
  });
}
