import { MISSING, shown, spread, table } from './figures.ts';
import type { Pairs } from './growth.process.ts';
import type { Measured } from './measure.process.ts';
import type { DataSet } from './public-data.ts';
import { PUBLISHED } from './published.ts';
import { runsOf, targetsTable } from './targets.ts';
import {
  DATA_SETS,
  growthOf,
  KERNELS,
  LARGE,
  measuredBefore,
  PEERS,
  precisionOf,
  RECIPES,
  SEEDS,
  SHOTS,
  SIZES,
  speedOf,
  steadinessOf,
  warmthOf,
} from './tasks.ts';
import type { SubjectName } from './subjects.ts';

const NAMES: Readonly<Record<SubjectName, string>> = {
  fast: '**Malha fast**',
  best: '**Malha best**',
  'nlp.js': 'nlp.js (`node-nlp` 4.27)',
  natural: '`natural` 8.1, Bayes',
  fastText: 'fastText (`fasttext.wasm.js` 1.0)',
};
const TITLES: Readonly<Record<DataSet, string>> = {
  clinc150: 'CLINC150, 150 intents, 15,000 + 100 out-of-scope utterances',
  banking77: 'BANKING77, 77 intents, 10,003 utterances',
};

/** The results as Markdown, from whatever has been measured. */
export function report(): string[] {
  return [
    '# Intent classifiers on public data',
    '',
    'Trained from scratch on the training rows and judged once on the test rows; whatever was chosen was chosen on validation rows or by cross-validation. Ours: the mean of 3 seeds ± its standard error, of fewer where that is said; the peers, one run each. “–” was not measured. Times are of a machine that did nothing else, of one thread pinned to one core unless it says two.',
    '',
    ...targetsTable(),
    '',
    ...DATA_SETS.flatMap((set) => [...mainTable(set), '']),
    'Joint: in-scope accuracy with refusals counted as wrong / recall of out-of-scope utterances / AUROC. Thresholds and temperature come from validation rows (CLINC150) or from cross-validation (BANKING77); those of the peers are of least cost on the same validation rows, by the same cost (a wrong answer 1, a refusal of an in-scope utterance 0.7, out-of-scope a tenth of the traffic). The cost, not a wanted recall, chooses the point; the trade-off between the two is in every evaluation. nlp.js and natural as they come, untuned; nlp.js does poorly on BANKING77, which was not looked into. fastText with lr 0.5, dim 100, 25 epochs, word 2-grams, character 2-5-grams. Memory is the most the whole process held. BANKING77 has no validation rows: its calibration trains further models on parts of the rows, which is in the time.',
    '',
    'Near-equal utterances stand in both training and test as the sets are published: 19 of the 5,500 test rows of CLINC150, 25 of the 3,080 of BANKING77. They are left in, for the published figures have them too.',
    '',
    ...fewTable(),
    '',
    ...growthTable(),
    '',
    ...warmTable(),
    '',
    ...precisionTable(),
    '',
    ...steadyTable(),
    '',
    ...kernelTable(),
    '',
    ...PUBLISHED,
  ];
}

function mainTable(set: DataSet): string[] {
  const hasJoint = set === 'clinc150';
  const row = (name: SubjectName, quality: readonly Measured[]) => {
    const alone = measuredBefore(speedOf(name, set, 1));
    const both = measuredBefore(speedOf(name, set, 2));
    const isOurs = RECIPES.some((recipe) => recipe === name);
    const of = (value: (one: Measured) => number, digits: number) => spread(quality.map(value), digits);
    const joint =
      quality.length > 0 && quality.every((one) => one.joint)
        ? `${of((one) => 100 * one.joint!.accuracy, 1)} / ${of((one) => 100 * one.joint!.recall, 1)} / ${of((one) => one.joint!.auroc, 4)}`
        : MISSING;
    return [
      NAMES[name],
      `${of((one) => 100 * one.top1, 1)}${isOurs && quality.length < SEEDS.length ? ` (${quality.length} seeds)` : ''}`,
      ...(hasJoint ? [joint] : []),
      of((one) => one.calibrationError, 4),
      shown(alone?.trainSeconds),
      both ? shown(both.trainSeconds) : MISSING,
      alone ? `${shown(alone.meanUs, 0)} (${shown(alone.p99Us, 0)})` : MISSING,
      shown(alone?.megabytes, 0),
      alone?.modelMegabytes ? shown(alone.modelMegabytes) : MISSING,
    ];
  };
  const head = ['', 'in-scope accuracy, %', ...(hasJoint ? ['joint'] : []), 'calibration error', 'training, s'];
  return [
    `## ${TITLES[set]}`,
    '',
    ...table(
      [...head, 'on two threads', 'an utterance, µs (p99)', 'memory, MB', 'model, MB'],
      [
        ...RECIPES.map((name) => row(name, runsOf(name, set))),
        ...PEERS.map((name) => {
          const one = measuredBefore(speedOf(name, set, 1));
          return row(name, one ? [one] : []);
        }),
      ],
    ),
  ];
}

function fewTable(): string[] {
  const found = { clinc150: ['73.4', '82', MISSING, MISSING], banking77: ['62.9', '76', MISSING, MISSING] };
  return [
    '## Few examples',
    '',
    'In-scope accuracy on test, %, with so many training utterances an intent, drawn by the seed. “Findings” are the prototypes that the project started from.',
    '',
    ...table(
      ['', ...SHOTS.map((shots) => String(shots))],
      DATA_SETS.flatMap((set) => [
        ...RECIPES.map((recipe) => [
          `${NAMES[recipe]}, ${set}`,
          ...SHOTS.map((shots) => spread(runsOf(recipe, set, shots).map((one) => 100 * one.top1))),
        ]),
        [`findings, ${set}`, ...found[set]],
      ]),
    ),
    '',
    'Two intents of BANKING77 have fewer than 50 training utterances and come with all of them; its 50 are drawn from nine tenths of the rows, the rest calibrate. At 5,000 rows the features change (grams seen once are left out beyond): chosen on CLINC150 validation.',
  ];
}

function growthTable(): string[] {
  const sizes = [...SIZES, LARGE];
  const cells = (threads: 1 | 2, of: 'seconds' | 'megabytes', digits: number) =>
    sizes.map((size) => shown(measuredBefore(growthOf('fast', size, threads))?.[of], digits));
  return [
    '## Growth (fast)',
    '',
    ...table(
      ['utterances', ...sizes.map((size) => size.toLocaleString('en'))],
      [
        ['training on one core, s', ...cells(1, 'seconds', 1)],
        ['on two threads, s', ...cells(2, 'seconds', 1)],
        ['memory, one thread, MB', ...cells(1, 'megabytes', 0)],
        ['memory, two threads, MB', ...cells(2, 'megabytes', 0)],
      ],
    ),
    '',
    'Those beyond 15,000 are mistyped copies of CLINC150, so that the features grow as well. Where the rows are more than 120,000, the pipeline trains on one thread: that stays under a gigabyte. The step between 3,750 and 7,500 is where grams seen once are left out.',
  ];
}

function warmTable(): string[] {
  const rows = RECIPES.flatMap((recipe) => {
    const warmth = measuredBefore(warmthOf(recipe));
    const row = (name: string, pairs: Pairs | undefined) => {
      const of = (values: (pairs: Pairs) => readonly number[], digits: number) =>
        pairs ? spread(values(pairs), digits) : MISSING;
      return [
        `${NAMES[recipe]}, ${name}`,
        pairs ? String(pairs.coldSeconds.length) : MISSING,
        of(({ coldSeconds }) => coldSeconds, 1),
        of(({ warmSeconds }) => warmSeconds, 1),
        of(({ coldSeconds, warmSeconds }) => warmSeconds.map((seconds, pair) => seconds / coldSeconds[pair]!), 2),
        of(({ coldTop1, warmTop1 }) => warmTop1.map((share, pair) => 100 * (share - coldTop1[pair]!)), 2),
        of(({ agreement }) => agreement.map((share) => 100 * share), 1),
        of(({ distance }) => distance, 4),
      ];
    };
    return [row('5 % new labels', warmth?.more), row('5 % retracted', warmth?.fewer)];
  });
  return [
    '## A warm start',
    '',
    ...table(
      [
        '',
        'pairs',
        'from nothing, s',
        'from the version before, s',
        'share',
        'accuracy, warm − cold, points',
        'same intent, %',
        'confidences apart',
      ],
      rows,
    ),
    '',
    'One thread on one core, CLINC150; the mean of the pairs ± its standard error, a pair for each seed. The linear part starts from the dual variables of the examples that are still there, and its optimum does not depend on where it started: nothing retracted lives on in it. The networks of *best* go on from those of the parent for a third of the epochs, and only where every example of the parent is still there, says the same and counts for no less: weights of a network belong to no example, so what a retracted one taught could not be taken out of them. **The frontier of *best*:** after a retraction its networks start from nothing.',
  ];
}

function precisionTable(): string[] {
  return [
    '## Eight bits and pruning',
    '',
    ...table(
      ['', '32 bits, %', 'as kept, %', 'same intent, %', 'file at 32 bits, MB', 'as kept, MB', 'weights pruned, %'],
      DATA_SETS.map((set) => {
        const one = measuredBefore(precisionOf(set));
        return [
          `${NAMES.fast}, ${set}`,
          shown(one && 100 * one.floatTop1, 2),
          shown(one && 100 * one.keptTop1, 2),
          shown(one && 100 * one.agreement, 2),
          shown(one?.floatMegabytes),
          shown(one?.keptMegabytes),
          shown(one && 100 * one.pruned),
        ];
      }),
    ),
    '',
    'In-scope accuracy on test by the linear classifier’s weights as trained and as kept.',
  ];
}

function steadyTable(): string[] {
  return [
    '## Memory while answering',
    '',
    ...table(
      ['', 'utterances answered', 'heap, MB', 'resident, MB'],
      RECIPES.flatMap((recipe) =>
        (measuredBefore(steadinessOf(recipe))?.samples ?? []).map(({ utterances, heapMb, rssMb }) => [
          NAMES[recipe],
          utterances.toLocaleString('en'),
          heapMb.toFixed(1),
          rssMb.toFixed(0),
        ]),
      ),
    ),
    '',
    'After a collection of garbage; heap with array buffers. Nothing grows but what the compiler keeps of warm code.',
  ];
}

function kernelTable(): string[] {
  return [
    '## WebAssembly SIMD beside the plain loop',
    '',
    ...table(
      ['', 'shape', 'plain, µs', 'WebAssembly, µs', 'times'],
      (measuredBefore(KERNELS) ?? []).map(({ name, shape, plainUs, wasmUs }) => [
        name,
        shape,
        plainUs.toFixed(1),
        wasmUs.toFixed(1),
        (plainUs / wasmUs).toFixed(1),
      ]),
    ),
    '',
    'The coordinate descent itself stays in TypeScript: its rows are sparse, and a gather of single numbers has no SIMD instruction.',
  ];
}
