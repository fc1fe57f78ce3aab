import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { keptSecret } from '../secrets/index.ts';
import type { Logger } from '../log/index.ts';
import type { AwsConnection } from './aws-connection.ts';

export interface EmbeddedAws {
  readonly connection: AwsConnection;
  readonly pid: number;
  /** True where another process of this data folder had started it. */
  readonly adopted: boolean;
  stop(): Promise<void>;
}

const ATTEMPTS = 100;
const RETRY_MS = 100;
const START_TIMEOUT_MS = 15_000;

/**
 * Starts (or adopts) the SQS and S3 emulator of `dataDir` in a process of its own, on the loopback interface, behind an access key of its own.
 * It keeps its port over restarts; of processes that race, one starts it and the others adopt it.
 */
export async function startEmbeddedAws({ dataDir, log }: { dataDir: string; log: Logger }): Promise<EmbeddedAws> {
  const folder = path.join(dataDir, 'aws');
  mkdirSync(folder, { recursive: true });
  const secretAccessKey = keptSecret(
    path.join(dataDir, 'aws-key'),
    () => `MALHA${randomBytes(15).toString('hex')}`,
  ).value;
  const accessKeyId = secretAccessKey.slice(0, 20);
  const runFile = path.join(folder, 'running');
  const lockFile = path.join(folder, 'starting');

  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const running = readRunning(runFile);
    if (running && (await isOurs(running.port, accessKeyId)))
      return handle(running, { accessKeyId, secretAccessKey }, runFile, true);
    if (takeLock(lockFile)) {
      try {
        const port = await launch(folder, running?.port ?? 0, accessKeyId, log);
        const started = { pid: port.pid, port: port.port };
        writeFileSync(runFile, `${started.pid} ${started.port}`);
        return handle(started, { accessKeyId, secretAccessKey }, runFile, false);
      } finally {
        rmSync(lockFile, { force: true });
      }
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  throw new Error(`the embedded queue and object store in ${folder} did not start`);
}

/** The file is made by one process only; one left by a process that is gone counts for nothing. */
function takeLock(file: string): boolean {
  try {
    const descriptor = openSync(file, 'wx');
    writeFileSync(descriptor, String(process.pid));
    closeSync(descriptor);
    return true;
  } catch {
    const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (holder > 0 && !isAlive(holder)) rmSync(file, { force: true });
    return false;
  }
}

async function launch(
  folder: string,
  keptPort: number,
  accessKeyId: string,
  log: Logger,
): Promise<{ pid: number; port: number }> {
  const extension = path.extname(fileURLToPath(import.meta.url));
  const entry = fileURLToPath(new URL(`./embedded-aws.process${extension}`, import.meta.url));
  for (const port of keptPort > 0 ? [keptPort, 0] : [0]) {
    const child = spawn(process.execPath, [entry, folder, String(port), accessKeyId], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const listening = await new Promise<number | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), START_TIMEOUT_MS);
      child.stdout.once('data', (chunk: Buffer) => {
        clearTimeout(timer);
        resolve(Number(chunk.toString().trim()));
      });
      child.stderr.on('data', (chunk: Buffer) =>
        log.debug({ aws: chunk.toString().trim() }, 'the embedded queue says'),
      );
      child.once('exit', () => {
        clearTimeout(timer);
        resolve(undefined);
      });
    });
    if (listening !== undefined && child.pid !== undefined) {
      child.unref();
      for (const stream of [child.stdout, child.stderr]) (stream as unknown as { unref(): void }).unref();
      return { pid: child.pid, port: listening };
    }
    child.kill('SIGKILL');
  }
  throw new Error('the embedded queue and object store did not start; set MALHA_LOG_LEVEL=debug to see why');
}

function handle(
  { pid, port }: { pid: number; port: number },
  credentials: { accessKeyId: string; secretAccessKey: string },
  runFile: string,
  adopted: boolean,
): EmbeddedAws {
  return {
    connection: { region: 'us-east-1', endpoint: `http://127.0.0.1:${port}`, credentials },
    pid,
    adopted,
    async stop() {
      if (isAlive(pid)) process.kill(pid, 'SIGTERM');
      while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
      // Its port is kept for the next start, its pid is not.
      writeFileSync(runFile, `0 ${port}`);
    },
  };
}

function readRunning(file: string): { pid: number; port: number } | undefined {
  try {
    const [pid = 0, port = 0] = readFileSync(file, 'utf8').split(' ').map(Number);
    return { pid, port };
  } catch {
    return undefined;
  }
}

async function isOurs(port: number, accessKeyId: string): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/malha-alive`, { signal: AbortSignal.timeout(2_000) });
    return (await response.text()) === accessKeyId.slice(0, 6);
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
}
