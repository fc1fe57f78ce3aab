import type { Example } from '../../nlu/index.ts';
import { Rng } from '../../nlu/rng.ts';

const INTENTS: Readonly<Record<string, readonly string[]>> = {
  renew: ['renew', 'extend', 'prolong', 'keep'],
  reserve: ['reserve', 'hold', 'book', 'order'],
  lost: ['lost', 'stolen', 'missing', 'gone'],
  fine: ['fine', 'fee', 'charge', 'penalty'],
};
const FILLERS = ['please', 'today', 'the', 'my', 'loan', 'about', 'hello', 'library', 'with', 'item'];

/** Utterances of four intents; so many in ten carry another intent's label, and whoever believes each of them learns the errors. */
export function noisyDesk({ count, seed, wrong = 4 }: { count: number; seed: number; wrong?: number }): Example[] {
  const rng = new Rng(seed);
  const pick = <T>(among: readonly T[]): T => among[rng.below(among.length)] as T;
  const names = Object.keys(INTENTS);
  return Array.from({ length: count }, (_, i) => {
    const spoken = pick(names);
    const words = [pick(FILLERS), pick(INTENTS[spoken] ?? []), pick(FILLERS), pick(FILLERS), `n${rng.below(400)}`];
    const intent = rng.below(10) < wrong ? pick(names.filter((name) => name !== spoken)) : spoken;
    return {
      id: `example_${String(i).padStart(4, '0')}`,
      utterance: words.join(' '),
      intent,
      language: 'en',
      weight: 1,
      split: 'train',
    };
  });
}
