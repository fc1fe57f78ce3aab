import { existsSync } from 'node:fs';
import path from 'node:path';

/** The checkout, where the files are that no build copies: this module runs from boot/ and from dist/boot/. */
export const ROOT = ((): string => {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder);
  return folder;
})();

/** Where Node keeps what it has compiled, for all starts, where the folder may be written. */
export const COMPILED = path.join(ROOT, 'node_modules/.cache/compiled');
