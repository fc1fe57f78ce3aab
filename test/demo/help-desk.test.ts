import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoFolder, HelpDeskInvalid, loadHelpDesk } from '../../demo/help-desk.ts';
import {
  checkEntityDefinitions,
  DEFAULT_PARAMETERS,
  evaluate,
  type EntityDefinition,
  type Model,
  nearEqualKey,
  parseAnnotated,
  train,
} from '../../nlu/index.ts';

const helpDesk = loadHelpDesk();
const LANGUAGES = ['pt-BR', 'en'];

describe('the help desk that ships', () => {
  it('speaks Portuguese first, then English', () => {
    expect(helpDesk.languages).toEqual(LANGUAGES);
  });

  it('knows at least 34 intents, each in a category that another intent or a tag can name', () => {
    expect(helpDesk.intents.length).toBeGreaterThanOrEqual(34);
    expect(helpDesk.categories.length).toBeGreaterThanOrEqual(6);
    const used = new Set(helpDesk.intents.map((intent) => intent.category));
    expect([...used].sort()).toEqual(helpDesk.categories.map((category) => category.key).sort());
  });

  it('marks the intent that calls a person', () => {
    expect(helpDesk.intents.filter(({ isHandoff }) => isHandoff).map(({ name }) => name)).toEqual(['human_handoff']);
  });

  it.each(LANGUAGES)('has a label and an answer of its own for every intent in %s', (language) => {
    const labels = helpDesk.intents.map((intent) => intent.labels[language]);
    const answers = helpDesk.intents.map((intent) => intent.answers[language]);
    for (const text of [...labels, ...answers]) expect(text?.trim()).toBeTruthy();
    expect(new Set(labels).size).toBe(helpDesk.intents.length);
    expect(new Set(answers).size).toBe(helpDesk.intents.length);
  });

  it.each(LANGUAGES)('has 16 training and 4 test utterances or more for every intent in %s', (language) => {
    const scarce = helpDesk.intents.filter(
      ({ name }) => count(language, name, 'train') < 16 || count(language, name, 'test') < 4,
    );
    expect(scarce.map(({ name }) => name)).toEqual([]);
  });

  it.each(LANGUAGES)(
    'has 60 out-of-scope utterances to train on and 30 to be tested on, or more, in %s',
    (language) => {
      expect(count(language, null, 'train')).toBeGreaterThanOrEqual(60);
      expect(count(language, null, 'test')).toBeGreaterThanOrEqual(30);
    },
  );

  it('says nothing twice, within a split or across, in one intent or in two', () => {
    const seen = new Map<string, string>();
    const repeated: string[] = [];
    for (const { utterance, intent, split } of helpDesk.examples) {
      const key = nearEqualKey(utterance);
      const told = `${split} ${intent ?? 'oos'}: ${utterance}`;
      const before = seen.get(key);
      if (before) repeated.push(`${before} = ${told}`);
      seen.set(key, told);
    }
    expect(repeated).toEqual([]);
  });

  it('looks for details of all four kinds, each soundly defined', () => {
    const { entityTypes } = helpDesk;
    expect(new Set(entityTypes.map(({ kind }) => kind))).toEqual(new Set(['LIST', 'PATTERN', 'BUILT_IN', 'LEARNED']));
    expect(checkEntityDefinitions(entityTypes as EntityDefinition[])).toEqual([]);
  });

  it.each(LANGUAGES)(
    'marks 40 entities or more to learn from in %s, of known types and in its own words',
    (language) => {
      const annotated = helpDesk.examples.filter((example) => example.language === language && example.annotated);
      const spans = annotated.flatMap(({ utterance, annotated: notation, split }) => {
        const parsed = parseAnnotated(notation ?? '');
        if ('fault' in parsed) throw new Error(`${notation}: ${parsed.fault.message}`);
        expect(parsed.text).toBe(utterance);
        return parsed.spans.map(({ type }) => ({ type, split }));
      });
      expect(spans.filter(({ split }) => split === 'train').length).toBeGreaterThanOrEqual(40);
      expect(spans.some(({ split }) => split === 'test')).toBe(true);
      expect(new Set(spans.map(({ type }) => type))).toEqual(new Set(['subject']));
      expect(annotated.length).toBeGreaterThan(3 * spans.length);
    },
  );

  it('names only addresses that nobody can own', () => {
    const pages = readdirSync(join(demoFolder(), 'knowledge')).map((page) =>
      readFileSync(join(demoFolder(), 'knowledge', page), 'utf8'),
    );
    const texts = [...helpDesk.intents.flatMap((intent) => Object.values(intent.answers)), ...pages].join('\n');
    const hosts = texts.match(/(?:[a-z0-9-]+\.)+(?:example|com|br|org|net|edu)\b/g) ?? [];
    expect(hosts.length).toBeGreaterThan(40);
    expect(hosts.filter((host) => !host.endsWith('marealta.example'))).toEqual([]);
  });
});

describe('a model trained on it', () => {
  const examples = helpDesk.examples.map((example, position) => ({ ...example, id: `demo_${position}`, weight: 1 }));
  let model: Model;

  beforeAll(() => {
    const training = examples.filter(({ split }) => split === 'train');
    model = train({ examples: training, seed: 1, parameters: DEFAULT_PARAMETERS });
  });

  it.each(LANGUAGES)('answers seven of eight utterances of the locked test split in %s', (language) => {
    const held = examples.filter((example) => example.language === language && example.split === 'test');
    const { accuracy, outOfScope } = evaluate(model, held);
    expect(accuracy.value).toBeGreaterThan(7 / 8);
    expect(outOfScope.auroc).toBeGreaterThan(0.95);
  });
});

describe('its pages of knowledge', () => {
  const folder = join(demoFolder(), 'knowledge');
  const names = readdirSync(folder);

  it('are written in both languages and link to nothing that is missing', () => {
    const pages = names.map((name) => readFileSync(join(folder, name), 'utf8'));
    const languages = pages.map((page) => /<html lang="([^"]+)">/.exec(page)?.[1]);
    expect(new Set(languages)).toEqual(new Set(LANGUAGES));
    const links = pages.flatMap((page) => [...page.matchAll(/href="([^"]+)"/g)].map((match) => match[1]));
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((link) => !names.includes(link ?? ''))).toEqual([]);
  });
});

describe('a help desk that somebody edited', () => {
  let folder: string;
  const trainFile = () => join(folder, 'utterances', 'en', 'train.tsv');
  const answers = () => join(folder, 'answers.json');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'malha-demo-'));
    cpSync(join(demoFolder(), 'answers.json'), answers());
    cpSync(join(demoFolder(), 'entity-types.json'), join(folder, 'entity-types.json'));
    cpSync(join(demoFolder(), 'utterances'), join(folder, 'utterances'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is the same as the one that ships while nothing changed, with Windows line ends too', () => {
    writeFileSync(trainFile(), readFileSync(trainFile(), 'utf8').replaceAll('\n', '\r\n'));
    expect(loadHelpDesk(folder)).toEqual(helpDesk);
  });

  it('is refused with every bad line by file and number', () => {
    writeFileSync(
      trainFile(),
      'hello there\tgreeting\nno tab here\nfly me\tto_the_moon\na\tgreeting\tmore\n\tgreeting\n',
    );
    rmSync(join(folder, 'utterances', 'pt-BR', 'oos_test.tsv'));
    expect(problemsOf(folder)).toEqual([
      'pt-BR/oos_test.tsv: is missing',
      'en/train.tsv:2: is not text<TAB>intent',
      'en/train.tsv:3: "to_the_moon" is no intent of answers.json',
      'en/train.tsv:4: is not text<TAB>intent',
      'en/train.tsv:5: is not text<TAB>intent',
    ]);
  });

  it('is refused with everything that its answers lack', () => {
    const edited = JSON.parse(readFileSync(answers(), 'utf8'));
    delete edited.intents[0].answer.en;
    edited.intents[1].category = 'nowhere';
    edited.intents[2].name = edited.intents[3].name;
    writeFileSync(answers(), JSON.stringify(edited));
    expect(problemsOf(folder)).toEqual([
      'answers.json intents.0.answer: "enrolment" has none in en',
      'answers.json intents.1.category: "nowhere" is no category',
      'answers.json intents.3.name: "external_transfer" is there twice',
    ]);
  });

  it('is refused as a whole when its answers are no JSON', () => {
    writeFileSync(answers(), '{ "name": ');
    expect(problemsOf(folder)).toEqual([expect.stringMatching(/^answers\.json: /)]);
  });
});

function count(language: string, intent: string | null, split: 'train' | 'test'): number {
  return helpDesk.examples.filter(
    (example) => example.language === language && example.intent === intent && example.split === split,
  ).length;
}

function problemsOf(folder: string): readonly string[] {
  try {
    loadHelpDesk(folder);
  } catch (error) {
    if (error instanceof HelpDeskInvalid) return error.problems;
    throw error;
  }
  throw new Error('the help desk was accepted');
}
