import { evaluate } from './evaluate.ts';
import { foldsOf } from './held-out.ts';
import { wilsonInterval } from './statistics.ts';
import { train } from './train.ts';
import type { CrossValidation, Example, TrainingParameters } from './types.ts';

const FOLDS = 5;

/**
 * Judges a way of training by 5-fold cross-validation over training examples: each is answered by a model that has seen neither it nor a
 * near-equal one. For assistants whose test split is too small to say much. Null where the examples are too few to be split, or one fold's
 * model could not be trained.
 */
export function crossValidate(
  examples: readonly Example[],
  { seed, parameters }: { readonly seed: number; readonly parameters: TrainingParameters },
): CrossValidation | null {
  const { parentVersion: _parentVersion, ...own } = parameters;
  const intents = [...new Set(examples.map(({ intent }) => intent))];
  const rows = {
    utterances: examples.map(({ utterance }) => utterance),
    labels: Int32Array.from(examples, ({ intent }) => intents.indexOf(intent)),
  };
  const foldOf = foldsOf(rows, FOLDS, seed);
  const accuracies: { right: number; inScope: number; macroF1: number }[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const judges = examples.filter((_, i) => foldOf[i] === fold);
    const kept = examples.filter((_, i) => foldOf[i] !== fold);
    const inScope = judges.filter(({ intent }) => intent !== null).length;
    if (inScope === 0 || new Set(kept.map(({ intent }) => intent)).size < 2) return null;
    const { accuracy, macroF1 } = evaluate(train({ examples: kept, seed, parameters: own }), judges);
    accuracies.push({ right: Math.round(accuracy.value * inScope), inScope, macroF1 });
  }
  const total = (key: 'right' | 'inScope') => accuracies.reduce((sum, fold) => sum + fold[key], 0);
  return {
    folds: FOLDS,
    support: total('inScope'),
    // The folds' models share most of their rows, so the interval is a little narrower than the truth (Bengio & Grandvalet 2004).
    accuracy: wilsonInterval(total('right'), total('inScope')),
    macroF1: accuracies.reduce((sum, fold) => sum + fold.macroF1, 0) / FOLDS,
  };
}
