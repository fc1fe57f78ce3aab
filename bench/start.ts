import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../platform/db/index.ts';
import { startMalha } from '../test/kit/malha.ts';
import { median } from './load.ts';
import { writeResults } from './results.ts';

const RUNS = 5;

/** From spawning the program to /ready, cold (an empty data folder: databases made, demo seeded and trained) and warm (the same folder again). */
export async function run(): Promise<void> {
  const cold: number[] = [];
  const warm: number[] = [];
  const bare: number[] = [];
  const coldFloor: number[] = [];
  const warmFloor: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'malha-bench-'));
    chmodSync(dataDir, 0o755);
    try {
      cold.push(await timeStart(dataDir));
      warm.push(await timeStart(dataDir));
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
    const empty = mkdtempSync(path.join(tmpdir(), 'malha-bench-'));
    chmodSync(empty, 0o755);
    try {
      bare.push(await timeStart(empty, { MALHA_DEMO: 'false' }));
      coldFloor.push(await timePostgres(path.join(empty, 'floor')));
      warmFloor.push(await timePostgres(path.join(empty, 'floor')));
    } finally {
      rmSync(empty, { recursive: true, force: true });
    }
  }
  writeResults('start', [
    '# From `node dist/boot/main.js` to /ready',
    '',
    `${RUNS} runs each, interleaved; every role in one process, everything embedded.`,
    '',
    '| start | median s | min s | max s |',
    '|---|---|---|---|',
    row('cold, demo assistant seeded, trained and live', cold),
    row('cold, without a demo assistant', bare),
    row('warm', warm),
    row('floor of the cold ones: PostgreSQL alone, its cluster made', coldFloor),
    row('floor of the warm one: PostgreSQL alone', warmFloor),
  ]);
}

function row(name: string, values: readonly number[]): string {
  return `| ${name} | ${median(values).toFixed(2)} | ${Math.min(...values).toFixed(2)} | ${Math.max(...values).toFixed(2)} |`;
}

async function timePostgres(dir: string): Promise<number> {
  const startedAt = performance.now();
  const postgres = await startEmbeddedPostgres({ dir });
  const seconds = (performance.now() - startedAt) / 1000;
  await postgres.stop();
  return seconds;
}

async function timeStart(dataDir: string, overrides: NodeJS.ProcessEnv = {}): Promise<number> {
  const startedAt = performance.now();
  const malha = await startMalha('one', { ...overrides, MALHA_DATA: dataDir });
  const seconds = (performance.now() - startedAt) / 1000;
  await malha.stop();
  return seconds;
}
