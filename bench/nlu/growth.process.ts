// How training grows with the utterances, and what a warm start saves; prints one line of JSON.
import { decodeModel, DEFAULT_PARAMETERS, encodeModel, type Example, trainWith } from '../../nlu/index.ts';
import { ThreadCrew } from '../../pipeline/crew.ts';
import { generator, loadRows } from './public-data.ts';

export interface GrowthTask {
  /** `scale`: that many utterances of CLINC150, copies mistyped beyond 15,000. `warm`: 5 % new labels, then 5 % retracted. */
  readonly kind: 'scale' | 'warm';
  readonly utterances?: number;
}

export interface Growth {
  readonly seconds: number;
  readonly megabytes: number;
}

export interface Warmth {
  readonly coldSeconds: number;
  readonly warmSeconds: number;
  readonly coldTop1: number;
  readonly warmTop1: number;
  /** After a retraction: share of test utterances with the same intent, and the mean distance of their confidences. */
  readonly agreement: number;
  readonly meanDifference: number;
}

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
  const { seconds } = await timed([...rows, ...validation]);
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
  const random = generator(2);
  const { train, validation, test } = loadRows('clinc150');
  const earlier = await timed([...train.filter(() => random() >= 0.05), ...validation]);
  const cold = await timed([...train, ...validation]);
  const again = await timed([...train, ...validation], earlier);
  const fewer = [...train.filter(() => random() >= 0.05), ...validation];
  const retractedCold = await timed(fewer);
  const retractedWarm = await timed(fewer, cold);
  const pairs = test.map(({ utterance }) =>
    [retractedCold, retractedWarm].map(({ model }) => model.interpret(utterance)),
  );
  const top1 = ({ model }: typeof cold) => {
    const known = test.filter(({ intent }) => intent !== null);
    return known.filter(({ utterance, intent }) => model.interpret(utterance).intent === intent).length / known.length;
  };
  return {
    coldSeconds: (cold.seconds + retractedCold.seconds) / 2,
    warmSeconds: (again.seconds + retractedWarm.seconds) / 2,
    coldTop1: top1(cold),
    warmTop1: top1(again),
    agreement: pairs.filter(([one, other]) => one!.intent === other!.intent).length / pairs.length,
    meanDifference:
      pairs.reduce((sum, [one, other]) => sum + Math.abs(one!.confidence - other!.confidence), 0) / pairs.length,
  };
}

async function timed(examples: readonly Example[], parent?: Awaited<ReturnType<typeof trainWith>>) {
  const parameters = parent ? { ...DEFAULT_PARAMETERS, parentVersion: 'the version before' } : DEFAULT_PARAMETERS;
  const startedAt = performance.now();
  const trained = await trainWith(
    { examples, seed: 1, parameters, ...(parent && { parent: parent.state }) },
    new ThreadCrew(1),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  return { ...trained, model: decodeModel(encodeModel(trained.model)), seconds };
}
