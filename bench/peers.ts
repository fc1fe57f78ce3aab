import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const FOLDER = path.resolve(import.meta.dirname, '../node_modules/.cache/malha-bench');

/**
 * What we measure ourselves against. Hundreds of megabytes with its dependencies, so it is no dependency of ours: installed at its first use,
 * pinned, in a folder of its own. Gives a `require` that finds it.
 */
export function peers(name: string, dependencies: Readonly<Record<string, string>>): NodeJS.Require {
  const folder = path.join(FOLDER, name);
  const manifest = path.join(folder, 'package.json');
  if (!existsSync(path.join(folder, 'installed'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(manifest, JSON.stringify({ private: true, dependencies }));
    execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
    writeFileSync(path.join(folder, 'installed'), '');
  }
  return createRequire(manifest);
}
