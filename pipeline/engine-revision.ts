import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../nlu/', import.meta.url));
const EXTENSION = path.extname(fileURLToPath(import.meta.url));

/**
 * sha256, hex, of the code of the learned model as it runs here: what a version was trained by, beside its snapshot, seed and parameters. A
 * change to anything else does not touch it. Source and what is built of it have one each.
 */
export function engineRevision(): string {
  const hash = createHash('sha256');
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(EXTENSION) && !file.endsWith('.d.ts'))
    .map((file) => file.replaceAll(path.sep, '/'))
    .toSorted();
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(FOLDER, file)))
      .update('\0');
  return hash.digest('hex');
}
