import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRows, encodeRows, sha256Of, type SnapshotRow, toExample } from '../../pipeline/snapshot-rows.ts';

const anySpan = fc.record({ type: fc.constantFrom('city', 'é.1'), start: fc.nat(9), end: fc.nat(9) });
const anyRow: fc.Arbitrary<SnapshotRow> = fc
  .record({
    exampleId: fc.string({ unit: 'binary', maxLength: 12 }),
    utterance: fc.string({ unit: 'binary', maxLength: 40 }),
    intent: fc.option(fc.string({ unit: 'binary', maxLength: 12 })),
    language: fc.constantFrom('pt-BR', 'en', 'und'),
    weight: fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
    split: fc.constantFrom('train', 'validation', 'test'),
  })
  .chain((row) =>
    fc.option(fc.array(anySpan, { maxLength: 3 })).map((spans) => (spans === null ? row : { ...row, spans })),
  );
const FIELDS = ['id', 'utterance', 'intent', 'language', 'weight', 'split', 'spans', 'type', 'start', 'end'];
const sorted = (rows: readonly SnapshotRow[]) => rows.map((row) => JSON.stringify(toExample(row), FIELDS)).toSorted();

describe('the rows of a snapshot', () => {
  it('come back as they were, whatever is written in them', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 20 }), (rows) => {
        expect(sorted(decodeRows(encodeRows(rows)))).toEqual(sorted(rows));
      }),
    );
  });

  it('give the same bytes in whatever order they came', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 20 }), (rows) => {
        expect(sha256Of(encodeRows(rows.toReversed()))).toBe(sha256Of(encodeRows(rows)));
      }),
    );
  });

  it('are one canonical line each (RFC 8785): names in order, numbers as short as they go', () => {
    const row: SnapshotRow = {
      utterance: 'é\n1',
      exampleId: 'ex_1',
      split: 'train',
      weight: 1.0,
      language: 'pt-BR',
      intent: null,
    };
    expect(Buffer.from(encodeRows([row])).toString('utf8')).toBe(
      '{"exampleId":"ex_1","intent":null,"language":"pt-BR","split":"train","utterance":"é\\n1","weight":1}\n',
    );
  });

  it('without spans are the bytes, and so the hash, that they were before there were entity types', () => {
    const row: SnapshotRow = {
      exampleId: 'example_1',
      utterance: 'I want to drop calculus',
      intent: 'drop_course',
      language: 'en',
      weight: 1,
      split: 'train',
    };
    expect(sha256Of(encodeRows([row]))).toBe('609da5757faab96f4b103f634866fa00a2fa00576d81f7a25a1f9722f331c509');
    const read = decodeRows(encodeRows([row, { ...row, exampleId: 'example_2', spans: [] }]));
    expect(read[0]).not.toHaveProperty('spans');
    expect(read[1]?.spans).toEqual([]);
  });

  it('are read wherever they lie in a buffer', () => {
    const row: SnapshotRow = {
      exampleId: 'ex_1',
      utterance: 'a',
      intent: 'b',
      language: 'en',
      weight: 1,
      split: 'test',
    };
    const bytes = encodeRows([row]);
    const shifted = new Uint8Array(bytes.length + 5);
    shifted.set(bytes, 3);
    expect(decodeRows(shifted.subarray(3, 3 + bytes.length))).toEqual([row]);
  });
});
