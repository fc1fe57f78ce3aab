import { type Connection, type PageArguments, pageRequest, toConnection } from '../../kit/index.ts';

/** A page of what is held whole and comes in one order: its cursors are places. @throws BadUserInput */
export function pageOfWhole<T>(all: readonly T[], asked: PageArguments): Connection<T> {
  const page = pageRequest<readonly [number]>(asked, ['index']);
  const start = page.from === undefined ? 0 : page.from[0] + 1;
  const rows = all.slice(start, start + page.limit + 1).map((node, i) => ({ node, place: start + i }));
  return toConnection(rows, page, { key: ({ place }) => [place], node: ({ node }) => node });
}
