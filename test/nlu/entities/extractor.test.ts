import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEntityExtractor, type EntityDefinition } from '../../../nlu/index.ts';

const CITIES: EntityDefinition = {
  name: 'cidade',
  kind: 'LIST',
  values: [
    { value: 'São Paulo', synonyms: ['Sampa', 'SP'] },
    { value: 'São Paulo do Potengi', synonyms: [] },
    { value: 'Florianópolis', synonyms: ['Floripa'] },
    { value: 'C++', synonyms: ['iPhone 15', '🍕', "D'Oeste"] },
    { value: 'Marcelina', synonyms: [] },
  ],
};
const PROTOCOL: EntityDefinition = { name: 'protocolo', kind: 'PATTERN', pattern: '\\b[A-Z]{2}-\\d{4,8}\\b' };

function read(definitions: EntityDefinition[], utterance: string, language = 'pt-BR') {
  return createEntityExtractor({ definitions, languages: ['pt-BR'] })
    .extract(utterance, { language })
    .map(({ type, value, start, end }) => [type, value, utterance.slice(start, end)]);
}

describe('lists', () => {
  it.each([
    ['voo para são paulo', 'São Paulo', 'são paulo'],
    ['voo para SAO  PAULO!', 'São Paulo', 'SAO  PAULO'],
    ['vou a Sampa', 'São Paulo', 'Sampa'],
    ['em Sa\u0303o Paulo', 'São Paulo', 'Sa\u0303o Paulo'],
    ['em ＳＰ', 'São Paulo', 'ＳＰ'],
    ['👋🏽 em São Paulo do Potengi 👋', 'São Paulo do Potengi', 'São Paulo do Potengi'],
    ['São Paulo do norte', 'São Paulo', 'São Paulo'],
    ['sei c++', 'C++', 'c++'],
    ['meu iphone15 caiu', 'C++', 'iphone15'],
    ['meu iphone 150 caiu', null, null],
    ['meu iphone15a caiu', null, null],
    ['quero 🍕!', 'C++', '🍕'],
    ["d'oeste", 'C++', "d'oeste"],
    ['\ud83dsp\udf55', 'São Paulo', 'sp'],
    ['esportes', null, null],
    ['espaço', null, null],
  ])('find in %j the value %j', (utterance, value, said) => {
    const spans = read([CITIES], utterance).filter(([type]) => type === 'cidade');
    expect(spans).toEqual(value === null ? [] : [['cidade', value, said]]);
  });

  it.each([
    ['florianopolis', true],
    ['florianopols', true],
    ['florianoopolis', true],
    ['florianopoils', true],
    ['florianopulis', true],
    ['florianopulus', false],
    ['lorianopolis', false],
    ['floripaa', false],
    ['marcelino', false],
    ['marcelinas', true],
  ])('take %j for a value: %s, one typing error allowed in a long word', (utterance, isFound) => {
    expect(read([CITIES], utterance)).toHaveLength(isFound ? 1 : 0);
  });

  it('take a word typed wrongly for none of two values that are equally near', () => {
    const values = ['abacaxis', 'abacaxes'].map((value) => ({ value, synonyms: [] }));
    expect(read([{ name: 'fruta', kind: 'LIST', values }], 'abacaxos')).toEqual([]);
  });

  it('say a value in its language only', () => {
    const values = [
      { value: 'forno', synonyms: ['oven'], language: 'en' },
      { value: 'outro', synonyms: ['oven'], language: 'pt' },
    ];
    const definitions: EntityDefinition[] = [{ name: 'coisa', kind: 'LIST', values }];
    expect(read(definitions, 'oven', 'en-US')).toEqual([['coisa', 'forno', 'oven']]);
    expect(read(definitions, 'oven', 'pt-BR')).toEqual([['coisa', 'outro', 'oven']]);
    expect(read(definitions, 'oven', 'es')).toEqual([]);
  });

  it('find every value wherever it stands, at the very place where it was written', () => {
    const noise = fc.array(
      fc.constantFrom('a', 'é', 'e\u0301', 'ﬁ', '👋', '\ud83d', '\udc4b', '½', 'İ', '\u00ad', '\n'),
      {
        maxLength: 12,
      },
    );
    const said = fc.constantFrom('São Paulo', 'SAO PAULO', 'sa\u0303o\tpaulo', 'Florianópolis', 'ﬂorianópolis');
    fc.assert(
      fc.property(noise, said, noise, (before, value, after) => {
        const utterance = `${before.join('')} ${value} ${after.join('')}`;
        const own = read([CITIES], utterance).filter(([type]) => type === 'cidade');
        expect(own.map(([, , text]) => text)).toEqual([value]);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('patterns', () => {
  it('find each place, in UTF-16 code units', () => {
    expect(read([PROTOCOL], '👋 AB-1234 e CD-99887766, não XYZ-1234')).toEqual([
      ['protocolo', 'AB-1234', 'AB-1234'],
      ['protocolo', 'CD-99887766', 'CD-99887766'],
      ['number', '1234', '1234'],
    ]);
  });

  it.each(['(a+)+$', '(a|aa)+$', '(a|a)*b', '(.*a){12}$', '([a-z]+)*[0-9]', '(a?){30}a{30}'])(
    'end soon on what would hang a backtracking engine: %s',
    (pattern) => {
      const definitions: EntityDefinition[] = [{ name: 'x', kind: 'PATTERN', pattern }];
      expect(() => read(definitions, `${'a'.repeat(4_000)}!`)).not.toThrow();
    },
  );

  it('give slices of the text, whatever the text', () => {
    const definitions: EntityDefinition[] = [{ name: 'x', kind: 'PATTERN', pattern: '[^a]{1,3}' }];
    const unit = fc.constantFrom('a', 'b', 'ã', '👋', '\ud83d', '\udc4b', '\n', '\0');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 20 }), (utterance) => {
        for (const [, value, said] of read(definitions, utterance)) expect(value).toBe(said);
      }),
    );
  });
});

describe('spans that claim the same words', () => {
  const dozen: EntityDefinition = { name: 'duzia', kind: 'LIST', values: [{ value: '12', synonyms: ['AB-1234'] }] };

  it('go to a pattern before a list, and to a list before a built-in', () => {
    expect(read([dozen, PROTOCOL], 'AB-1234 de 12 em 13')).toEqual([
      ['protocolo', 'AB-1234', 'AB-1234'],
      ['duzia', '12', '12'],
      ['number', '13', '13'],
    ]);
  });

  it('go to the longer of two patterns, and of equal ones to the first declared', () => {
    const patterns = ['abc', 'abcd', 'bcd.'].map((pattern, p): EntityDefinition => ({
      name: `p${p}`,
      kind: 'PATTERN',
      pattern,
    }));
    expect(read(patterns, 'abcde')).toEqual([['p1', 'abcd', 'abcd']]);
  });
});

describe('the names of built-ins', () => {
  it('are those declared, else their own, and none where another type has taken it', () => {
    const named: EntityDefinition = { name: 'prazo', kind: 'BUILT_IN', builtIn: 'DATE' };
    expect(read([named], '2026-11-28')).toEqual([['prazo', '2026-11-28', '2026-11-28']]);
    expect(read([], '2026-11-28')).toEqual([['date', '2026-11-28', '2026-11-28']]);
    expect(read([{ name: 'date', kind: 'LEARNED' }], '2026-11-28')).toEqual([]);
  });
});

describe('any text', () => {
  it('of any length gives spans apart from each other and inside the text', () => {
    const extractor = createEntityExtractor({ definitions: [CITIES, PROTOCOL], languages: ['pt-BR', 'en'] });
    const texts = [
      '',
      ' ',
      '\0',
      '\ud800',
      '9'.repeat(100_000),
      '1 '.repeat(50_000),
      'a@'.repeat(10_000),
      '('.repeat(5_000),
    ];
    for (const text of [...texts, 'www.'.repeat(5_000), '-1.'.repeat(5_000), '+55 '.repeat(5_000)]) {
      let from = 0;
      for (const { start, end } of extractor.extract(text, { language: 'pt-BR', now: new Date(0) })) {
        expect(start).toBeGreaterThanOrEqual(from);
        expect(end).toBeGreaterThan(start);
        from = end;
      }
      expect(from).toBeLessThanOrEqual(text.length);
    }
  });
});
