import { UNITS_COMPARED } from './cluster.ts';
import { tokenize } from './tokenize.ts';

/** Words of a name. */
const LONGEST = 4;
/** Characters of a name, each of two UTF-16 code units at most. */
const CHARACTERS = 40;
/** What another telling word is worth beside the words before it. */
const TELLING_WORD_GAIN = 0.4;

/** Words that hold others together: a name neither begins nor ends with one. English and Portuguese, as the tokenizer leaves them. */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  (
    'a about all am an and any are as at be been but by can could did do does for from get got had has have he how i if in is it its ' +
    'just let like me my need no not of on one or our out please she should so some tell that the their them there these they this to ' +
    'up us use want was we were what when where which who why will with would you your ' +
    'ao aos as com como da das de dele do dos e ela ele em era essa esse esta estou eu favor foi ha isso isto ja la lhe mais mas me meu meus ' +
    'minha minhas muito na nas nao nem no nos o oi ola onde os ou para pela pelo por porque posso pra preciso pro qual quais quando que quem ' +
    'quero se sem ser seu seus sua suas tem tenho ter teu tua um uma voce'
  ).split(' '),
);

/**
 * A name for each cluster of utterances, no two the same: the run of words that most of its utterances hold and few others do, a longer one
 * where it is as common, joined by underscores and without accents, as intents are named; 1 to 80 UTF-16 code units. Where no word is
 * telling, the first utterance speaks. A cluster is the places of its utterances.
 */
export function nameClusters(utterances: readonly string[], clusters: readonly (readonly number[])[]): string[] {
  const words = utterances.map((utterance) => tokenize(utterance.slice(0, UNITS_COMPARED)));
  const runs = words.map(runsOf);
  const everywhere = countRuns(runs);
  const taken = new Set<string>();
  return clusters.map((members) => {
    const run = mostTelling(countRuns(members.map((i) => runs[i])), everywhere, {
      inside: members.length,
      outside: utterances.length - members.length,
    });
    const name = spelled(run ?? words[members[0]].slice(0, LONGEST).join(' '));
    let unused = name;
    for (let n = 2; taken.has(unused); n++) unused = `${name}_${n}`;
    taken.add(unused);
    return unused;
  });
}

function mostTelling(
  counts: ReadonlyMap<string, number>,
  everywhere: ReadonlyMap<string, number>,
  { inside, outside }: { inside: number; outside: number },
): string | null {
  let best: { run: string | null; score: number } = { run: null, score: 0 };
  for (const [run, count] of counts) {
    const telling = run.split(' ').filter(isTelling).length;
    const share = count / inside - ((everywhere.get(run) ?? 0) - count) / Math.max(outside, 1);
    // In millionths: what is equal must be seen as equal, so that the order of utterances decides nothing.
    const score = Math.round(1e6 * share * (1 + TELLING_WORD_GAIN * (telling - 1)));
    if (score > best.score || (score === best.score && best.run !== null && isBefore(run, best.run)))
      best = { run, score };
  }
  return best.run;
}

/** The shorter, then the first in the alphabet. */
function isBefore(one: string, other: string): boolean {
  return one.length === other.length ? one < other : one.length < other.length;
}

/** The runs of words that may be a name. */
function runsOf(words: readonly string[]): Set<string> {
  const runs = new Set<string>();
  for (let from = 0; from < words.length; from++)
    for (let to = from + 1; to <= Math.min(from + LONGEST, words.length); to++)
      if (isTelling(words[from]) && isTelling(words[to - 1])) runs.add(words.slice(from, to).join(' '));
  return runs;
}

/** In how many utterances each run is. */
function countRuns(utterances: readonly ReadonlySet<string>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const runs of utterances) for (const run of runs) counts.set(run, (counts.get(run) ?? 0) + 1);
  return counts;
}

function isTelling(word: string): boolean {
  return /[\p{L}\p{N}]/u.test(word) && !FUNCTION_WORDS.has(word);
}

function spelled(words: string): string {
  // The tokenizer takes letters apart, some of which are one to their readers (Hangul).
  const name = words.normalize('NFC').replaceAll(/[^\p{L}\p{N}]+/gu, '_');
  return (
    Array.from(name)
      .slice(0, CHARACTERS)
      .join('')
      .replaceAll(/^_+|_+$/g, '') || 'unnamed'
  );
}
