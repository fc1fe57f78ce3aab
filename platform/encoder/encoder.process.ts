// Encodes texts, one after another, in a process of its own. Erasable TypeScript: Node runs it as it is.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { badShape, EncoderUnavailable, type EncoderUnavailableCode } from './encoder-unavailable.ts';
import { loadPipeline } from './transformers.ts';

/** What the process is asked, and what it says: first that it is ready, then an answer for each question in their order. */
export interface EncoderQuestion {
  readonly texts: readonly string[];
}
export type EncoderAnswer =
  | { readonly kind: 'ready'; readonly sha256: string; readonly dimensions: number }
  | { readonly kind: 'encoded'; readonly vectors: readonly Float32Array[] }
  | { readonly kind: 'refused'; readonly code: EncoderUnavailableCode; readonly message: string };

const [home = ''] = process.argv.slice(2);
const name = path.basename(home);
const say = (answer: EncoderAnswer) => process.send?.(answer);

// Without whoever asks there is nothing to do, and an exit in the ordinary way would wait for the runtime.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// A terminal interrupts its whole group, but who asks may still have an answer to wait for.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

let last = answered(async () => {
  const [sha256, extract] = await Promise.all([digestOf(home), loadPipeline(path.dirname(home), name)]);
  const { length: dimensions } = await extract('x');
  process.on('message', ({ texts }: EncoderQuestion) => {
    last = last.then(() =>
      answered(async () => {
        const vectors: Float32Array[] = [];
        for (const text of texts) {
          // What is blank has no token, and the mean of none is no number.
          const vector = text.trim() === '' ? new Float32Array(dimensions) : await extract(text);
          if (vector.length !== dimensions) throw badShape(name);
          vectors.push(vector);
        }
        return { kind: 'encoded', vectors };
      }),
    );
  });
  return { kind: 'ready', sha256, dimensions };
});

async function answered(work: () => Promise<EncoderAnswer>): Promise<void> {
  try {
    say(await work());
  } catch (error) {
    if (!(error instanceof EncoderUnavailable)) throw error;
    say({ kind: 'refused', code: error.code, message: error.message });
  }
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
