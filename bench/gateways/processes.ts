import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';

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

/**
 * The file that starts Hive Gateway. Half a gigabyte with its dependencies, so it is no dependency of ours: installed at its first use, pinned,
 * in a folder of its own.
 */
export function hiveGateway(): string {
  const folder = path.join(ROOT, 'node_modules/.cache/malha-bench', `hive-${HIVE['@graphql-hive/gateway']}`);
  const bin = path.join(folder, 'node_modules/@graphql-hive/gateway/dist/bin.js');
  if (!existsSync(bin)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: HIVE }));
    execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
  }
  return bin;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await exited;
  clearTimeout(impatience);
}
