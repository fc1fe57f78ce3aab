import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';

/** Who runs PostgreSQL: ourselves or, because it refuses to run as root, `nobody` on root's behalf. */
export interface Runner {
  readonly isRoot: boolean;
  /** Spread into spawn's options. */
  readonly ids: { uid: number; gid: number } | Record<string, never>;
  /** Gives a file or folder to the runner. */
  give(file: string): void;
}

export function postgresRunner(): Runner {
  if (process.getuid?.() !== 0) return { isRoot: false, ids: {}, give: () => undefined };
  const uid = idOfNobody('-u');
  const gid = idOfNobody('-g');
  return { isRoot: true, ids: { uid, gid }, give: (file) => chownSync(file, uid, gid) };
}

function idOfNobody(flag: '-u' | '-g'): number {
  const { stdout } = spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' });
  return Number.parseInt(stdout, 10) || 65_534;
}
