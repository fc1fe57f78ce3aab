import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { badShape, EncoderUnavailable } from './encoder-unavailable.ts';
import { loadPipeline } from './transformers.ts';

/** A sentence encoder in memory. */
export interface SentenceEncoder {
  readonly name: string;
  /** Hex, over the names and contents of all its files: the same files are the same encoder, wherever they lie. */
  readonly sha256: string;
  /** D, the length of its vectors. */
  readonly dimensions: number;
  /** The text's vector (D), of unit length. Texts are encoded one by one, so that what else is asked changes no bit. */
  readonly encode: (text: string) => Promise<Float32Array>;
}

/** The sentence encoders of this machine: each a folder below one root. */
export interface Encoders {
  /** Undefined where nobody has configured any. */
  readonly root: string | undefined;
  /** Rejects with EncoderUnavailable where there is no such encoder; loads nothing. */
  check(name: string): Promise<void>;
  /** Loads it, once. Rejects with EncoderUnavailable, also where `sha256` is given and its files are others. */
  open(name: string, sha256?: string): Promise<SentenceEncoder>;
}

/** One folder name: no path leads out of the root. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

export function encodersIn(root: string | undefined): Encoders {
  const opened = new Map<string, Promise<SentenceEncoder>>();

  async function folderOf(name: string): Promise<string> {
    if (!NAME.test(name))
      throw new EncoderUnavailable('ENCODER_NAME_INVALID', `"${name.slice(0, 100)}" is not the name of a folder.`);
    if (root === undefined)
      throw new EncoderUnavailable('ENCODERS_NOT_CONFIGURED', 'There are no encoders here: MALHA_ENCODERS is not set.');
    const folder = path.join(root, name);
    const isThere = await stat(path.join(folder, 'config.json')).then(
      (found) => found.isFile(),
      () => false,
    );
    if (!isThere)
      throw new EncoderUnavailable('UNKNOWN_ENCODER', `There is no encoder "${name}" in the folder of MALHA_ENCODERS.`);
    return folder;
  }

  async function load(name: string): Promise<SentenceEncoder> {
    const folder = await folderOf(name);
    const [sha256, extract] = await Promise.all([digestOf(folder), loadPipeline(root ?? folder, name)]);
    const { length: dimensions } = await extract('x');
    return {
      name,
      sha256,
      dimensions,
      async encode(text) {
        // What is blank has no token, and the mean of none is no number.
        if (text.trim() === '') return new Float32Array(dimensions);
        const vector = await extract(text);
        if (vector.length !== dimensions) throw badShape(name);
        return vector;
      },
    };
  }

  return {
    root,
    async check(name) {
      await folderOf(name);
    },
    async open(name, sha256) {
      const opening = opened.get(name) ?? load(name);
      opened.set(name, opening);
      // What could not be loaded may have been put there since.
      opening.catch(() => opened.delete(name));
      const encoder = await opening;
      if (sha256 === undefined || encoder.sha256 === sha256) return encoder;
      throw new EncoderUnavailable(
        'ENCODER_CHANGED',
        `The encoder "${name}" is another one here (sha256 ${encoder.sha256}) than was trained with (${sha256}).`,
      );
    },
  };
}

async function digestOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
  const whole = createHash('sha256');
  for (const file of files) {
    const one = createHash('sha256');
    await pipeline(createReadStream(path.join(folder, file)), one);
    whole.update(`${file}\0${one.digest('hex')}\n`);
  }
  return whole.digest('hex');
}
