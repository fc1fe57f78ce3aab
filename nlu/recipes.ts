import type { Calibration } from './calibrate.ts';
import { BAG_DESIGNS } from './mixture.ts';
import type { TrainingParameters, TrainingProgress } from './types.ts';

/** What sets one recipe apart from the other. */
export interface Recipe {
  /** What is fitted, the linear part first. */
  readonly parts: readonly {
    readonly name: TrainingProgress['part'];
    /** Time of one fit in that of a linear one. */
    readonly work: number;
  }[];
  /** Held-out predictions that suffice for calibration. */
  readonly enough: { readonly predictions: number; readonly standIns: number };
  /** Held weakly: what calibration is without a held-out row. Figures met on CLINC150. */
  readonly calibration: Calibration;
}

const LINEAR = { name: 'linear', work: 1 } as const;
const BAG_WORK = 2;
const TEXT_WORK = 6;

/** Where a rehearsal is dear: more of them would move calibration little. */
export const ENOUGH_WHERE_DEAR: Recipe['enough'] = { predictions: 300, standIns: 100 };

const RECIPES: Readonly<Record<TrainingParameters['recipe'], Recipe>> = {
  fast: {
    parts: [LINEAR],
    enough: { predictions: 1_000, standIns: 300 },
    calibration: { temperature: 1 / 6, scope: { slope: 4.5, offset: -2.3 } },
  },
  best: {
    parts: [
      LINEAR,
      ...BAG_DESIGNS.map(({ part }) => ({ name: part, work: BAG_WORK })),
      { name: 'text', work: TEXT_WORK },
    ],
    enough: ENOUGH_WHERE_DEAR,
    calibration: { temperature: 1, scope: { slope: 1, offset: -1 } },
  },
};

export function recipeOf(name: TrainingParameters['recipe']): Recipe {
  return RECIPES[name];
}
