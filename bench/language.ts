import { loadHelpDesk } from '../demo/help-desk.ts';
import { blocksFor, FeatureSpace } from '../nlu/features.ts';
import type { LanguageScores } from '../nlu/index.ts';
import { isSameLanguage, LanguageModel } from '../nlu/language.ts';
import { nearEqualKey } from '../nlu/near-duplicates.ts';
import { Rng } from '../nlu/rng.ts';
import { tokenize } from '../nlu/tokenize.ts';
import { languageDetector } from '../platform/language/index.ts';
import { anyNoise, NOISES } from '../test/nlu/noise.ts';
import { writeResults } from './results.ts';

const FOLDS = 5;
const SMALL = [10, 20, 40, 100, 200, 400];
const DRAWS = 6;
const ITEMS = 600;

interface Row {
  readonly utterance: string;
  readonly language: string;
}
type Detector = (utterance: string, hint?: string) => string;

/** Who tells the language of short utterances of the demo assistant: its own words, a library, or both. Held out by cross-validation. */
export async function run(): Promise<void> {
  const rows = loadHelpDesk().examples.filter(({ split }) => split === 'train');
  const { scoresOf } = await languageDetector();
  const libraries = await libraryDetectors([...new Set(rows.map(({ language }) => language))]);
  writeResults('language', [
    '# Language of an utterance',
    '',
    `Per cent of right answers, English / Portuguese, on the demo assistant’s ${rows.length} training utterances, each read by a detector that has learned from the other four fifths (near-equal ones kept together). The libraries choose between the two languages.`,
    '',
    ...noiseTable(rows, scoresOf, libraries),
    '',
    '## In a conversation',
    '',
    'With the language of the conversation as a hint: right where the user goes on in it, and right where the user has just switched.',
    '',
    ...hintTable(rows, scoresOf),
    '',
    '## In a new assistant',
    '',
    `Learned from so few utterances, judged on ${ITEMS} others; mean of ${DRAWS} draws.`,
    '',
    ...growthTable(rows, scoresOf, libraries),
  ]);
}

function noiseTable(rows: readonly Row[], scoresOf: LanguageScores, libraries: Readonly<Record<string, Detector>>) {
  const rng = new Rng(11);
  const kinds: Record<string, (utterance: string) => string> = {
    'as written': (utterance) => utterance,
    ...Object.fromEntries(
      Object.entries({ ...NOISES, 'one of all these': anyNoise }).map(([kind, noise]) => [
        kind,
        (utterance: string) => noise(utterance, rng),
      ]),
    ),
    'the first two words': (utterance) => utterance.split(/\s+/, 2).join(' '),
    'one word of it': (utterance) => {
      const words = utterance.split(/\s+/);
      return words[rng.below(words.length)] ?? '';
    },
  };
  const folds = foldsOf(rows);
  const spoilt = Object.values(kinds).map((kind) =>
    folds.map(({ held }) => held.map((row) => ({ ...row, utterance: kind(row.utterance) }))),
  );
  const detectors: [string, (fold: number) => Detector][] = [
    ['own words', ownDetectors(folds)],
    ...Object.entries(libraries).map(([name, detector]): [string, () => Detector] => [name, () => detector]),
    ['**both (ours)**', ownDetectors(folds, scoresOf)],
  ];
  return [
    `| | ${detectors.map(([name]) => name).join(' | ')} |`,
    `|---|${detectors.map(() => '---').join('|')}|`,
    ...Object.keys(kinds).map((kind, k) => {
      const cells = detectors.map(([, of]) =>
        ['en', 'pt']
          .map((language) =>
            shareOf(
              spoilt[k]!.flatMap((held, f) =>
                held.filter((row) => isSameLanguage(row.language, language)).map((row) => isRight(row, of(f))),
              ),
            ),
          )
          .join(' / '),
      );
      return `| ${kind} | ${cells.join(' | ')} |`;
    }),
  ];
}

function hintTable(rows: readonly Row[], scoresOf: LanguageScores) {
  const folds = foldsOf(rows);
  const of = ownDetectors(folds, scoresOf);
  const other = (language: string) => rows.find((row) => row.language !== language)!.language;
  const told = (hintOf: (language: string) => string | undefined) =>
    shareOf(folds.flatMap(({ held }, f) => held.map((row) => isRight(row, of(f), hintOf(row.language)))));
  return [
    '| no hint | goes on | switches |',
    '|---|---|---|',
    `| ${told(() => undefined)} | ${told((language) => language)} | ${told(other)} |`,
  ];
}

function growthTable(rows: readonly Row[], scoresOf: LanguageScores, libraries: Readonly<Record<string, Detector>>) {
  const rng = new Rng(5);
  const names = ['own words', ...Object.keys(libraries), '**both (ours)**'];
  return [
    `| utterances | ${names.join(' | ')} |`,
    `|---|${names.map(() => '---').join('|')}|`,
    ...SMALL.map((size) => {
      const right: boolean[][] = names.map(() => []);
      for (let draw = 0; draw < DRAWS; draw++) {
        const drawn = shuffled(rows, rng);
        const learned = drawn.slice(0, size);
        const held = drawn.slice(size, size + ITEMS);
        const detectors = [detectorOf(learned), ...Object.values(libraries), detectorOf(learned, scoresOf)];
        detectors.forEach((detector, d) => right[d]!.push(...held.map((row) => isRight(row, detector))));
      }
      return `| ${size} | ${right.map(shareOf).join(' | ')} |`;
    }),
  ];
}

/** The library with tables of each size, choosing among the languages. */
async function libraryDetectors(languages: readonly string[]): Promise<Record<string, Detector>> {
  const sizes = {
    'eld, extra small': (await import('eld/extrasmall')).eld,
    'eld, small': (await import('eld/small')).eld,
    'eld, large': (await import('eld/large')).eld,
  };
  return Object.fromEntries(
    Object.entries(sizes).map(([name, eld]) => {
      const own = eld.newInstance();
      own.setLanguageSubset(languages.map((tag) => tag.split('-', 1)[0] ?? tag));
      return [name, (utterance: string) => own.detect(utterance).language || 'und'];
    }),
  );
}

function detectorOf(learned: readonly Row[], languageScores?: LanguageScores): Detector {
  const tokens = learned.map(({ utterance }) => tokenize(utterance));
  const space = FeatureSpace.fit(tokens, blocksFor(tokens.length));
  const languages = learned.map(({ language }) => language);
  const model = LanguageModel.fit(space.rowsOf(tokens), space.size, languages);
  return (utterance, language) =>
    model.detect(space.vectorOf(tokenize(utterance)), utterance, { language, languageScores });
}

function ownDetectors(folds: readonly { learned: readonly Row[] }[], languageScores?: LanguageScores) {
  const detectors = folds.map(({ learned }) => detectorOf(learned, languageScores));
  return (fold: number): Detector => detectors[fold]!;
}

function foldsOf(rows: readonly Row[]): { learned: Row[]; held: Row[] }[] {
  const rng = new Rng(7);
  const foldOfKey = new Map<string, number>();
  for (const { utterance } of rows) {
    const key = nearEqualKey(utterance);
    if (!foldOfKey.has(key)) foldOfKey.set(key, rng.below(FOLDS));
  }
  const foldOf = ({ utterance }: Row) => foldOfKey.get(nearEqualKey(utterance));
  return Array.from({ length: FOLDS }, (_, fold) => ({
    learned: rows.filter((row) => foldOf(row) !== fold),
    held: rows.filter((row) => foldOf(row) === fold),
  }));
}

function shuffled<T>(some: readonly T[], rng: Rng): T[] {
  const copy = [...some];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = rng.below(i + 1);
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}

function isRight({ utterance, language }: Row, detector: Detector, hint?: string): boolean {
  return isSameLanguage(detector(utterance, hint), language);
}

function shareOf(right: readonly boolean[]): string {
  return ((100 * right.filter(Boolean).length) / right.length).toFixed(1);
}
