import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { peers } from '../peers.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const HIVE = { '@graphql-hive/gateway': '2.15.1', '@graphql-hive/router-runtime': '1.4.23', graphql: '16.15.0' };

/** A program of the benchmark; what it prints is read line by line. */
export interface BenchProcess {
  pid: number;
  line(pattern: RegExp): Promise<string>;
  stop(): Promise<void>;
}

export function startProcess(command: readonly string[], environment: NodeJS.ProcessEnv = {}): BenchProcess {
  const child = spawn(process.execPath, command, {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: 'true', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  return {
    pid: child.pid!,
    async line(pattern) {
      for (;;) {
        const found = pattern.exec(printed)?.[1];
        if (found) return found;
        if (child.exitCode !== null) throw new Error(`${command.join(' ')} ended:\n${printed}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    stop: () => ended(child),
  };
}

/** A program of this repository, with decorators. */
export function ours(file: string, ...given: string[]): string[] {
  return ['--import', '@oxc-node/core/register', path.join(import.meta.dirname, file), ...given];
}

/** The file that starts Hive Gateway. */
export function hiveGateway(): string {
  return path.join(path.dirname(peers('hive', HIVE).resolve('@graphql-hive/gateway')), 'bin.js');
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await exited;
  clearTimeout(impatience);
}
