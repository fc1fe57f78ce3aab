import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadHelpDesk } from '../demo/help-desk.ts';
import { engineRevision } from '../pipeline/engine-revision.ts';
import { startShortEngines } from '../test/kit/engines.ts';
import { type Day, live, type Lived, SIMULATION_STARTS_AT } from '../test/kit/simulation/life.ts';
import { type OwnMalha, startOwnMalha } from '../test/kit/simulation/own-malha.ts';
import { kept, keptBefore } from './kept.ts';
import { lineChart } from './line-chart.ts';
import { CANARY_STEPS, watch, type Watches } from './loop/direct.ts';
import { type Arm, ARMS, CONVERSATIONS_A_DAY, lifeOf, PEOPLE } from './loop/lives.ts';
import { loopReport } from './loop/report.ts';
import { writeResults } from './results.ts';

const SEEDS = 200;
const WHOLE_SEEDS = 1;
const MINUTES = 60;
const PICTURE = path.resolve(import.meta.dirname, 'results/loop.svg');

/**
 * Thirty simulated days over the public graph, and the watch over roll-outs for many seeds without it. `--seeds N` is for the latter,
 * `--whole N` for the former, `--minutes N` bounds both; what was played before is kept, so that a later call goes on.
 */
export async function run(options: readonly string[]): Promise<void> {
  const numberOf = (name: string, otherwise: number) => {
    const at = options.indexOf(name);
    return at < 0 ? otherwise : Number(options[at + 1]);
  };
  const until = performance.now() + numberOf('--minutes', MINUTES) * 60_000;
  const isTimeUp = () => performance.now() > until;
  const lives = await playLives(numberOf('--whole', WHOLE_SEEDS), isTimeUp);
  const watches = await playWatches(numberOf('--seeds', SEEDS), isTimeUp);
  writeResults('loop', loopReport({ lives, watches, engine: engineRevision() }));
  const [shown] = lives.get('gate') ?? [];
  if (shown) writeFileSync(PICTURE, chartOf(shown));
}

async function playLives(seeds: number, isTimeUp: () => boolean): Promise<ReadonlyMap<Arm, Lived[]>> {
  const lives = new Map<Arm, Lived[]>(ARMS.map((arm) => [arm, []]));
  const wanted = Array.from({ length: seeds }, (_, i) => ARMS.map((arm) => ({ arm, seed: i + 1 }))).flat();
  const keyOf = ({ arm, seed }: { arm: Arm; seed: number }) => ({ bench: 'loop', engine, ...lifeOf(arm, seed) });
  const engine = engineRevision();
  const program = new Program();
  try {
    for (const { arm, seed } of wanted) {
      const known = keptBefore<Lived>(keyOf({ arm, seed }));
      if (!known && isTimeUp()) continue;
      const onDay = (day: Day) => process.stderr.write(`${arm}, seed ${seed}: ${JSON.stringify(day)}\n`);
      const lived = known ?? (await kept(keyOf({ arm, seed }), () => program.live({ ...lifeOf(arm, seed), onDay })));
      lives.get(arm)!.push(lived);
    }
  } finally {
    await program.stop();
  }
  return lives;
}

async function playWatches(seeds: number, isTimeUp: () => boolean): Promise<Watches[]> {
  const helpDesk = loadHelpDesk();
  const watches: Watches[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const key = { bench: 'loop', engine: engineRevision(), seed, CANARY_STEPS, CONVERSATIONS_A_DAY, PEOPLE };
    if (isTimeUp() && !keptBefore(key)) break;
    watches.push(await kept(key, () => watch(helpDesk, seed)));
    process.stderr.write(`watch of seed ${seed}: ${JSON.stringify(watches.at(-1))}\n`);
  }
  return watches;
}

/** The program itself, started when it is needed; one life after another on it, each an assistant of its own. */
class Program {
  #started: Promise<{ malha: OwnMalha; stop: () => Promise<void> }> | undefined;

  async live(life: Parameters<typeof live>[2]): Promise<Lived> {
    const { malha } = await (this.#started ??= startProgram());
    return live(malha, loadHelpDesk(), life);
  }

  async stop(): Promise<void> {
    await (await this.#started)?.stop();
  }
}

async function startProgram() {
  const engines = await startShortEngines();
  const malha = await startOwnMalha(engines, SIMULATION_STARTS_AT);
  return {
    malha,
    async stop() {
      await malha.stop();
      await engines.stop();
    },
  };
}

function chartOf({ first, days }: Lived): string {
  return lineChart({
    title: 'An assistant that learns from its users: accuracy on the locked test split',
    x: 'day',
    y: '%',
    curves: [
      { name: 'in service', points: inPercent([first.accuracy, ...days.map(({ champion }) => champion.accuracy)]) },
      {
        name: 'trained that night',
        points: inPercent([first.accuracy, ...days.map(({ trained, champion }) => (trained ?? champion).accuracy)]),
      },
      { name: 'as taught at first', points: inPercent(Array.from({ length: days.length + 1 }, () => first.accuracy)) },
    ],
  });
}

function inPercent(shares: readonly number[]): number[] {
  return shares.map((share) => 100 * share);
}
