import { stat } from 'node:fs/promises';
import path from 'node:path';
import { EncoderProcess } from './encoder-process.ts';
import { EncoderUnavailable } from './encoder-unavailable.ts';

/** A sentence encoder, loaded in a process of its own. */
export interface SentenceEncoder {
  readonly name: string;
  /** Hex, over the names and contents of all its files: the same files are the same encoder, wherever they lie. */
  readonly sha256: string;
  /** D, the length of its vectors. */
  readonly dimensions: number;
  /**
   * The text's vector (D), of unit length. Texts are encoded one by one, so that what else is asked changes no bit. Rejects with
   * EncoderUnavailable, ENCODER_DIED where the process ends meanwhile; the next call starts another.
   */
  readonly encode: (text: string) => Promise<Float32Array>;
  /** The vectors of many, in their order. Rejects as `encode`. */
  readonly encodeAll: (texts: readonly string[]) => Promise<Float32Array[]>;
}

/** The sentence encoders of this machine: each a folder below one root. */
export interface Encoders {
  /** Undefined where nobody has configured any. */
  readonly root: string | undefined;
  /** Rejects with EncoderUnavailable where there is no such encoder; loads nothing. */
  check(name: string): Promise<void>;
  /** Loads it, once. Rejects with EncoderUnavailable, also where `sha256` is given and its files are others. */
  open(name: string, sha256?: string): Promise<SentenceEncoder>;
  /** Ends the processes of those opened, at once; whatever is being encoded rejects with ENCODER_DIED. */
  close(): void;
}

/** One folder name: no path leads out of the root. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

export function encodersIn(root: string | undefined): Encoders {
  const opened = new Map<string, Promise<SentenceEncoder>>();
  const open = new AbortController();

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
    const first = await EncoderProcess.start(await folderOf(name), open.signal);
    const { sha256, dimensions } = first;
    let latest = Promise.resolve(first);
    async function another(): Promise<EncoderProcess> {
      const started = await EncoderProcess.start(await folderOf(name), open.signal);
      if (started.sha256 === sha256) return started;
      started.kill();
      throw changed(name, { found: started.sha256, expected: sha256 });
    }
    async function encodeAll(texts: readonly string[]): Promise<Float32Array[]> {
      const before = latest;
      const isAlive = await before.then(
        (process) => process.isAlive,
        () => false,
      );
      // One new process, whoever has noticed.
      if (!isAlive && latest === before) latest = another();
      return (await latest).encode(texts);
    }
    return {
      name,
      sha256,
      dimensions,
      encode: async (text) => (await encodeAll([text]))[0] ?? new Float32Array(dimensions),
      encodeAll,
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
      throw changed(name, { found: encoder.sha256, expected: sha256 });
    },
    close() {
      open.abort();
    },
  };
}

function changed(name: string, { found, expected }: { found: string; expected: string }): EncoderUnavailable {
  return new EncoderUnavailable(
    'ENCODER_CHANGED',
    `The encoder "${name}" is another one here (sha256 ${found}) than was trained with (${expected}).`,
  );
}
