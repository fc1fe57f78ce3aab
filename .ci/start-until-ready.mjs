// Runs the README's main command in this folder until /ready answers 200, then Ctrl-C to its whole process group: all must be gone in 10 s.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

const START_TIMEOUT_MS = 300_000;
const STOP_TIMEOUT_MS = 10_000;
const port = await new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const free = server.address().port;
    server.close(() => resolve(free));
  });
});
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

if (!child.pid) throw new Error('npm did not start');
const group = -child.pid;
const stoppedAt = Date.now();
process.kill(group, 'SIGINT');
const isStopped = await Promise.race([
  exited.then(() => true),
  new Promise((resolve) => setTimeout(() => resolve(false), STOP_TIMEOUT_MS)),
]);
console.log(isStopped ? `stopped after ${Date.now() - stoppedAt} ms` : 'did not stop within 10 s');
const left = await leftovers();
if (left.length > 0) console.log(`processes left behind:\n${left.join('\n')}`);
if (!isStopped) process.kill(group, 'SIGKILL');
process.exitCode = isReady && isStopped && left.length === 0 ? 0 : 1;

/** Processes whose command line names this folder. */
async function leftovers() {
  const { readdirSync, readFileSync } = await import('node:fs');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return command.includes(process.cwd()) ? [`${pid} ${command}`] : [];
      } catch {
        return [];
      }
    });
}
