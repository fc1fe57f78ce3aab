import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Example, Split } from '../../nlu/index.ts';

/** Data sets of utterances, one a line, `text<TAB>label`; no copy of them is kept here. */
const FOLDER = process.env['MALHA_BENCH_DATA'] ?? path.resolve(import.meta.dirname, '../../../shared/data');

export type DataSet = 'clinc150' | 'banking77';

export interface Rows {
  readonly train: readonly Example[];
  /** Of BANKING77, which has none, every tenth training row where rows are held out. */
  readonly validation: readonly Example[];
  readonly test: readonly Example[];
}

/** @throws Error that says what to do where the folder is missing. */
export function requireData(): void {
  if (existsSync(path.join(FOLDER, 'clinc150', 'train.tsv'))) return;
  throw new Error(
    `The public data is not in ${FOLDER}: put clinc150/ (github.com/clinc/oos-eval) and banking77/ (github.com/PolyAI-LDN/task-specific-datasets) there as text<TAB>label, or name their folder in MALHA_BENCH_DATA.`,
  );
}

/** All rows, or so many an intent drawn by the seed; out-of-scope rows stay whole. */
export function loadRows(dataSet: DataSet, { shots, seed = 1 }: { shots?: number; seed?: number } = {}): Rows {
  if (dataSet === 'clinc150') {
    const train = read(dataSet, 'train');
    return {
      train: examples([...(shots ? draw(train, shots, seed) : train), ...read(dataSet, 'oos_train')], 'train'),
      validation: examples([...read(dataSet, 'val'), ...read(dataSet, 'oos_val')], 'validation'),
      test: examples([...read(dataSet, 'test'), ...read(dataSet, 'oos_test')], 'test'),
    };
  }
  const all = read(dataSet, 'train');
  const test = examples(read(dataSet, 'test'), 'test');
  if (!shots) return { train: examples(all, 'train'), validation: [], test };
  const held = examples(
    all.filter((_, i) => i % 10 === 0),
    'validation',
  );
  const rest = all.filter((_, i) => i % 10 !== 0);
  return { train: examples(draw(rest, shots, seed), 'train'), validation: held, test };
}

type Line = readonly [utterance: string, label: string];

function read(dataSet: DataSet, file: string): Line[] {
  const text = readFileSync(path.join(FOLDER, dataSet, `${file}.tsv`), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const tab = line.lastIndexOf('\t');
      return [line.slice(0, tab), line.slice(tab + 1).trim()];
    });
}

function examples(lines: readonly Line[], split: Split): Example[] {
  return lines.map(([utterance, label], i) => ({
    id: `${split}_${String(i).padStart(7, '0')}`,
    utterance,
    intent: label === 'oos' ? null : label,
    language: 'en',
    weight: 1,
    split,
  }));
}

/** The first so many lines of each label in an order drawn by the seed. */
function draw(lines: readonly Line[], shots: number, seed: number): Line[] {
  const random = generator(seed);
  const order = lines.map((line) => ({ line, key: random() })).sort((a, b) => a.key - b.key);
  const counts = new Map<string, number>();
  return order.flatMap(({ line }) => {
    const count = counts.get(line[1]) ?? 0;
    counts.set(line[1], count + 1);
    return count < shots ? [line] : [];
  });
}

/** 0..1, the same for the same seed (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
