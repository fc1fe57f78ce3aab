import { isOneSlipAway } from '../spelling.ts';

// In shorter words one letter makes too often another word.
const SHORTEST = 8;
const LETTERS_ONLY = /^\p{L}+$/u;

/**
 * From the words of a vocabulary, a function that gives a word of it for each word of it, and for a long word one typing error away from
 * exactly one of them; any other word comes back as it is. An error is one letter left out, put in, exchanged or swapped with its neighbour,
 * but not the first letter, which is rarely mistyped, nor the last one exchanged, which makes another form of the word ("Marcelina",
 * "Marcelino"). Found by what both are without one letter (Mor & Fraenkel 1982; SymSpell).
 */
export function closeWordIndex(vocabulary: ReadonlySet<string>): (word: string) => string {
  const withoutOne = new Map<string, string[]>();
  for (const word of vocabulary) {
    if (!isLong(word)) continue;
    for (const shorter of [word, ...deletionsOf(word)]) {
      const words = withoutOne.get(shorter);
      if (words) words.push(word);
      else withoutOne.set(shorter, [word]);
    }
  }
  return (word) => {
    if (withoutOne.size === 0 || !isLong(word) || vocabulary.has(word)) return word;
    const close = new Set<string>();
    for (const shorter of [word, ...deletionsOf(word)]) {
      for (const candidate of withoutOne.get(shorter) ?? []) if (isOneErrorAway(word, candidate)) close.add(candidate);
    }
    const [only] = close;
    return close.size === 1 ? only : word;
  };
}

function isLong(word: string): boolean {
  return word.length >= SHORTEST && LETTERS_ONLY.test(word);
}

function deletionsOf(word: string): string[] {
  return Array.from({ length: word.length - 1 }, (_, i) => word.slice(0, i + 1) + word.slice(i + 2));
}

/** Of two different words. */
function isOneErrorAway(a: string, b: string): boolean {
  return a[0] === b[0] && a.slice(0, -1) !== b.slice(0, -1) && isOneSlipAway(a, b);
}
