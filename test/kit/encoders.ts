import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { withFileLock } from '../../platform/processes/index.ts';
import { onnxModel } from './onnx.ts';

const PACKAGE = '@huggingface/transformers';
const VERSION = '4.3.2';
/** Kept between runs: half a gigabyte, installed once, by the command of the README. */
const HOME = path.resolve(import.meta.dirname, '../../.cache', `encoders-${VERSION}`);

/** A new folder for encoders, in sight of the package that runs them. Remove it with `close`. */
export async function encodersRoot(): Promise<{ root: string; close: () => Promise<void> }> {
  mkdirSync(HOME, { recursive: true });
  await withFileLock(path.join(HOME, 'install.lock'), async () => {
    if (existsSync(path.join(HOME, 'node_modules', PACKAGE, 'package.json'))) return;
    const how = ['install', '--prefix', HOME, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await promisify(execFile)('npm', [...how, `${PACKAGE}@${VERSION}`]);
  });
  const root = mkdtempSync(path.join(HOME, 'root-'));
  return { root, close: () => rm(root, { recursive: true, force: true }) };
}

/**
 * Writes an encoder that knows these words and their vectors, as Hugging Face lays one out: a table of embeddings, of which the library takes
 * the mean over an utterance's words.
 */
export function writeEncoder(root: string, name: string, words: Readonly<Record<string, readonly number[]>>): void {
  const rows = Object.entries(words);
  const dimensions = rows[0]?.[1].length ?? 1;
  const nothing = Array.from({ length: dimensions }, () => 1e-3);
  const vocabulary = Object.fromEntries(['[PAD]', '[UNK]', ...Object.keys(words)].map((word, i) => [word, i]));
  const files: Record<string, string | Uint8Array> = {
    'onnx/model.onnx': onnxModel([nothing, nothing, ...rows.map(([, vector]) => vector)]),
    'config.json': JSON.stringify({ model_type: 'bert', architectures: ['BertModel'] }),
    'tokenizer_config.json': JSON.stringify({
      tokenizer_class: 'BertTokenizer',
      model_max_length: 64,
      pad_token: '[PAD]',
      unk_token: '[UNK]',
    }),
    'tokenizer.json': JSON.stringify({
      version: '1.0',
      truncation: null,
      padding: null,
      added_tokens: [],
      normalizer: { type: 'Lowercase' },
      pre_tokenizer: { type: 'Whitespace' },
      post_processor: null,
      decoder: null,
      model: { type: 'WordLevel', vocab: vocabulary, unk_token: '[UNK]' },
    }),
  };
  for (const [file, content] of Object.entries(files)) {
    const place = path.join(root, name, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, content);
  }
}

/**
 * Gives the folder a runtime of its own, that of nothing else: it knows every text until one says "die", and then ends the process that it is
 * in as ONNX Runtime does where it fails; at "falter", only the first time.
 */
export function writeMortalRuntime(root: string): void {
  const home = path.join(root, 'node_modules', PACKAGE);
  mkdirSync(home, { recursive: true });
  writeFileSync(path.join(home, 'package.json'), JSON.stringify({ name: PACKAGE, version: VERSION, main: 'index.js' }));
  const faltered = JSON.stringify(path.join(home, 'faltered'));
  writeFileSync(
    path.join(home, 'index.js'),
    `const { existsSync, writeFileSync } = require('node:fs');
exports.env = {};
exports.pipeline = async () => async (text) => {
  if (text.includes('die')) process.abort();
  if (text.includes('falter') && !existsSync(${faltered})) {
    writeFileSync(${faltered}, '');
    process.abort();
  }
  return { dims: [1, 2], data: Float32Array.of(0, 1) };
};
`,
  );
}
