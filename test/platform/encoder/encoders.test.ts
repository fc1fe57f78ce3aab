import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodersIn, EncoderUnavailable } from '../../../platform/encoder/index.ts';
import { encodersRoot, writeEncoder, writeMortalRuntime } from '../../kit/encoders.ts';

const WORDS = { bus: [3, 4, 0], tram: [3, 4, 0], soup: [0, 0, 2] };

let root: string;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ root, close } = await encodersRoot());
  writeEncoder(root, 'tiny', WORDS);
}, 300_000);
afterAll(() => close());

async function codeOf(attempt: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt();
  } catch (error) {
    return error instanceof EncoderUnavailable ? error.code : String(error);
  }
  return undefined;
}

describe('an encoder on disk', () => {
  it('gives the mean of its words’ vectors, of unit length', async () => {
    const { encode, dimensions } = await encodersIn(root).open('tiny');
    expect(dimensions).toBe(3);
    expect([...(await encode('bus'))].map((value) => value.toFixed(4))).toEqual(['0.6000', '0.8000', '0.0000']);
    expect(await encode('Tram')).toEqual(await encode('bus'));
    const mean = await encode('bus soup');
    expect(Math.hypot(...mean)).toBeCloseTo(1, 6);
    expect(mean[2]).toBeCloseTo(1 / Math.hypot(1.5, 2, 1), 6);
  });

  it('gives the same vector for the same text, whatever else it is asked at the same time', async () => {
    const texts = Array.from({ length: 40 }, (_, i) => ['bus soup', 'tram', 'x', 'soup soup bus'][i % 4]!);
    const { encode } = await encodersIn(root).open('tiny');
    const together = await Promise.all(texts.map(encode));
    const again = (await encodersIn(root).open('tiny')).encode;
    for (const [i, text] of texts.entries()) expect(await again(text)).toEqual(together[i]);
  });

  it('takes any text, the empty one and one of words unknown among them', async () => {
    const { encode } = await encodersIn(root).open('tiny');
    for (const text of ['', ' \n', '👍', 'x'.repeat(2_000), 'bus '.repeat(500), '\ud800'])
      expect([...(await encode(text))]).toEqual([expect.any(Number), expect.any(Number), expect.any(Number)]);
  });

  it('is known by its files, wherever they lie', async () => {
    cpSync(path.join(root, 'tiny'), path.join(root, 'copy'), { recursive: true });
    cpSync(path.join(root, 'tiny'), path.join(root, 'other'), { recursive: true });
    appendFileSync(path.join(root, 'other', 'tokenizer_config.json'), '\n');
    const [tiny, copy, other] = await Promise.all(
      ['tiny', 'copy', 'other'].map(async (name) => (await encodersIn(root).open(name)).sha256),
    );
    expect(tiny).toMatch(/^[0-9a-f]{64}$/);
    expect(copy).toBe(tiny);
    expect(other).not.toBe(tiny);
  });
});

describe('an encoder that cannot be used', () => {
  it('is refused by a code that says why', async () => {
    const encoders = encodersIn(root);
    expect(await codeOf(() => encodersIn(undefined).open('tiny'))).toBe('ENCODERS_NOT_CONFIGURED');
    expect(await codeOf(() => encoders.check('nowhere'))).toBe('UNKNOWN_ENCODER');
    expect(await codeOf(() => encoders.open('nowhere'))).toBe('UNKNOWN_ENCODER');
    const outside = ['', '.', '..', '../tiny', 'a/../tiny', '/etc', 'a\\b', 'a\u0000', 'x'.repeat(101)];
    const codes = await Promise.all(outside.map((name) => codeOf(() => encoders.check(name))));
    expect(new Set(codes)).toEqual(new Set(['ENCODER_NAME_INVALID']));
  });

  it('is refused where its files are no model, or its numbers none', async () => {
    writeEncoder(root, 'broken', WORDS);
    writeFileSync(path.join(root, 'broken', 'onnx', 'model.onnx'), 'not a model');
    expect(await codeOf(() => encodersIn(root).open('broken'))).toBe('ENCODER_UNREADABLE');
    writeEncoder(root, 'bare', WORDS);
    rmSync(path.join(root, 'bare', 'onnx'), { recursive: true });
    expect(await codeOf(() => encodersIn(root).open('bare'))).toBe('ENCODER_UNREADABLE');
    writeEncoder(root, 'numberless', { x: [NaN, 1] });
    expect(await codeOf(() => encodersIn(root).open('numberless'))).toBe('ENCODER_SHAPE');
  });

  it('may be mended while the process runs', async () => {
    const encoders = encodersIn(root);
    expect(await codeOf(() => encoders.open('late'))).toBe('UNKNOWN_ENCODER');
    writeEncoder(root, 'late', WORDS);
    expect((await encoders.open('late')).dimensions).toBe(3);
  });

  it('names the command that installs what it needs, where that is missing', async () => {
    const bare = mkdtempSync(path.join(tmpdir(), 'malha-encoders-'));
    mkdirSync(path.join(bare, 'tiny'), { recursive: true });
    writeEncoder(bare, 'tiny', WORDS);
    await expect(encodersIn(bare).open('tiny')).rejects.toMatchObject({
      code: 'ENCODER_RUNTIME_MISSING',
      message: expect.stringContaining(
        `npm install --prefix ${bare} --ignore-scripts @huggingface/transformers@`,
      ) as string,
    });
    rmSync(bare, { recursive: true });
  });
});

describe('an encoder whose process ends', () => {
  it('refuses what it was asked, and is there again for the next', async () => {
    const mortal = mkdtempSync(path.join(tmpdir(), 'malha-encoders-'));
    writeEncoder(mortal, 'tiny', WORDS);
    writeMortalRuntime(mortal);
    const encoders = encodersIn(mortal);
    const { encode } = await encoders.open('tiny');
    const codes = await Promise.all(['die', 'die later'].map((text) => codeOf(() => encode(text))));
    expect(codes).toEqual(['ENCODER_DIED', 'ENCODER_DIED']);
    const [one, other] = await Promise.all([encode('live'), encode('live on')]);
    expect([...one]).toEqual([0, 1]);
    expect(other).toEqual(one);

    // Other files than it was opened with are another encoder.
    expect(await codeOf(() => encode('die'))).toBe('ENCODER_DIED');
    appendFileSync(path.join(mortal, 'tiny', 'config.json'), ' ');
    expect(await codeOf(() => encode('live'))).toBe('ENCODER_CHANGED');
    encoders.close();
    rmSync(mortal, { recursive: true });
  });

  it('ends with those who closed it while it is at work', async () => {
    for (let i = 0; i < 4; i++) {
      const encoders = encodersIn(root);
      const { encodeAll } = await encoders.open('tiny');
      const working = codeOf(() => encodeAll(Array.from({ length: 5_000 }, () => 'bus soup')));
      setImmediate(() => encoders.close());
      expect(await working).toBe('ENCODER_DIED');
      expect(await codeOf(() => encodeAll(['bus']))).toBe('ENCODER_DIED');
    }
  });

  it('ends with those who closed it while it loads', async () => {
    for (let i = 0; i < 4; i++) {
      const encoders = encodersIn(root);
      const opening = codeOf(async () => (await encoders.open('tiny')).encode('bus'));
      setTimeout(() => encoders.close(), 20 * i);
      expect(await opening).toBe('ENCODER_DIED');
    }
  });
});
