import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** A name for this process that no other has had, on any machine: host, process number and chance. New at each call. */
export function newProcessName(): string {
  return `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
}

/** True while a process of this number runs, whoever owns it. A zombie has ended: it only waits for a parent that never asks. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !/^State:\s+Z/m.test(procFile(pid, 'status') ?? '');
}

/** The command line of a process; empty when it is gone or may not be seen. A process number alone proves nothing: they are reused. */
export function commandOf(pid: number): string {
  const onLinux = procFile(pid, 'cmdline');
  if (onLinux !== undefined) return onLinux.replaceAll('\0', ' ');
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return '';
  }
}

/** Asks a process to end with `signal`, and with `lastResort` when it has not within `timeoutMs`. Resolves once it is gone. */
export async function endProcess(
  pid: number,
  { signal, lastResort, timeoutMs }: { signal: NodeJS.Signals; lastResort: NodeJS.Signals; timeoutMs: number },
): Promise<void> {
  for (const next of [signal, lastResort]) {
    try {
      process.kill(pid, next);
    } catch {
      return;
    }
    const deadline = Date.now() + timeoutMs;
    while (Date.now() < deadline) {
      if (!isAlive(pid)) return;
      await sleep(10);
    }
  }
  throw new Error(`process ${pid} does not end`);
}

function procFile(pid: number, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return undefined;
  }
}
