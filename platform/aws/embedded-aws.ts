import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Logger } from '../log/index.ts';
import { endProcess, isAlive } from '../processes/index.ts';
import { keptSecret } from '../secrets/index.ts';
import type { AwsConnection } from './aws-connection.ts';
import { accessKeyFile, PROCESS_NAME, proofOf, runningFile } from './embedded-aws-files.ts';

/** An emulator of SQS and S3 that belongs to a folder and outlives the process that started it. */
export interface EmbeddedAws {
  readonly connection: AwsConnection & {
    endpoint: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  readonly pid: number;
  /** True when it was running already, started by another process or left by one that was killed. */
  readonly adopted: boolean;
  stop(): Promise<void>;
}

// As long as PostgreSQL has: seven role processes that start at once on a busy machine leave little to the emulator.
const START_TIMEOUT_MS = 60_000;
const REGION = 'us-east-1';

/**
 * Starts the emulator in a process and process group of its own, on 127.0.0.1, behind an access key of this folder, or adopts the one that
 * runs. It takes its last port again where it can. Processes that start together end up with one emulator.
 */
export async function startEmbeddedAws({ dir, log }: { dir: string; log?: Logger | undefined }): Promise<EmbeddedAws> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const { value: secretAccessKey } = keptSecret(accessKeyFile(dir), () => `MALHA${randomBytes(20).toString('hex')}`);
  const accessKeyId = secretAccessKey.slice(0, 20);
  const deadline = Date.now() + START_TIMEOUT_MS;
  let startedPid: number | undefined;
  while (Date.now() < deadline) {
    const running = readRunning(dir);
    if (running && isAlive(running.pid) && (await isOurs(running.port, accessKeyId))) {
      const { pid, port } = running;
      const adopted = pid !== startedPid;
      log?.debug({ pid, port, adopted }, 'embedded SQS and S3 are ready');
      return {
        connection: {
          region: REGION,
          endpoint: `http://127.0.0.1:${port}`,
          credentials: { accessKeyId, secretAccessKey },
        },
        pid,
        adopted,
        stop: () => endProcess(pid, { signal: 'SIGTERM', lastResort: 'SIGKILL', timeoutMs: 5_000 }),
      };
    }
    // One that finds another at work ends at once, and the next look adopts that other one.
    if (startedPid === undefined || !isAlive(startedPid)) startedPid = launch(dir);
    await sleep(20);
  }
  throw new Error(`SQS and S3 did not start within ${START_TIMEOUT_MS / 1000} s; their log is ${logFile(dir)}`);
}

function launch(dir: string): number | undefined {
  const entry = fileURLToPath(new URL(`./${PROCESS_NAME}${path.extname(import.meta.url)}`, import.meta.url));
  const output = openSync(logFile(dir), 'a', 0o600);
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry, dir], {
    detached: true,
    cwd: '/',
    // Not ours: a preloaded module or an inspector's port meant for this process is not meant for that one.
    env: { TZ: 'UTC' },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  child.unref();
  return child.pid;
}

function readRunning(dir: string): { pid: number; port: number } | undefined {
  try {
    return JSON.parse(readFileSync(runningFile(dir), 'utf8')) as { pid: number; port: number };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function isOurs(port: number, accessKeyId: string): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/malha-alive`, { signal: AbortSignal.timeout(2_000) });
    return (await response.text()) === proofOf(accessKeyId);
  } catch {
    return false;
  }
}

function logFile(dir: string): string {
  return path.join(dir, 'aws.log');
}
