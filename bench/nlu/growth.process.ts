// How training grows with the utterances, and what a warm start saves; prints one line of JSON.
import {
  decodeModel,
  DEFAULT_PARAMETERS,
  encodeModel,
  type Example,
  type Model,
  type TrainingState,
  trainWith,
} from '../../nlu/index.ts';
import { ThreadCrew } from '../../pipeline/crew.ts';
import { generator, loadRows } from './public-data.ts';

export interface GrowthTask {
  /** `scale`: that many utterances of CLINC150, copies mistyped beyond 15,000. `warm`: 5 % new labels, then 5 % retracted. */
  readonly kind: 'scale' | 'warm';
  readonly recipe: 'fast' | 'best';
  readonly threads: 1 | 2;
  readonly utterances?: number;
}

export interface Growth {
  readonly seconds: number;
  readonly megabytes: number;
}

/** With 5 % new labels, and with 5 % retracted. */
export interface Warmth {
  readonly more: Pairs;
  readonly fewer: Pairs;
}

/** Trainings from nothing and from the version before, a pair for each seed. */
export interface Pairs {
  readonly coldSeconds: readonly number[];
  readonly warmSeconds: readonly number[];
  readonly coldTop1: readonly number[];
  readonly warmTop1: readonly number[];
  /** Share of test utterances that both give the same intent, and the mean distance of their confidences. */
  readonly agreement: readonly number[];
  readonly distance: readonly number[];
}

// A pair of *best* takes two minutes.
const PAIRS = { fast: 5, best: 3 };

const [given = '{}'] = process.argv.slice(2);
const task = JSON.parse(given) as GrowthTask;
const result = task.kind === 'scale' ? await scale(task.utterances ?? 0) : await warm();
process.stdout.write(`\nMEASURED ${JSON.stringify(result)}\n`);

async function scale(utterances: number): Promise<Growth> {
  const random = generator(1);
  const { train, validation } = loadRows('clinc150');
  const known = train.filter(({ intent }) => intent !== null);
  const order = known.map((row) => ({ row, key: random() })).sort((a, b) => a.key - b.key);
  const rows = Array.from({ length: utterances }, (_, i): Example => {
    const { row } = order[i % order.length]!;
    return { ...row, id: `row_${i}`, utterance: i < order.length ? row.utterance : mistyped(row.utterance, random) };
  });
  const { seconds } = await timed([...rows, ...validation], 1);
  return { seconds, megabytes: process.resourceUsage().maxRSS / 1_024 };
}

/** Two neighbouring letters swapped, one word in three doubled with another's beginning: new grams as real typing makes them. */
function mistyped(utterance: string, random: () => number): string {
  const at = 1 + Math.floor(random() * Math.max(utterance.length - 2, 1));
  const swapped = utterance.slice(0, at) + (utterance[at + 1] ?? '') + (utterance[at] ?? '') + utterance.slice(at + 2);
  const words = swapped.split(' ');
  const moved = words.splice(Math.floor(random() * words.length), 1);
  words.splice(Math.floor(random() * words.length), 0, ...moved);
  return words.join(' ');
}

async function warm(): Promise<Warmth> {
  const { train, validation, test } = loadRows('clinc150');
  const more = noPairs();
  const fewer = noPairs();
  for (let seed = 1; seed <= PAIRS[task.recipe]; seed++) {
    const random = generator(seed);
    const share = new Set(train.filter(() => random() < 0.05));
    const without = [...train.filter((row) => !share.has(row)), ...validation];
    const all = [...train, ...validation];
    const [before, whole] = [await timed(without, seed), await timed(all, seed)];
    add(more, whole, await timed(all, seed, before), test);
    add(fewer, before, await timed(without, seed, whole), test);
  }
  return { more, fewer };
}

type TimedTraining = Awaited<ReturnType<typeof timed>>;
type Writable<T> = { -readonly [K in keyof T]: number[] };

function noPairs(): Writable<Pairs> {
  return { coldSeconds: [], warmSeconds: [], coldTop1: [], warmTop1: [], agreement: [], distance: [] };
}

function add(pairs: Writable<Pairs>, cold: TimedTraining, warmed: TimedTraining, test: readonly Example[]): void {
  const known = test.filter(({ intent }) => intent !== null);
  const answers = known.map(({ utterance, intent }) => ({
    intent,
    cold: cold.model.interpret(utterance),
    warm: warmed.model.interpret(utterance),
  }));
  const mean = (valueOf: (answer: (typeof answers)[number]) => number) =>
    answers.reduce((sum, answer) => sum + valueOf(answer), 0) / answers.length;
  pairs.coldSeconds.push(cold.seconds);
  pairs.warmSeconds.push(warmed.seconds);
  pairs.coldTop1.push(mean((answer) => Number(answer.cold.intent === answer.intent)));
  pairs.warmTop1.push(mean((answer) => Number(answer.warm.intent === answer.intent)));
  pairs.agreement.push(mean((answer) => Number(answer.cold.intent === answer.warm.intent)));
  pairs.distance.push(mean((answer) => Math.abs(answer.cold.confidence - answer.warm.confidence)));
}

async function timed(
  examples: readonly Example[],
  seed: number,
  parent?: { readonly state: TrainingState },
): Promise<{ model: Model; state: TrainingState; seconds: number }> {
  const parameters = {
    ...DEFAULT_PARAMETERS,
    recipe: task.recipe,
    ...(parent && { parentVersion: 'the version before' }),
  };
  const crew = new ThreadCrew(task.threads);
  const startedAt = performance.now();
  const { model, state } = await trainWith(
    { examples, seed, parameters, ...(parent && { parent: parent.state }) },
    crew,
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  await crew.close();
  return { model: decodeModel(encodeModel(model)), state, seconds };
}
