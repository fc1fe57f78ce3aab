import { describe, expect, it } from 'vitest';
import { draftsOf, draftsWith, synonymsIn, valuesOf } from '../../console/format/entity-values.ts';
import { piecesOf } from '../../console/format/spans.ts';

describe('a text with its spans', () => {
  it('is cut at them and loses nothing, emoji included', () => {
    const text = '🙂 to São Paulo on Monday';
    const spans = [
      { start: 19, end: 25, type: 'date' },
      { start: 6, end: 15, type: 'city' },
    ];
    const pieces = piecesOf(text, spans);
    expect(pieces.map((piece) => piece.text)).toEqual(['🙂 to ', 'São Paulo', ' on ', 'Monday']);
    expect(pieces.map(({ span }) => span?.type ?? null)).toEqual([null, 'city', null, 'date']);
  });

  it('passes over spans that overlap, are empty, or are of another text', () => {
    const pieces = piecesOf('abcdef', [
      { start: 1, end: 3 },
      { start: 2, end: 4 },
      { start: 4, end: 4 },
      { start: 5, end: 9 },
    ]);
    expect(pieces.map(({ text }) => text)).toEqual(['a', 'bc', 'def']);
  });
});

describe('the values of a list in a form', () => {
  const values = [
    { value: 'Law', synonyms: ['Direito'], language: null },
    { value: 'Letras', synonyms: [], language: 'pt-BR' },
  ];

  it('come back as the graph gave them, without the rows in which nothing was written', () => {
    const empty = { key: 9, value: ' ', synonyms: [], language: '' };
    expect(valuesOf([...draftsOf(values), empty])).toEqual(values);
  });

  it('are searched by value and synonym, whatever the case', () => {
    expect(draftsWith(draftsOf(values), ' dire ').map(({ value }) => value)).toEqual(['Law']);
    expect(draftsWith(draftsOf(values), '')).toHaveLength(2);
    expect(draftsWith(draftsOf(values), 'x')).toEqual([]);
  });

  it('get several synonyms at once from a list with commas', () => {
    expect(synonymsIn(' bloco F, the gym,; ')).toEqual(['bloco F', 'the gym']);
  });
});
