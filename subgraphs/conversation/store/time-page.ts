import { BadUserInput, type PageArguments, type PageRequest, pageRequest } from '../../kit/index.ts';

/** A place in an order by time: milliseconds since 1970, then the id. */
type TimeKey = readonly [atMs: number, id: string];
export type TimePage = PageRequest<TimeKey>;

const LAST_INSTANT_MS = Date.UTC(9999, 11, 31);

/** @throws BadUserInput also for a cursor whose time is none: PostgreSQL would refuse it with an error of ours. */
export function timePage(page: PageArguments): TimePage {
  const request = pageRequest<TimeKey>(page, ['number', 'string']);
  const [atMs] = request.from ?? [0];
  if (!(atMs >= 0 && atMs <= LAST_INSTANT_MS))
    throw new BadUserInput('`after` is not a cursor of this connection.', ['after']);
  return request;
}
