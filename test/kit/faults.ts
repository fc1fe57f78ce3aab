import { readdirSync, readFileSync } from 'node:fs';
import type { RunningMalha } from './malha.ts';

/** kill -9 of an embedded engine of this Malha, found by its command line. @returns the process that was killed */
export function killEngine(malha: RunningMalha, engine: 'postgres' | 'aws'): number {
  const isEngine = (command: string) =>
    engine === 'aws' ? command.includes('embedded-aws.process') : /\bpostgres\b.* -D /.test(command);
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const command = commandOf(name);
    if (!isEngine(command) || !command.includes(malha.dataDir)) continue;
    process.kill(Number(name), 'SIGKILL');
    return Number(name);
  }
  throw new Error(`no ${engine} of ${malha.dataDir} runs`);
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
