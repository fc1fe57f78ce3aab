// Lets a model answer many times, and prints what memory the process holds on the way as one line of JSON.
import { loadRows } from './public-data.ts';
import { trainOurs } from './subjects.ts';

export interface Steadiness {
  /** After so many utterances, garbage collected. */
  readonly samples: readonly { readonly utterances: number; readonly heapMb: number; readonly rssMb: number }[];
}

const ROUNDS = [0, 10, 40, 40];

const { recipe } = JSON.parse(process.argv[2] ?? '{}') as { recipe: 'fast' | 'best' };
const rows = loadRows('clinc150', { shots: 20 });
const { guess } = await trainOurs(recipe, rows, { seed: 1, threads: 1 });
const samples: Steadiness['samples'][number][] = [];
let utterances = 0;
for (const rounds of ROUNDS) {
  for (let round = 0; round < rounds; round++) {
    for (const { utterance } of rows.test) guess(utterance);
    utterances += rows.test.length;
  }
  globalThis.gc?.();
  const { heapUsed, external, arrayBuffers, rss } = process.memoryUsage();
  samples.push({ utterances, heapMb: (heapUsed + external + arrayBuffers) / 1e6, rssMb: rss / 1e6 });
}
process.stdout.write(`\nMEASURED ${JSON.stringify({ samples } satisfies Steadiness)}\n`, () => process.exit(0));
