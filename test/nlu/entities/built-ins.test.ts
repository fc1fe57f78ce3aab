import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEntityExtractor } from '../../../nlu/index.ts';

const extractor = createEntityExtractor({ definitions: [], languages: ['pt-BR', 'en'] });
/** A Saturday, 05:25 in São Paulo. */
const NOW = new Date('2026-11-28T08:25:00Z');

function extract(utterance: string, language: string, now?: Date) {
  return extractor.extract(utterance, { language, ...(now && { now }), timeZone: 'America/Sao_Paulo' });
}

/** Type, normal form and text of each span. */
function read(utterance: string, language: string, now?: Date) {
  return extract(utterance, language, now).map(({ type, value, start, end }) => [
    type,
    value,
    utterance.slice(start, end),
  ]);
}

describe('the built-ins', () => {
  it.each([
    ['escreva para Ana.Silva@usp.br, por favor', 'pt-BR', ['email', 'ana.silva@usp.br', 'Ana.Silva@usp.br']],
    ['see https://example.org/a?b=c#d.', 'en', ['url', 'https://example.org/a?b=c#d', 'https://example.org/a?b=c#d']],
    ['(www.usp.br)', 'pt-BR', ['url', 'www.usp.br', 'www.usp.br']],
    ['custa R$ 1.234,56', 'pt-BR', ['money', 'BRL 1234.56', 'R$ 1.234,56']],
    ['devo 50 reais', 'pt-BR', ['money', 'BRL 50', '50 reais']],
    ['it costs $1,234.50', 'en', ['money', 'USD 1234.50', '$1,234.50']],
    ['20€ por mês', 'pt-BR', ['money', 'EUR 20', '20€']],
    ['uns 2 mil reais', 'pt-BR', ['money', 'BRL 2000', '2 mil reais']],
    ['R$ 1,5 milhão', 'pt-BR', ['money', 'BRL 1500000', 'R$ 1,5 milhão']],
    ['10 reais e 5 centavos', 'pt-BR', ['money', 'BRL 10.05', '10 reais e 5 centavos']],
    ['só 50 centavos', 'pt-BR', ['money', 'BRL 0.50', '50 centavos']],
    ['about $2k', 'en', ['money', 'USD 2000', '$2k']],
    ['3 dólares', 'pt-BR', ['money', 'USD 3', '3 dólares']],
    ['em 12/03/2026', 'pt-BR', ['date', '2026-03-12', '12/03/2026']],
    ['on 12/03/2026', 'en', ['date', '2026-12-03', '12/03/2026']],
    ['on 12/03/2026', 'en-GB', ['date', '2026-03-12', '12/03/2026']],
    ['on 25/12/2026', 'en', ['date', '2026-12-25', '25/12/2026']],
    ['em 12/03/26', 'pt-BR', ['date', '2026-03-12', '12/03/26']],
    ['até 29/02', 'pt-BR', ['date', '--02-29', '29/02']],
    ['dia 1º de março de 2026', 'pt-BR', ['date', '2026-03-01', '1º de março de 2026']],
    ['on March 3rd, 2026', 'en', ['date', '2026-03-03', 'March 3rd, 2026']],
    ['due 2026-11-22', 'en', ['date', '2026-11-22', '2026-11-22']],
    ['depois de amanhã', 'pt-BR', ['date', 'depois de amanhã', 'depois de amanhã']],
    ['às 15h30', 'pt-BR', ['time', '15:30', '15h30']],
    ['às 8 horas', 'pt-BR', ['time', '08:00', '8 horas']],
    ['às 3 da tarde', 'pt-BR', ['time', '15:00', '3 da tarde']],
    ['às 8 e meia da noite', 'pt-BR', ['time', '20:30', '8 e meia da noite']],
    ['às 12 da noite', 'pt-BR', ['time', '00:00', '12 da noite']],
    ['à meia-noite', 'pt-BR', ['time', '00:00', 'meia-noite']],
    ['at midnight', 'en', ['time', '00:00', 'midnight']],
    ['at noon', 'en', ['time', '12:00', 'noon']],
    ['ao meio-dia', 'pt-BR', ['time', '12:00', 'meio-dia']],
    ['at 3pm.', 'en', ['time', '15:00', '3pm']],
    ['at 3 p.m.', 'en', ['time', '15:00', '3 p.m.']],
    ['at 12:05 am', 'en', ['time', '00:05', '12:05 am']],
    ["at 5 o'clock", 'en', ['time', '05:00', "5 o'clock"]],
    ['since 2026-11-22T15:00:30Z', 'en', ['date_time', '2026-11-22T15:00Z', '2026-11-22T15:00:30Z']],
    ['média 7,5', 'pt-BR', ['number', '7.5', '7,5']],
    ['1.500 alunos', 'pt-BR', ['number', '1500', '1.500']],
    ['1,500 students', 'en', ['number', '1500', '1,500']],
    ['faz -3 graus', 'pt-BR', ['number', '-3', '-3']],
    ['2 mil alunos', 'pt-BR', ['number', '2000', '2 mil']],
    ['liga no (11) 98765-4321', 'pt-BR', ['phone', '+5511987654321', '(11) 98765-4321']],
    ['liga no 11 98765 4321', 'en', ['phone', '+5511987654321', '11 98765 4321']],
    ['+1 213 373 4253', 'pt-BR', ['phone', '+12133734253', '+1 213 373 4253']],
    ['call (213) 373-4253', 'en', ['phone', '+12133734253', '(213) 373-4253']],
    ['cpf 529.982.247-25', 'pt-BR', ['cpf', '52998224725', '529.982.247-25']],
    ['cpf 52998224725', 'pt-BR', ['cpf', '52998224725', '52998224725']],
    ['cnpj 11.222.333/0001-81', 'pt-BR', ['cnpj', '11222333000181', '11.222.333/0001-81']],
    // The example of Receita Federal for the alphanumeric CNPJ.
    ['cnpj 12.ABC.345/01DE-35', 'pt-BR', ['cnpj', '12ABC34501DE35', '12.ABC.345/01DE-35']],
    ['cnpj 12abc34501de35', 'pt-BR', ['cnpj', '12ABC34501DE35', '12abc34501de35']],
  ])('read %j', (utterance, language, span) => {
    expect(read(utterance, language)).toEqual([span]);
  });

  it.each([
    ['hoje', '2026-11-28', 'hoje'],
    ['amanha cedo', '2026-11-29', 'amanha'],
    ['AMANHÃ', '2026-11-29', 'AMANHÃ'],
    ['depois de amanhã', '2026-11-30', 'depois de amanhã'],
    ['foi anteontem', '2026-11-26', 'anteontem'],
    ['na sexta', '2026-12-04', 'sexta'],
    ['sábado', '2026-12-05', 'sábado'],
    ['neste sábado', '2026-11-28', 'neste sábado'],
    ['próxima sexta', '2026-12-04', 'próxima sexta'],
    ['sexta-feira que vem', '2026-12-04', 'sexta-feira que vem'],
    ['segunda que vem', '2026-11-30', 'segunda que vem'],
    ['segunda da semana que vem', '2026-11-30', 'segunda da semana que vem'],
    ['na quinta passada', '2026-11-26', 'quinta passada'],
    ['sábado passado', '2026-11-21', 'sábado passado'],
    ['última segunda-feira', '2026-11-23', 'última segunda-feira'],
    ['daqui a 3 dias', '2026-12-01', 'daqui a 3 dias'],
    ['daqui a uma semana', '2026-12-05', 'daqui a uma semana'],
    ['em 2 meses', '2027-01-28', 'em 2 meses'],
    ['há três dias', '2026-11-25', 'há três dias'],
    ['2 semanas atrás', '2026-11-14', '2 semanas atrás'],
    ['dia 5 de março', '2027-03-05', '5 de março'],
    ['1º de dezembro', '2026-12-01', '1º de dezembro'],
    ['primeiro de maio', '2027-05-01', 'primeiro de maio'],
    ['5/mar', '2027-03-05', '5/mar'],
    ['dia 30', '2026-11-30', 'dia 30'],
    ['dia 5', '2026-12-05', 'dia 5'],
    ['dia 31', '2026-12-31', 'dia 31'],
    ['dia 24/7', '2027-07-24', 'dia 24/7'],
    ['29/02', '2028-02-29', '29/02'],
    ['semana que vem', '2026-W49', 'semana que vem'],
    ['mês passado', '2026-10', 'mês passado'],
    ['ano que vem', '2027', 'ano que vem'],
  ])('resolve %j on Saturday 2026-11-28', (utterance, value, said) => {
    expect(read(utterance, 'pt-BR', NOW)).toEqual([['date', value, said]]);
  });

  it.each([
    ['tomorrow', '2026-11-29', 'tomorrow'],
    ['the day after tomorrow', '2026-11-30', 'the day after tomorrow'],
    ['on friday', '2026-12-04', 'friday'],
    ['this Saturday', '2026-11-28', 'this Saturday'],
    ['next Tuesday', '2026-12-01', 'next Tuesday'],
    ['last Monday', '2026-11-23', 'last Monday'],
    ['in 3 days', '2026-12-01', 'in 3 days'],
    ['two weeks ago', '2026-11-14', 'two weeks ago'],
    ['a month from now', '2026-12-28', 'a month from now'],
    ['March 3rd', '2027-03-03', 'March 3rd'],
    ['the 3rd of March', '2027-03-03', '3rd of March'],
    ['next week', '2026-W49', 'next week'],
  ])('resolve %j on Saturday 2026-11-28', (utterance, value, said) => {
    expect(read(utterance, 'en', NOW)).toEqual([['date', value, said]]);
  });

  it.each([
    ['amanhã às 15h', 'pt-BR', '2026-11-29T15:00', 'amanhã às 15h'],
    ['segunda-feira, às 8 da noite', 'pt-BR', '2026-11-30T20:00', 'segunda-feira, às 8 da noite'],
    ['15h de amanhã', 'pt-BR', '2026-11-29T15:00', '15h de amanhã'],
    ['tomorrow at 3pm', 'en', '2026-11-29T15:00', 'tomorrow at 3pm'],
    ['3pm on Friday', 'en', '2026-12-04T15:00', '3pm on Friday'],
    ['daqui a 2 horas', 'pt-BR', '2026-11-28T07:25', 'daqui a 2 horas'],
    ['in 30 minutes', 'en', '2026-11-28T05:55', 'in 30 minutes'],
    ['daqui a uma hora', 'pt-BR', '2026-11-28T06:25', 'daqui a uma hora'],
    ['há 6 horas', 'pt-BR', '2026-11-27T23:25', 'há 6 horas'],
  ])('take %j for one moment', (utterance, language, value, said) => {
    expect(read(utterance, language, NOW)).toEqual([['date_time', value, said]]);
  });

  it.each([
    '31/02/2026',
    '2026-13-01',
    '29/02/2025',
    '25:00',
    'sala 12a',
    'covid19',
    '123.456.789-00',
    '111.111.111-11',
    '11.222.333/0001-82',
    'foo@bar',
    'a segunda via do boleto',
    'na segunda vez',
    'a quinta série',
    'I may march',
    'm²',
    '½ kg',
  ])('find nothing in %j', (utterance) => {
    expect(read(utterance, 'pt-BR')).toEqual([]);
  });

  it.each(['aberto 24/7', '1/2 xícara', 'nota 9/10', 'demora 8 horas', '2 reais'])(
    'find neither a date nor a time in %j',
    (utterance) => {
      for (const [type] of read(utterance, 'pt-BR', NOW)) expect(['number', 'money']).toContain(type);
    },
  );

  it('count days where the speaker is', () => {
    const late = new Date('2026-11-29T01:30:00Z');
    const inZone = (timeZone: string) =>
      extractor.extract('hoje', { language: 'pt-BR', now: late, timeZone })[0]?.value;
    expect(inZone('America/Sao_Paulo')).toBe('2026-11-28');
    expect(inZone('UTC')).toBe('2026-11-29');
    expect(inZone('Asia/Tokyo')).toBe('2026-11-29');
  });

  it('give spans in order and without overlap, in UTF-16 code units', () => {
    const utterance = '👋 amanhã às 15h, R$ 20 para a@b.co';
    expect(read(utterance, 'pt-BR').map(([type]) => type)).toEqual(['date_time', 'money', 'email']);
    expect(extract(utterance, 'pt-BR')[0]).toMatchObject({ start: 3, end: 16 });
  });

  it('keep every span inside the text and apart from the others, with and without a clock, whatever the text', () => {
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
      'dia',
      'sexta',
      'que vem',
      'às',
      '2026',
      'amanhã',
      '½',
      'ﬁ',
      '\u0301',
      '👋',
      'next',
      'em',
      '529.982.247-25',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.constantFrom('pt-BR', 'en'), (pieces, language) => {
        const text = pieces.join('');
        const spans = extract(text, language, NOW);
        let from = 0;
        for (const { start, end, value } of spans) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(value).not.toMatch(/NaN|undefined/);
          from = end;
        }
        const places = spans.map(({ type, start, end }) => [type, start, end]);
        expect(extract(text, language).map(({ type, start, end }) => [type, start, end])).toEqual(places);
      }),
      { numRuns: 1_000 },
    );
  });
});
