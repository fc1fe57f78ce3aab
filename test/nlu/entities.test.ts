import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findEntities } from '../../nlu/entities.ts';

/** Type, normal form and text of each span. */
function read(utterance: string, language: string) {
  return findEntities(utterance, language).map(({ type, value, start, end }) => [
    type,
    value,
    utterance.slice(start, end),
  ]);
}

describe('findEntities', () => {
  it.each([
    ['escreva para Ana.Silva@usp.br, por favor', 'pt-BR', ['email', 'ana.silva@usp.br', 'Ana.Silva@usp.br']],
    ['see https://example.org/a?b=c#d.', 'en', ['url', 'https://example.org/a?b=c#d', 'https://example.org/a?b=c#d']],
    ['(www.usp.br)', 'pt-BR', ['url', 'www.usp.br', 'www.usp.br']],
    ['custa R$ 1.234,56', 'pt-BR', ['money', 'BRL 1234.56', 'R$ 1.234,56']],
    ['devo 50 reais', 'pt-BR', ['money', 'BRL 50', '50 reais']],
    ['it costs $1,234.50', 'en', ['money', 'USD 1234.50', '$1,234.50']],
    ['20€ por mês', 'pt-BR', ['money', 'EUR 20', '20€']],
    ['em 12/03/2026', 'pt-BR', ['date', '2026-03-12', '12/03/2026']],
    ['on 12/03/2026', 'en', ['date', '2026-12-03', '12/03/2026']],
    ['até 29/02', 'pt-BR', ['date', '--02-29', '29/02']],
    ['dia 1º de março de 2026', 'pt-BR', ['date', '2026-03-01', '1º de março de 2026']],
    ['on March 3rd, 2026', 'en', ['date', '2026-03-03', 'March 3rd, 2026']],
    ['due 2026-11-22', 'en', ['date', '2026-11-22', '2026-11-22']],
    ['depois de amanhã', 'pt-BR', ['date', 'P2D', 'depois de amanhã']],
    ['amanha cedo', 'pt-BR', ['date', 'P1D', 'amanha']],
    ['was it yesterday', 'en', ['date', '-P1D', 'yesterday']],
    ['às 15h30', 'pt-BR', ['time', '15:30', '15h30']],
    ['às 8 horas', 'pt-BR', ['time', '08:00', '8 horas']],
    ['at 3pm', 'en', ['time', '15:00', '3pm']],
    ['at 12:05 am', 'en', ['time', '00:05', '12:05 am']],
    ['média 7,5', 'pt-BR', ['number', '7.5', '7,5']],
    ['1.500 alunos', 'pt-BR', ['number', '1500', '1.500']],
    ['1,500 students', 'en', ['number', '1500', '1,500']],
  ])('reads %j', (utterance, language, span) => {
    expect(read(utterance, language)).toEqual([span]);
  });

  it.each(['31/02/2026', '2026-13-01', '29/02/2025', '25:00', 'sala 12a', 'covid19', '123.456.789-00', 'foo@bar'])(
    'does not take %j for a date, a time or a number',
    (utterance) => {
      expect(read(utterance, 'pt-BR')).toEqual([]);
    },
  );

  it('gives spans in order and without overlap, in UTF-16 code units', () => {
    const utterance = '👋 amanhã às 15h, R$ 20 para a@b.co';
    expect(read(utterance, 'pt-BR').map(([type]) => type)).toEqual(['date', 'time', 'money', 'email']);
    expect(utterance.slice(3, 9)).toBe('amanhã');
    expect(findEntities(utterance, 'pt-BR')[0]).toMatchObject({ start: 3, end: 9 });
  });

  it('keeps every span inside the text and apart from the others, whatever the text', () => {
    const piece = fc.constantFrom(
      '12',
      '/',
      '.',
      ',',
      ':',
      'h',
      ' ',
      'R$',
      '$',
      '@',
      'a',
      'de',
      'março',
      'am',
      '-',
      '€',
      '\ud800',
      'http://',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.constantFrom('pt-BR', 'en'), (pieces, language) => {
        const text = pieces.join('');
        let from = 0;
        for (const { start, end, value } of findEntities(text, language)) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(value).not.toContain('NaN');
          from = end;
        }
      }),
      { numRuns: 500 },
    );
  });
});
