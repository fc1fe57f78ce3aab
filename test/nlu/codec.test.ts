import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  decodeModel,
  DEFAULT_PARAMETERS,
  encodeModel,
  type Interpretation,
  type Model,
  NluError,
  train,
} from '../../nlu/index.ts';
import { example, helpDesk } from './help-desk.ts';

function fixture(name: string): Buffer {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url));
}

/** What a version of then answered; the entities are no part of it. */
type StoredAnswer = { utterance: string } & Pick<Interpretation, 'intent' | 'confidence' | 'language'> &
  Partial<Interpretation>;

function codeOf(bytes: Uint8Array): string | undefined {
  try {
    decodeModel(bytes);
  } catch (error) {
    return error instanceof NluError ? error.code : String(error);
  }
  return undefined;
}

describe('the model codec', () => {
  let model: Model;
  let bytes: Uint8Array;
  beforeAll(() => {
    model = train({ examples: helpDesk({ withOutOfScope: true }), seed: 7, parameters: DEFAULT_PARAMETERS });
    bytes = encodeModel(model);
  });

  it('brings back a model that answers and encodes the same', () => {
    const back = decodeModel(bytes);
    expect(back.intents).toEqual(model.intents);
    expect(back.languages).toEqual(model.languages);
    expect(back.thresholds).toEqual(model.thresholds);
    for (const { utterance } of helpDesk({ withOutOfScope: true })) {
      expect(back.interpret(utterance)).toEqual(model.interpret(utterance));
    }
    expect(encodeModel(back)).toEqual(bytes);
  });

  it('reads bytes wherever they lie in a buffer, and keeps none of them', () => {
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    const back = decodeModel(shifted.subarray(3));
    shifted.fill(0);
    expect(back.interpret('when does the library open')).toEqual(model.interpret('when does the library open'));
  });

  it('keeps names and grams beyond ASCII and beyond the basic plane', () => {
    const intents = ['saudação', '挨拶', '👋'];
    const rows = intents.map((intent, i) => example({ id: `${i}`, intent, utterance: `olá ${intent}𐐨𐐩 número ${i}` }));
    const small = train({ examples: rows, seed: 1, parameters: DEFAULT_PARAMETERS });
    const back = decodeModel(encodeModel(small));
    expect(back.intents).toEqual(intents.toSorted());
    expect(back.interpret('挨拶𐐨𐐩')).toEqual(small.interpret('挨拶𐐨𐐩'));
  });

  it('refuses bytes cut anywhere', () => {
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), (length) => {
        expect(codeOf(bytes.slice(0, length))).toBe('CORRUPT_MODEL');
      }),
    );
  });

  it('refuses any flipped bit', () => {
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 7 }), (at, bit) => {
        const flipped = bytes.slice();
        flipped[at]! ^= 1 << bit;
        expect(['CORRUPT_MODEL', 'UNSUPPORTED_MODEL_VERSION']).toContain(codeOf(flipped));
      }),
    );
  });

  it('refuses a version that a flipped bit made an older one', () => {
    const version = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
    for (let older = 1; older < version; older++) {
      const flipped = bytes.slice();
      new DataView(flipped.buffer).setUint32(8, older, true);
      expect(codeOf(flipped)).toBe('CORRUPT_MODEL');
    }
  });

  it('refuses what follows the model', () => {
    const longer = new Uint8Array(bytes.length + 8);
    longer.set(bytes);
    expect(codeOf(longer)).toBe('CORRUPT_MODEL');
  });

  it('refuses a version it does not know, by that name', () => {
    const future = bytes.slice();
    new DataView(future.buffer).setUint32(8, 99, true);
    expect(codeOf(future)).toBe('UNSUPPORTED_MODEL_VERSION');
  });

  it('refuses bytes that are no model', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        expect(codeOf(noise)).toBe('CORRUPT_MODEL');
      }),
    );
  });

  it('refuses to encode a model that is not its own', () => {
    const foreign: Model = { ...model, interpret: () => model.interpret('x') };
    expect(() => encodeModel(foreign)).toThrow(expect.objectContaining({ code: 'FOREIGN_MODEL' }));
  });

  it.each(['model-v1', 'model-v2-fast', 'model-v2-best', 'model-v3-fast', 'model-v4-fast', 'model-v5-fast'])(
    'still reads %s, which answers as it did',
    (name) => {
      const old = decodeModel(fixture(`${name}.malha`));
      const answers = JSON.parse(fixture(`${name}.json`).toString('utf8')) as StoredAnswer[];
      expect(answers.length).toBeGreaterThan(4);
      for (const { utterance, confidence, inScope, ranking, ...answer } of answers) {
        const now = old.interpret(utterance);
        expect(now).toMatchObject(answer);
        expect(now.confidence).toBeCloseTo(confidence, 5);
        expect(now.inScope).toBeCloseTo(inScope ?? now.inScope, 5);
        for (const [place, { intent, confidence: stored }] of (ranking ?? []).entries()) {
          expect(now.ranking[place]?.intent).toBe(intent);
          expect(now.ranking[place]?.confidence).toBeCloseTo(stored, 5);
        }
      }
      expect(decodeModel(encodeModel(old)).interpret('library')).toEqual(old.interpret('library'));
    },
  );
});

describe('the recipe best, encoded', () => {
  it('brings back a model that answers and encodes the same', () => {
    const rows = helpDesk({ withOutOfScope: true }).filter((_, i) => i % 4 === 0);
    const model = train({ examples: rows, seed: 7, parameters: { ...DEFAULT_PARAMETERS, recipe: 'best', folds: 2 } });
    const bytes = encodeModel(model);
    const back = decodeModel(bytes);
    for (const { utterance } of helpDesk()) expect(back.interpret(utterance)).toEqual(model.interpret(utterance));
    expect(encodeModel(back)).toEqual(bytes);
  });
});
