import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenize, UTTERANCE_UNITS_READ } from '../../nlu/tokenize.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 200 });

describe('tokenize', () => {
  it('folds case, accents, width and ligatures', () => {
    expect(tokenize('NÃO, Ação! ﬁm Ｗｉｆｉ')).toEqual(['nao', 'acao', 'fim', 'wifi']);
  });

  it('keeps the signs that tell something and drops other punctuation', () => {
    expect(tokenize('c++ costs 50%? (R$ 10,5)')).toEqual(['c', '+', '+', 'costs', '50', '%', '?', 'r', '$', '10', '5']);
  });

  it('reads through soft hyphens and zero-width joiners inside a word', () => {
    expect(tokenize('pass\u00adword pass\u200dword')).toEqual(['password', 'password']);
  });

  it('parts words at control characters, emoji and lone surrogates', () => {
    expect(tokenize('a\u0000b\u{1f600}c\ud800d\udc00e')).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('finds nothing in nothing', () => {
    for (const text of ['', '   ', '…!', '\ud800', '\u{1f600}']) expect(tokenize(text)).toEqual([]);
  });

  it('reads a bounded part of an endless text', () => {
    expect(tokenize('a'.repeat(1_000_000)).join('')).toHaveLength(UTTERANCE_UNITS_READ);
  });

  it('gives tokens of letters and digits, or one sign', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const token of tokenize(text)) expect(token).toMatch(/^(?:[\p{L}\p{N}]+|[?$%€£+=*@#])$/u);
      }),
    );
  });

  it('leaves its own tokens as they are', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const tokens = tokenize(text);
        expect(tokenize(tokens.join(' '))).toEqual(tokens);
      }),
    );
  });

  it('does not see case where a language has it simply', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zãõáéíóúâêôç ]{0,60}$/), (text) => {
        expect(tokenize(text.toUpperCase())).toEqual(tokenize(text));
      }),
    );
  });
});
