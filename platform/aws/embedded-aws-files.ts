import { createHash } from 'node:crypto';
import path from 'node:path';

/** Appears in the emulator's command line, which tells it from any other process with its number. */
export const PROCESS_NAME = 'embedded-aws.process';

/** Held by the emulator for as long as it lives. */
export function lockFile(folder: string): string {
  return path.join(folder, 'lock');
}

/** `{ pid, port }` of the emulator that listens, or listened last. */
export function runningFile(folder: string): string {
  return path.join(folder, 'running.json');
}

export function accessKeyFile(folder: string): string {
  return path.join(folder, 'secret-access-key');
}

/** What an emulator of this folder answers, and a stranger on its old port cannot. */
export function proofOf(accessKeyId: string): string {
  return createHash('sha256').update(`malha ${accessKeyId}`).digest('hex');
}
