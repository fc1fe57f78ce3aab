import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Growth, GrowthTask, Warmth } from './nlu/growth.process.ts';
import type { Measured, MeasureTask } from './nlu/measure.process.ts';
import { type DataSet, requireData } from './nlu/public-data.ts';
import type { SubjectName } from './nlu/subjects.ts';
import { writeResults } from './results.ts';

const SEEDS = [1, 2, 3];
const SHOTS = [5, 10, 20, 50];
const DATA_SETS: readonly DataSet[] = ['clinc150', 'banking77'];
const OURS: readonly SubjectName[] = ['fast', 'best'];
const PEERS: readonly SubjectName[] = ['nlp.js', 'natural', 'fastText'];
const NAMES: Readonly<Record<SubjectName, string>> = {
  fast: '**Malha fast**',
  best: '**Malha best**',
  'nlp.js': 'nlp.js (`node-nlp` 4.27)',
  natural: '`natural` 8.1, Bayes',
  fastText: 'fastText (`fasttext.wasm.js` 1.0)',
};

/**
 * Our two recipes beside what a user would pick instead, on public data: every training in a process of its own, one after another. Test rows
 * are read here and nowhere else; whatever was chosen was chosen on validation rows.
 */
export async function run(): Promise<void> {
  requireData();
  const onOne = await measureOurs(1);
  const onTwo = await measureOurs(2);
  const peers = new Map<string, Measured[]>();
  for (const dataSet of DATA_SETS) {
    for (const subject of PEERS)
      peers.set(`${subject} ${dataSet}`, [await measure({ subject, dataSet, seed: 1, threads: 1 })]);
  }
  writeResults('nlu', [
    '# Intent classifiers on public data',
    '',
    'Trained from scratch on the training rows and judged once on the test rows; ours the mean of 3 seeds ± its standard error. Thresholds and temperature come from validation rows (CLINC150) or from cross-validation (BANKING77); of the others, the threshold of least cost on the same validation rows, by the same cost (a wrong answer 1, a refusal of an in-scope utterance 0.7, out-of-scope a tenth of the traffic). Out-of-scope: in-scope accuracy with refusals counted as wrong / recall of out-of-scope utterances / AUROC.',
    '',
    ...mainTable([...OURS.map((name) => [name, onTwo] as const), ...PEERS.map((name) => [name, peers] as const)]),
    '',
    'nlp.js and natural as they come, untuned; nlp.js does poorly on BANKING77, which was not looked into. fastText with lr 0.5, dim 100, 25 epochs, word 2-grams, character 2-5-grams. Memory is the most the whole process held.',
    '',
    ...speedTable(onOne, onTwo),
    '',
    ...(await fewTable()),
    '',
    ...(await growthTable()),
    '',
    ...PUBLISHED,
  ]);
}

async function measureOurs(threads: number): Promise<Map<string, Measured[]>> {
  const found = new Map<string, Measured[]>();
  // One thread gives the same bytes as two: one seed is enough to time it.
  const seeds = threads === 1 ? SEEDS.slice(0, 1) : SEEDS;
  for (const dataSet of DATA_SETS) {
    for (const subject of OURS) {
      const runs: Measured[] = [];
      for (const seed of seeds) runs.push(await measure({ subject, dataSet, seed, threads }));
      found.set(`${subject} ${dataSet}`, runs);
    }
  }
  return found;
}

function mainTable(subjects: readonly (readonly [SubjectName, Map<string, Measured[]>])[]): string[] {
  return DATA_SETS.flatMap((dataSet) => [
    `## ${dataSet === 'clinc150' ? 'CLINC150, 150 intents, 15,000 + 100 out-of-scope utterances' : 'BANKING77, 77 intents, 10,003 utterances'}`,
    '',
    `| | in-scope accuracy, % |${dataSet === 'clinc150' ? ' with out-of-scope |' : ''} calibration error | training, s | an utterance, µs (p99) | memory, MB |`,
    `|---|---|${dataSet === 'clinc150' ? '---|' : ''}---|---|---|---|`,
    ...subjects.map(([name, runs]) => {
      const own = runs.get(`${name} ${dataSet}`)!;
      const joint = own.every((one) => one.joint)
        ? ` ${spread(own.map((one) => 100 * one.joint!.accuracy))} / ${spread(own.map((one) => 100 * one.joint!.recall))} / ${mean(own.map((one) => one.joint!.auroc)).toFixed(3)} |`
        : '';
      return `| ${NAMES[name]} | ${spread(own.map((one) => 100 * one.top1))} |${joint} ${mean(own.map((one) => one.calibrationError)).toFixed(3)} | ${mean(own.map((one) => one.trainSeconds)).toFixed(1)} | ${mean(own.map((one) => one.meanUs)).toFixed(0)} (${mean(own.map((one) => one.p99Us)).toFixed(0)}) | ${mean(own.map((one) => one.megabytes)).toFixed(0)} |`;
    }),
    '',
  ]).slice(0, -1);
}

function speedTable(onOne: Map<string, Measured[]>, onTwo: Map<string, Measured[]>): string[] {
  return [
    '## Our training, on one thread and on two',
    '',
    '| | one thread, s | two, s | model, MB | loading, ms |',
    '|---|---|---|---|---|',
    ...DATA_SETS.flatMap((dataSet) =>
      OURS.map((name) => {
        const alone = onOne.get(`${name} ${dataSet}`)!;
        const both = onTwo.get(`${name} ${dataSet}`)!;
        return `| ${NAMES[name]}, ${dataSet} | ${mean(alone.map((one) => one.trainSeconds)).toFixed(1)} | ${mean(both.map((one) => one.trainSeconds)).toFixed(1)} | ${mean(both.map((one) => one.modelMegabytes ?? 0)).toFixed(1)} | ${mean(both.map((one) => one.loadMs ?? 0)).toFixed(0)} |`;
      }),
    ),
    '',
    'BANKING77 has no validation rows: its calibration trains further models on parts of the rows, which is in the time.',
  ];
}

async function fewTable(): Promise<string[]> {
  const lines: string[] = [];
  for (const dataSet of DATA_SETS) {
    for (const subject of OURS) {
      const cells: string[] = [];
      for (const shots of SHOTS) {
        const runs: Measured[] = [];
        for (const seed of SEEDS) runs.push(await measure({ subject, dataSet, seed, shots, threads: 2 }));
        cells.push(spread(runs.map((one) => 100 * one.top1)));
      }
      lines.push(`| ${NAMES[subject]}, ${dataSet} | ${cells.join(' | ')} |`);
    }
  }
  return [
    '## Few examples',
    '',
    'In-scope accuracy on test, %, with so many training utterances an intent; the seed draws them.',
    '',
    `| | ${SHOTS.join(' | ')} |`,
    `|---|${SHOTS.map(() => '---|').join('')}`,
    ...lines,
  ];
}

async function growthTable(): Promise<string[]> {
  const sizes = [1_875, 3_750, 7_500, 15_000, 150_000];
  const grown: Growth[] = [];
  for (const utterances of sizes) grown.push(await grow<Growth>({ kind: 'scale', utterances }));
  const warmth = await grow<Warmth>({ kind: 'warm' });
  return [
    '## Growth, and a warm start (fast, one thread)',
    '',
    `| utterances | ${sizes.map((size) => size.toLocaleString('en')).join(' | ')} |`,
    `|---|${sizes.map(() => '---|').join('')}`,
    `| training, s | ${grown.map(({ seconds }) => seconds.toFixed(1)).join(' | ')} |`,
    `| memory, MB | ${grown.map(({ megabytes }) => megabytes.toFixed(0)).join(' | ')} |`,
    '',
    'Those beyond 15,000 are mistyped copies of CLINC150.',
    '',
    `With 5 % new labels, or 5 % retracted, a training that starts from the version before takes ${warmth.warmSeconds.toFixed(1)} s, from nothing ${warmth.coldSeconds.toFixed(1)} s (test accuracy ${(100 * warmth.warmTop1).toFixed(2)} and ${(100 * warmth.coldTop1).toFixed(2)} %). After the retraction both give the same intent to ${(100 * warmth.agreement).toFixed(2)} % of the test utterances; their confidences lie ${warmth.meanDifference.toFixed(4)} apart in the mean.`,
  ];
}

const PUBLISHED = [
  '## Published',
  '',
  'CLINC150 “Full”, trained with the out-of-scope utterances, in-scope accuracy / out-of-scope recall, % (Larson et al., EMNLP 2019):',
  '',
  '| | as one more intent | by a threshold |',
  '|---|---|---|',
  '| FastText | 89.0 / 9.7 | – |',
  '| SVM | 91.0 / 14.5 | 88.2 / 18.0 |',
  '| CNN | 91.2 / 18.9 | – |',
  '| DialogFlow | 91.7 / 14.0 | 90.8 / 26.7 |',
  '| Rasa | 91.5 / 45.3 | 90.9 / 31.2 |',
  '| MLP on pretrained sentence vectors (USE) | 93.5 / 47.4 | 93.4 / 49.1 |',
  '| BERT | 96.9 / 40.3 | 96.2 / 52.3 |',
  '',
  'BANKING77 (Casanueva et al., 2020): USE 92.8, ConveRT 93.0, BERT tuned 93.7. The pretrained ones have read more than the training rows; ours has not.',
];

function measure(task: MeasureTask): Promise<Measured> {
  return runProcess<Measured>('measure', task);
}

function grow<Result>(task: GrowthTask): Promise<Result> {
  return runProcess<Result>('growth', task);
}

async function runProcess<Result>(name: 'measure' | 'growth', task: object): Promise<Result> {
  const file = path.join(import.meta.dirname, 'nlu', `${name}.process.ts`);
  const { stdout } = await promisify(execFile)(process.execPath, [file, JSON.stringify(task)], {
    maxBuffer: 2 ** 26,
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  const found = /^MEASURED (.*)$/m.exec(stdout)?.[1];
  if (!found) throw new Error(`${name} ${JSON.stringify(task)} measured nothing:\n${stdout}`);
  process.stderr.write(`${JSON.stringify(task)} ${found}\n`);
  return JSON.parse(found) as Result;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Mean ± standard error; of one run the figure alone. */
function spread(values: readonly number[]): string {
  const middle = mean(values);
  if (values.length < 2) return middle.toFixed(1);
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
  return `${middle.toFixed(1)} ± ${Math.sqrt(variance / values.length).toFixed(1)}`;
}
