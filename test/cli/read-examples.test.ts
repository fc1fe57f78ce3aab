import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { wordsOf } from '../../cli/annotation.ts';
import { readExamples } from '../../cli/read-examples.ts';
import { parseAnnotated } from '../../nlu/index.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'malha-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string | Buffer): string {
  const target = path.join(folder, name);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
  return target;
}
const problemOf = (source: string) => {
  try {
    readExamples(source, 'en');
  } catch (error) {
    return error as { code: string; message: string };
  }
  throw new Error('it was accepted');
};

describe('reading examples', () => {
  it('gives each file of a folder its split, and "oos" no intent', () => {
    file('set/train.tsv', 'hello\tgreeting\nwhat is "this"\tquestion\n');
    file('set/test.tsv', 'hi\tgreeting\n');
    file('set/oos_val.tsv', 'how deep is the sea\toos\n');
    file('set/notes.txt', 'not read');
    expect(readExamples(path.join(folder, 'set'), 'en')).toEqual(
      expect.arrayContaining([
        { text: 'hello', intent: 'greeting', language: 'en', split: 'TRAIN', place: 'train.tsv:1' },
        { text: 'what is "this"', intent: 'question', language: 'en', split: 'TRAIN', place: 'train.tsv:2' },
        { text: 'hi', intent: 'greeting', language: 'en', split: 'TEST', place: 'test.tsv:1' },
        { text: 'how deep is the sea', intent: null, language: 'en', split: 'VALIDATION', place: 'oos_val.tsv:1' },
      ]),
    );
  });

  it('reads a CSV with a header, quotes, languages and splits', () => {
    const csv = file('a.csv', 'text,intent,language,split\n"Olá, tudo bem?",greeting,pt-BR,test\nbye,goodbye,,\n');
    expect(readExamples(csv, 'en')).toEqual([
      { text: 'Olá, tudo bem?', intent: 'greeting', language: 'pt-BR', split: 'TEST', place: 'a.csv:2' },
      { text: 'bye', intent: 'goodbye', language: 'en', split: null, place: 'a.csv:3' },
    ]);
  });

  it('keeps annotations for the graph, takes brackets for brackets, and names the line of a broken annotation', () => {
    const texts = ['fly to [São Paulo](city)', 'as he said [sic] f(x)', String.raw`see \[this](link) too`];
    const tsv = file('annotated.tsv', texts.map((text) => `${text}\ttravel\n`).join(''));
    expect(readExamples(tsv, 'en').map(({ text }) => text)).toEqual(texts);
    expect(problemOf(file('broken.tsv', `${texts[0]}\tx\nfly to [[Rome](city)](city)\tx\n`)).message).toContain(
      'broken.tsv:2: has a broken annotation',
    );
    expect(readExamples(file('long.tsv', `[${'x'.repeat(2_000)}](city)\tx\n`), 'en')).toHaveLength(1);
  });

  it('reads annotations as the graph does, whatever the text', () => {
    const piece = fc.constantFrom('[', ']', '(', ')', '](', '](t)', '\\', ' ', 'a', 'é', '🙂', '-', '[a](b)');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const parsed = parseAnnotated(text);
        const asGraph = 'fault' in parsed ? undefined : parsed.text;
        expect(wordsOf(text)).toBe(text.includes('](') ? asGraph : text);
      }),
      { numRuns: 2_000, seed: 1 },
    );
  });

  it('names every malformed line at once and returns nothing', () => {
    const { code, message } = problemOf(
      file('bad.tsv', 'fine\tgreeting\nno intent here\n\tgreeting\nx\ty\ten\tsometimes\n'),
    );
    expect(code).toBe('MALFORMED_IMPORT');
    expect(message).toContain('bad.tsv:2: has 1 columns');
    expect(message).toContain('bad.tsv:3: has an empty text');
    expect(message).toContain('bad.tsv:4: has an unknown split "sometimes"');
  });

  it.each([
    ['a NUL character in a text', 'hel\u0000lo\tgreeting\n', 'MALFORMED_IMPORT'],
    ['a NUL character in an intent', 'hello\tgree\u0000ting\n', 'MALFORMED_IMPORT'],
    ['an intent over 100 characters', `hello\t${'g'.repeat(101)}\n`, 'MALFORMED_IMPORT'],
    ['a language that is none', 'hello\tgreeting\tEnglish please\n', 'MALFORMED_IMPORT'],
    ['a text over 2,000 units', `${'x'.repeat(2_001)}\tgreeting\n`, 'MALFORMED_IMPORT'],
    ['bytes that are not UTF-8', Buffer.from([0x68, 0xff, 0xfe, 0x09, 0x67, 0x0a]), 'MALFORMED_IMPORT'],
    ['only out-of-scope rows', 'why\toos\n', 'NO_EXAMPLES'],
    ['nothing', '', 'NO_EXAMPLES'],
  ])('refuses %s', (what, text, code) => {
    expect(problemOf(file(`${what.replaceAll(/\W/g, '-')}.tsv`, text)).code).toBe(code);
  });

  it('refuses a path that is not there and a folder without train.tsv', () => {
    expect(problemOf(path.join(folder, 'nowhere')).code).toBe('NOT_FOUND');
    mkdirSync(path.join(folder, 'empty'), { recursive: true });
    expect(problemOf(path.join(folder, 'empty')).code).toBe('NOT_FOUND');
  });
});
