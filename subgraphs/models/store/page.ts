import type { PageRequest } from '../../kit/index.ts';

/** A page of rows, newest first, by (created_at, id): the cursor holds the time as ISO 8601 text. */
export type NewestFirst = PageRequest<readonly [string, string]>;
export const NEWEST_FIRST = ['instant', 'string'] as const;

export function newestFirstKey({ createdAt, id }: { createdAt: Date; id: string }): readonly [string, string] {
  return [createdAt.toISOString(), id];
}
