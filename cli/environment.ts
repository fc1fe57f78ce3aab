import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Where the graph is and with which authority the CLI talks to it. */
export interface Connection {
  /** The gateway's origin, e.g. http://127.0.0.1:4000. */
  url: string;
  token: string | undefined;
  /** Where the token came from, for `doctor`. */
  tokenSource: string;
}

/** MALHA_URL (else PORT on this machine) and MALHA_TOKEN, else the admin token that a Malha of this machine keeps in its data folder. */
export function readConnection(environment: NodeJS.ProcessEnv = process.env): Connection {
  const url = (environment['MALHA_URL'] ?? `http://127.0.0.1:${environment['PORT'] ?? 4000}`).replace(
    /\/(graphql\/?)?$/,
    '',
  );
  if (environment['MALHA_TOKEN']) return { url, token: environment['MALHA_TOKEN'], tokenSource: 'MALHA_TOKEN' };
  if (environment['MALHA_ADMIN_TOKEN'])
    return { url, token: environment['MALHA_ADMIN_TOKEN'], tokenSource: 'MALHA_ADMIN_TOKEN' };
  const file = path.resolve(environment['MALHA_DATA'] ?? '.malha', 'admin-token');
  try {
    return { url, token: readFileSync(file, 'utf8').trim(), tokenSource: file };
  } catch {
    return { url, token: undefined, tokenSource: `none: MALHA_TOKEN is unset and ${file} cannot be read` };
  }
}
