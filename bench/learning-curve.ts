import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { engineRevision } from '../pipeline/engine-revision.ts';
import { kept } from './kept.ts';
import { type Arm, type Life, live, ROUNDS } from './learning-curve/life.ts';
import { lineChart } from './line-chart.ts';
import { requireData } from './nlu/public-data.ts';
import { writeResults } from './results.ts';

const SEEDS = [1, 2, 3, 4, 5];
const ARMS: readonly { readonly arm: Arm; readonly name: string }[] = [
  { arm: 'uncertain', name: 'feedback, the uncertain reviewed' },
  { arm: 'random', name: 'feedback, as many random' },
  { arm: 'feedback', name: 'feedback alone' },
  { arm: 'nothing', name: 'no learning' },
];
const PICTURE = path.resolve(import.meta.dirname, '../docs/learning-curve.svg');

/** `--seeds 1,2` plays some of them; lives that were played before are kept, so that a later call goes on. */
function chosen(options: readonly string[]): readonly number[] {
  const at = options.indexOf('--seeds');
  return at < 0 ? SEEDS : (options[at + 1] ?? '').split(',').map(Number);
}

/** How an assistant gets better by what its users tell it, round by round, and what a review of the uncertain adds. */
export async function run(options: readonly string[]): Promise<void> {
  requireData();
  const seeds = chosen(options);
  const engine = engineRevision();
  const lives = new Map<Arm, Life[]>(ARMS.map(({ arm }) => [arm, []]));
  for (const seed of seeds) {
    const of = async (arm: Arm, labelsToReach: readonly number[] = []) => {
      const life = await kept({ bench: 'learning-curve', engine, seed, arm, labelsToReach }, () =>
        live(seed, arm, labelsToReach),
      );
      lives.get(arm)!.push(life);
      process.stderr.write(
        `seed ${seed}, ${arm}: ${life.accuracy.map((share) => (100 * share).toFixed(1)).join(' ')}\n`,
      );
      return life;
    };
    await of('nothing');
    await of('feedback');
    const { labels } = await of('uncertain');
    await of('random', labels);
  }

  const rounds = Array.from({ length: ROUNDS + 1 }, (_, round) => round);
  const curves = ARMS.map(({ arm, name }) => ({
    name,
    points: rounds.map((round) => 100 * mean(lives.get(arm)!.map(({ accuracy }) => accuracy[round]!))),
  }));
  writeFileSync(
    PICTURE,
    lineChart({ title: 'Accuracy on CLINC150 as an assistant hears back', x: 'round', y: 'test accuracy, %', curves }),
  );
  const gain = (arm: Arm) => lives.get(arm)!.map(({ accuracy }) => 100 * (accuracy[ROUNDS]! - accuracy[0]!));
  const overRandom = gain('uncertain').map((points, s) => points - gain('random')[s]!);
  writeResults('learning-curve', [
    '# What feedback teaches',
    '',
    `CLINC150 from ten examples an intent: ten rounds of 1,350 utterances of traffic. A wrong answer, or none, is corrected with probability 0.3 (one correction in twenty wrongly), a right one confirmed with 0.1; labels are derived by the rules of the feedback room, and the recipe *fast* is retrained after each round from where it was, beside what was said so far and nobody spoke about, of which it learns what it guesses (nlu/self-training.ts). Reviewed: the 135 utterances of each round in whose intent the model is least sure, given that there is one (chosen on validation rows), each answered with probability 0.5; the random arm reviews random utterances of the round until it has as many labels. Accuracy on the 4,500 in-scope test utterances, nothing refused; mean of ${seeds.length} seeds ± its standard error.`,
    '',
    '![Accuracy by round](../../docs/learning-curve.svg)',
    '',
    '| | gain after ten rounds, points | target | labels |',
    '|---|---|---|---|',
    ...ARMS.map(
      ({ arm, name }) =>
        `| ${name} | ${spread(gain(arm))} | ${{ nothing: '–', feedback: '≥ 6', uncertain: '≥ 8.5', random: '–' }[arm]} | ${mean(lives.get(arm)!.map(({ labels }) => labels[ROUNDS]!)).toFixed(0)} |`,
    ),
    '',
    `Review of the uncertain over as many random ones, seed by seed: ${spread(overRandom)} points.`,
    '',
    `| round | ${rounds.join(' | ')} |`,
    `|---|${rounds.map(() => '---|').join('')}`,
    ...curves.map(({ name, points }) => `| ${name} | ${points.map((point) => point.toFixed(1)).join(' | ')} |`),
    '',
    'The standard error over seeds says how the draw of seeds, traffic and feedback moves the figure; that of the test set itself is 0.5 points at 85 %, the same for all arms.',
  ]);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function spread(values: readonly number[]): string {
  const middle = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
  return `${middle >= 0 ? '+' : ''}${middle.toFixed(1)} ± ${Math.sqrt(variance / values.length).toFixed(1)}`;
}
