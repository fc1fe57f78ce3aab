import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAnnotated, type LabelledSpan, parseAnnotated } from '../../../nlu/index.ts';

function read(notation: string) {
  const parsed = parseAnnotated(notation);
  if ('fault' in parsed) return parsed.fault.code;
  return [parsed.text, ...parsed.spans.map(({ type, start, end }) => `${type}: ${parsed.text.slice(start, end)}`)];
}

describe('the notation of annotated examples', () => {
  it.each([
    ['voo para [São Paulo](cidade) [amanhã](data)', ['voo para São Paulo amanhã', 'cidade: São Paulo', 'data: amanhã']],
    ['sem nada', ['sem nada']],
    ['', ['']],
    ['👋 [🍕](prato)!', ['👋 🍕!', 'prato: 🍕']],
    ['[a](x)[b](y)', ['ab', 'x: a', 'y: b']],
    ['[ dia 5 ](data.início)', [' dia 5 ', 'data.início: dia 5']],
    [
      String.raw`a lista \[1, 2\] e um [c\[0\]](lugar) em C:\temp`,
      ['a lista [1, 2] e um c[0] em C:\\temp', 'lugar: c[0]'],
    ],
    [String.raw`dois \\ e \n`, ['dois \\ e \\n']],
    ['fecha ] e (abre)', ['fecha ] e (abre)']],
  ])('reads %j', (notation, expected) => {
    expect(read(notation)).toEqual(expected);
  });

  it.each([
    ['vou para [São Paulo', 'UNCLOSED_SPAN'],
    ['vou para [São [Paulo](cidade)](cidade)', 'NESTED_SPAN'],
    ['vou para [São Paulo]', 'MISSING_TYPE'],
    ['vou para [São Paulo] (cidade)', 'MISSING_TYPE'],
    ['vou para [São Paulo](cidade', 'MISSING_TYPE'],
    ['vou para [São Paulo]()', 'BAD_TYPE_NAME'],
    ['vou para [São Paulo](de onde)', 'BAD_TYPE_NAME'],
    [`vou para [São Paulo](${'c'.repeat(65)})`, 'BAD_TYPE_NAME'],
    ['vou para [ ](cidade)', 'EMPTY_SPAN'],
    ['vou para [](cidade)', 'EMPTY_SPAN'],
  ])('refuses %j as %s', (notation, code) => {
    expect(read(notation)).toBe(code);
  });

  it('says where the faulty span begins', () => {
    expect(parseAnnotated('[a](x) e [b')).toMatchObject({ fault: { at: 9 } });
  });

  it('reads back what it wrote, whatever the text and wherever the spans', () => {
    const piece = fc.constantFrom('a', '[', ']', '(', ')', '\\', ' ', 'ã', '👋', '\ud83d', '\n', '](x)');
    const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { maxLength: 6 }), (plain, cuts) => {
        const places = [...new Set(cuts.map((cut) => cut % (plain.length + 1)))].sort((a, b) => a - b);
        const spans: LabelledSpan[] = [];
        for (let p = 0; p + 1 < places.length; p += 2) {
          const [start, end] = [places[p]!, places[p + 1]!];
          if (plain.slice(start, end) === plain.slice(start, end).trim()) spans.push({ type: `t${p}`, start, end });
        }
        expect(parseAnnotated(formatAnnotated({ text: plain, spans }))).toEqual({ text: plain, spans });
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads any string to a fault or to spans inside the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('[', ']', '(', ')', 'x', ' ', '\\'), maxLength: 40 }),
        (notation) => {
          const parsed = parseAnnotated(notation);
          if ('fault' in parsed) return;
          let from = 0;
          for (const { start, end } of parsed.spans) {
            expect(start).toBeGreaterThanOrEqual(from);
            expect(parsed.text.slice(start, end).trim()).toHaveLength(end - start);
            from = end;
          }
          expect(from).toBeLessThanOrEqual(parsed.text.length);
        },
      ),
    );
  });
});
