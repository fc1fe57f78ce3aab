import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { engineRevision } from '../../pipeline/engine-revision.ts';
import { kept, keptBefore } from '../kept.ts';
import type { Growth, GrowthTask, Warmth } from './growth.process.ts';
import type { KernelTimes } from './kernels.process.ts';
import type { Measured, MeasureTask } from './measure.process.ts';
import type { Precision } from './precision.process.ts';
import type { DataSet } from './public-data.ts';
import type { Steadiness } from './steady.process.ts';
import type { SubjectName } from './subjects.ts';

/** What is measured in a process of its own; one of the files beside this one. */
export interface Task<Result> {
  readonly process: 'measure' | 'growth' | 'kernels' | 'precision' | 'steady';
  readonly given: object;
  /** On one core, and the garbage collector with it; else on all. */
  readonly isPinned: boolean;
  /** Whether our code has a part in it: then what was kept of another revision does not count. */
  readonly isOurs: boolean;
  /** Says nothing at run time: what comes out of the process. */
  readonly result?: Result;
}

export const SEEDS: readonly number[] = [1, 2, 3];
export const SHOTS: readonly number[] = [5, 10, 20, 50];
export const DATA_SETS: readonly DataSet[] = ['clinc150', 'banking77'];
export const RECIPES = ['fast', 'best'] as const;
export const PEERS = ['nlp.js', 'natural', 'fastText'] as const;
export type RecipeName = (typeof RECIPES)[number];
export const SIZES: readonly number[] = [1_875, 3_750, 7_500, 15_000];
export const LARGE = 150_000;

/** Accuracy by seed; its times are not read. */
export function qualityOf(subject: RecipeName, dataSet: DataSet, seed: number, shots?: number): Task<Measured> {
  const given: MeasureTask = { subject, dataSet, seed, threads: 2, purpose: 'quality', ...(shots && { shots }) };
  return { process: 'measure', given, isPinned: false, isOurs: true };
}

/** Times and memory: of one thread on one core, or of two threads on two. */
export function speedOf(subject: SubjectName, dataSet: DataSet, threads: 1 | 2): Task<Measured> {
  const given: MeasureTask = { subject, dataSet, seed: 1, threads, purpose: 'speed' };
  return { process: 'measure', given, isPinned: threads === 1, isOurs: RECIPES.some((recipe) => recipe === subject) };
}

export function growthOf(recipe: RecipeName, utterances: number, threads: 1 | 2): Task<Growth> {
  const given: GrowthTask = { kind: 'scale', recipe, utterances, threads };
  return { process: 'growth', given, isPinned: threads === 1, isOurs: true };
}

export function warmthOf(recipe: RecipeName): Task<Warmth> {
  const given: GrowthTask = { kind: 'warm', recipe, threads: 1 };
  return { process: 'growth', given, isPinned: true, isOurs: true };
}

export const KERNELS: Task<KernelTimes> = { process: 'kernels', given: {}, isPinned: true, isOurs: true };

export function precisionOf(dataSet: DataSet): Task<Precision> {
  return { process: 'precision', given: { dataSet }, isPinned: false, isOurs: true };
}

export function steadinessOf(recipe: RecipeName): Task<Steadiness> {
  return { process: 'steady', given: { recipe }, isPinned: true, isOurs: true };
}

/** What the benchmark is made of; those of the first line need a machine that does nothing else. */
export const PARTS: Readonly<Record<string, () => readonly Task<unknown>[]>> = {
  speed: () =>
    DATA_SETS.flatMap((set) => RECIPES.flatMap((recipe) => [speedOf(recipe, set, 1), speedOf(recipe, set, 2)])),
  peers: () => DATA_SETS.flatMap((set) => PEERS.map((peer) => speedOf(peer, set, 1))),
  growth: () => [...SIZES, LARGE].flatMap((size) => [growthOf('fast', size, 1), growthOf('fast', size, 2)]),
  warm: () => RECIPES.map((recipe) => warmthOf(recipe)),
  kernels: () => [KERNELS],
  quality: () =>
    DATA_SETS.flatMap((set) => RECIPES.flatMap((recipe) => SEEDS.map((seed) => qualityOf(recipe, set, seed)))),
  few: () =>
    DATA_SETS.flatMap((set) =>
      RECIPES.flatMap((recipe) => SHOTS.flatMap((shots) => SEEDS.map((seed) => qualityOf(recipe, set, seed, shots)))),
    ),
  precision: () => DATA_SETS.map((set) => precisionOf(set)),
  steady: () => RECIPES.map((recipe) => steadinessOf(recipe)),
};

/** Measures, or gives what was measured before. */
export function measured<Result>(task: Task<Result>): Promise<Result> {
  return kept(keyOf(task), () => runProcess<Result>(task));
}

/** What was measured before. */
export function measuredBefore<Result>(task: Task<Result>): Result | undefined {
  return keptBefore<Result>(keyOf(task));
}

const ENGINE = engineRevision();

function keyOf({ process: name, given, isPinned, isOurs }: Task<unknown>): object {
  return { bench: 'nlu', process: name, given, isPinned, ...(isOurs && { engine: ENGINE }) };
}

async function runProcess<Result>({ process: name, given, isPinned }: Task<Result>): Promise<Result> {
  const file = path.join(import.meta.dirname, `${name}.process.ts`);
  const node = [process.execPath, '--expose-gc', file, JSON.stringify(given)];
  const [command = '', ...args] = isPinned && TASKSET ? [TASKSET, '-c', '0', ...node] : node;
  const { stdout } = await promisify(execFile)(command, args, {
    maxBuffer: 2 ** 26,
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  const found = /^MEASURED (.*)$/m.exec(stdout)?.[1];
  if (!found) throw new Error(`${name} ${JSON.stringify(given)} measured nothing:\n${stdout}`);
  process.stderr.write(`${name} ${JSON.stringify(given)} ${found}\n`);
  return JSON.parse(found) as Result;
}
const TASKSET = ['/usr/bin/taskset', '/bin/taskset'].find((file) => existsSync(file));
