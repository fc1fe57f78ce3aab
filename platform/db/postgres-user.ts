import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync, readlinkSync, realpathSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';

/** Where root keeps what an unprivileged user must reach; only root can write here. */
export const ROOT_FOLDER = process.platform === 'darwin' ? '/usr/local/var/malha' : '/var/lib/malha';

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

/**
 * The folder in which the cluster lives: `folder` itself or, where root's checkout is private and `nobody` could not reach it,
 * a folder below ROOT_FOLDER to which `folder` becomes a link.
 */
export function reachableFolder(folder: string, runner: Runner): string {
  mkdirSync(path.dirname(folder), { recursive: true });
  if (!runner.isRoot || isLink(folder) || isOpenToAll(path.dirname(folder))) {
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    return realpathSync(folder);
  }
  const place = path.join(ROOT_FOLDER, `postgres-${randomBytes(8).toString('hex')}`);
  mkdirSync(ROOT_FOLDER, { recursive: true, mode: 0o755 });
  try {
    symlinkSync(place, folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  // Another process may have made the link: whatever it says is the place.
  const agreed = isLink(folder) ? readlinkSync(folder) : folder;
  mkdirSync(agreed, { recursive: true });
  chmodSync(agreed, 0o711);
  return agreed;
}

/** True where every folder from the root down to `folder` lets any user through. */
export function isOpenToAll(folder: string): boolean {
  for (let at = realpathSync(folder); ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function idOfNobody(flag: '-u' | '-g'): number {
  const { stdout } = spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' });
  return Number.parseInt(stdout, 10) || 65_534;
}
