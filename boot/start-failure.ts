import { ConfigError } from '../platform/config/index.ts';

/** What a person reads where the program does not start: a sentence for what they can mend themselves, else the error with its stack. */
export function startFailure(error: unknown): unknown {
  if (error instanceof ConfigError) return error.message;
  // Where a name has several addresses, Node wraps what went wrong at each.
  const cause: unknown = error instanceof AggregateError ? error.errors[0] : error;
  if (!(cause instanceof Error) || !('code' in cause)) return error;
  const { code, address, port } = cause as NodeJS.ErrnoException & { address?: string; port?: number };
  switch (code) {
    case 'EADDRINUSE':
      return `${address}:${port} is in use: is Malha running there already? Stop what has it, or set PORT to another port.`;
    case 'EACCES':
      return port === undefined ? error : `Port ${port} may not be opened by this user: set PORT to 1024 or more.`;
    case 'ECONNREFUSED':
      return `Nothing answers at ${address}:${port}: check DATABASE_URL and AWS_ENDPOINT_URL.`;
    case 'ENOTFOUND':
      return `${cause.message}: check DATABASE_URL and AWS_ENDPOINT_URL.`;
    case '28P01':
    case '28000':
    case '3D000':
      return `The database refuses: ${cause.message}. Check DATABASE_URL.`;
    default:
      return error;
  }
}
