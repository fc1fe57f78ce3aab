import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { commandOf, isAlive } from '../processes/index.ts';
import type { Runner } from './postgres-user.ts';

/** Where root keeps what an unprivileged user must reach; only root can write here. */
export const ROOT_FOLDER = process.platform === 'darwin' ? '/usr/local/var/malha' : '/var/lib/malha';

/** In a place, the name of its bond: a file of which the data folder holds a second hard link. */
const BOND = 'data-folder';
/** A data folder that is moved to another file system holds no link any more until it is started there: it has so long for it. */
const KEPT_MS = 60 * 60_000;

/**
 * The folder in which the cluster lives: `folder` itself or, where root's checkout is private and `nobody` could not reach it,
 * a place below ROOT_FOLDER to which `folder` becomes a link.
 */
export function reachableFolder(folder: string, runner: Runner): string {
  mkdirSync(path.dirname(folder), { recursive: true });
  const needsPlace =
    runner.isRoot && (isLink(folder) ? isPlace(readlinkSync(folder)) : !isOpenToAll(path.dirname(folder)));
  if (!needsPlace) {
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    return realpathSync(folder);
  }
  mkdirSync(ROOT_FOLDER, { recursive: true, mode: 0o755 });
  try {
    symlinkSync(path.join(ROOT_FOLDER, `postgres-${randomBytes(8).toString('hex')}`), folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  // An earlier start or another process may have made the link: whatever it says is the place.
  const agreed = isLink(folder) ? readlinkSync(folder) : folder;
  mkdirSync(agreed, { recursive: true });
  chmodSync(agreed, 0o711);
  if (isPlace(agreed)) bind(agreed, folder);
  return agreed;
}

/**
 * Removes the places whose data folder has been gone for `keptMs`, as after `rm -r .malha`: nothing else names them, so nothing else would
 * ever remove them. A data folder that was only renamed still holds its link. What a server runs on stays, and what has no bond.
 * @returns the places removed
 */
export function removeOrphanedPlaces({ among = allPlaces(), keptMs = KEPT_MS } = {}): string[] {
  const orphans = among.filter((place) => isOrphan(place, keptMs));
  for (const place of orphans) rmSync(place, { recursive: true, force: true });
  return orphans;
}

/** True where every folder from the root down to `folder` lets any user through. */
export function isOpenToAll(folder: string): boolean {
  for (let at = realpathSync(folder); ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** The file system itself counts who holds on to a place: its bond has two names while the data folder is there, wherever it was moved. */
function bind(place: string, folder: string): void {
  const [bond, held] = [path.join(place, BOND), `${folder}-place`];
  try {
    writeFileSync(bond, folder, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const heldInode = statSync(held, { throwIfNoEntry: false })?.ino;
  if (heldInode === statSync(bond).ino) return;
  try {
    rmSync(held, { force: true });
    linkSync(bond, held);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    // Two file systems (EXDEV) share no file. Without a bond the place is never taken for an orphan.
    rmSync(bond, { force: true });
  }
}

function allPlaces(): string[] {
  const names = existsSync(ROOT_FOLDER) ? readdirSync(ROOT_FOLDER) : [];
  return names.map((name) => path.join(ROOT_FOLDER, name)).filter(isPlace);
}

function isOrphan(place: string, keptMs: number): boolean {
  const bond = statSync(path.join(place, BOND), { throwIfNoEntry: false });
  // The second name's removal is the last change of the file's own record.
  return bond?.nlink === 1 && Date.now() - bond.ctimeMs >= keptMs && !isServed(path.join(place, 'cluster'));
}

function isServed(cluster: string): boolean {
  const pidFile = path.join(cluster, 'postmaster.pid');
  const pid = existsSync(pidFile) ? Number.parseInt(readFileSync(pidFile, 'utf8'), 10) : 0;
  return pid > 0 && isAlive(pid) && commandOf(pid).includes('postgres');
}

function isPlace(folder: string): boolean {
  return path.dirname(folder) === ROOT_FOLDER && /^postgres-[0-9a-f]{16}$/.test(path.basename(folder));
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
