import { Rng } from '../../nlu/rng.ts';

/** What people do to an utterance without meaning another thing. */
export type Noise = (utterance: string, rng: Rng) => string;

const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const EMOJI = ['🙂', '😅', '🙏', '👍🏽', '😭', '❤️', '👩‍🎓', '🤔'];

export const NOISES = {
  'two letters swapped': typing((letters, at) => {
    const other = letters[at + 1] === undefined ? at - 1 : at + 1;
    return letters.with(at, letters[other] ?? '').with(other, letters[at] ?? '');
  }),
  'a letter dropped': typing((letters, at) => letters.toSpliced(at, 1)),
  'a letter doubled': typing((letters, at) => letters.toSpliced(at, 0, letters[at] ?? '')),
  'a neighbour key': typing((letters, at, rng) => letters.with(at, neighbourOf(letters[at] ?? '', rng))),
  'accents dropped': (utterance) => utterance.normalize('NFD').replaceAll(/\p{M}/gu, '').normalize('NFC'),
  'emoji appended': (utterance, rng) => `${utterance}${rng.below(2) ? ' ' : ''}${oneOf(EMOJI, rng)}`,
  'random case': (utterance, rng) =>
    Array.from(utterance, (sign) => (rng.below(2) ? sign.toUpperCase() : sign.toLowerCase())).join(''),
} satisfies Record<string, Noise>;

/** One kind or another, each as likely. */
export const anyNoise: Noise = (utterance, rng) => oneOf(Object.values(NOISES), rng)(utterance, rng);

/** One typing error at a letter of the utterance, each letter as likely; its case and accent are typed with it. */
function typing(slip: (letters: string[], at: number, rng: Rng) => string[]): Noise {
  return (utterance, rng) => {
    const letters = Array.from(utterance.normalize('NFC'));
    const places = [...letters.keys()].filter((i) => /\p{L}/u.test(letters[i] ?? ''));
    return places.length === 0 ? utterance : slip(letters, oneOf(places, rng), rng).join('');
  };
}

/** A key beside it or above or below, as fingers slip; a letter that is no key stays. */
function neighbourOf(letter: string, rng: Rng): string {
  const key = letter.normalize('NFD').charAt(0).toLowerCase();
  const row = ROWS.findIndex((keys) => keys.includes(key));
  const column = ROWS[row]?.indexOf(key) ?? -1;
  const around = [
    [row, column - 1],
    [row, column + 1],
    [row - 1, column],
    [row - 1, column + 1],
    [row + 1, column - 1],
    [row + 1, column],
  ].flatMap(([r = -1, c = -1]) => ROWS[r]?.[c] ?? []);
  return around.length === 0 ? letter : oneOf(around, rng);
}

function oneOf<T>(some: readonly T[], rng: Rng): T {
  return some[rng.below(some.length)] as T;
}
