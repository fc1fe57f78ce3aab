import { ArgsType, type ClassType, Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { BadUserInput } from './errors.ts';

@ObjectType({ description: 'Where a page of a connection lies.' })
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follows after `endCursor`.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether something comes before `startCursor`.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first edge; null on an empty page.' })
  startCursor?: string | null;

  @Field(() => String, { nullable: true, description: 'The cursor of the last edge; null on an empty page.' })
  endCursor?: string | null;
}

export interface Edge<T> {
  cursor: string;
  node: T;
}
export interface Connection<T> {
  edges: Edge<T>[];
  pageInfo: PageInfo;
}

/** The Relay edge and connection classes of `Node`, described; `name` is the node's GraphQL name. Extend the connection for more fields. */
export function connectionOf<T extends object>(name: string, node: () => ClassType<T>) {
  @ObjectType(`${name}Edge`, { description: `A ${name} and its place in a connection.` })
  class NodeEdge implements Edge<T> {
    @Field(() => String, { description: 'Opaque; give it as `after` or `before`.' })
    cursor!: string;

    @Field(node, { description: `The ${name}.` })
    node!: T;
  }

  @ObjectType()
  abstract class NodeConnection implements Connection<T> {
    @Field(() => [NodeEdge], { description: 'This page, in the connection’s order.' })
    edges!: NodeEdge[];

    @Field(() => PageInfo, { description: 'Where this page lies.' })
    pageInfo!: PageInfo;
  }
  return { edge: NodeEdge, connection: NodeConnection };
}

/** Where a page starts and how long it is. `direction` is relative to the connection's own order. */
export interface PageRequest<TKey extends readonly CursorPart[]> {
  limit: number;
  direction: 'forward' | 'backward';
  /** Exclusive bound: the sort key of the edge after (or before) which the page starts. */
  from: TKey | undefined;
}
export type CursorPart = string | number;
/** What a part of a cursor must be. A database refuses a text that is no instant, and a number that is no place, with an error of ours. */
export type CursorPartKind = 'string' | 'number' | 'index' | 'instant';
export interface PageArguments {
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}

const MAX_PAGE = 100;

/**
 * Reads Relay arguments. `first` or `last` (1..100) is required unless `defaultFirst` is given; both together are refused.
 * `shape` names the kinds of the cursor's parts, e.g. `['instant', 'string']` for (time, id).
 * @throws BadUserInput for a page size out of range or a cursor that this connection did not make.
 */
export function pageRequest<TKey extends readonly CursorPart[]>(
  { first, after, last, before }: PageArguments,
  shape: readonly CursorPartKind[],
  defaultFirst?: number,
): PageRequest<TKey> {
  if (first != null && last != null) throw new BadUserInput('Give `first` or `last`, not both.', ['first']);
  if (last != null) {
    if (after != null) throw new BadUserInput('`after` goes with `first`.', ['after']);
    return { limit: pageSize(last, 'last'), direction: 'backward', from: decodeCursor<TKey>(before, shape, 'before') };
  }
  if (before != null) throw new BadUserInput('`before` goes with `last`.', ['before']);
  const size = first ?? defaultFirst;
  if (size == null) throw new BadUserInput('`first` is required (1..100).', ['first']);
  return { limit: pageSize(size, 'first'), direction: 'forward', from: decodeCursor<TKey>(after, shape, 'after') };
}

/**
 * Makes a connection from up to `limit + 1` rows read in the page's direction: the extra row only tells that there is more.
 * `key` gives a row's sort key, which becomes its cursor.
 */
export function toConnection<TRow, TNode>(
  rows: readonly TRow[],
  page: PageRequest<readonly CursorPart[]>,
  { key, node }: { key: (row: TRow) => readonly CursorPart[]; node: (row: TRow) => TNode },
): Connection<TNode> {
  const more = rows.length > page.limit;
  const kept = rows.slice(0, page.limit);
  if (page.direction === 'backward') kept.reverse();
  const edges = kept.map((row) => ({ cursor: encodeCursor(key(row)), node: node(row) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: page.direction === 'forward' ? more : page.from !== undefined,
      hasPreviousPage: page.direction === 'backward' ? more : page.from !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

export function encodeCursor(key: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function decodeCursor<TKey extends readonly CursorPart[]>(
  cursor: string | null | undefined,
  shape: readonly CursorPartKind[],
  name: string,
): TKey | undefined {
  if (cursor == null) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.length === shape.length && key.every((part, i) => isOfKind(part, shape[i])))
      return key as unknown as TKey;
  } catch {
    // falls through to the one message: what exactly is broken in an opaque text helps nobody
  }
  throw new BadUserInput(`\`${name}\` is not a cursor of this connection.`, [name]);
}

const LAST_INDEX = 2 ** 31 - 1;

function isOfKind(part: unknown, kind: CursorPartKind | undefined): boolean {
  if (kind === 'index') return Number.isInteger(part) && Math.abs(Number(part)) <= LAST_INDEX;
  if (kind === 'instant') return typeof part === 'string' && isInstant(part);
  return typeof part === kind;
}

/** ISO 8601 in UTC to the millisecond, as this program writes it, in years of four digits. */
function isInstant(text: string): boolean {
  return /^\d{4}-.*Z$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text;
}

function pageSize(size: number, name: string): number {
  if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE)
    throw new BadUserInput(`\`${name}\` must be between 1 and ${MAX_PAGE}.`, [name]);
  return size;
}

/** Arguments of a connection that is read forward, as `@Args()`. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { description: 'How many, 1..100.' })
  first!: number;

  @Field(() => String, { nullable: true, description: 'The cursor after which the page starts.' })
  after?: string | null;
}

/** The same, of a connection of one assistant. */
@ArgsType()
export class OfAssistantArgs extends PageArgs {
  @Field(() => ID, { description: 'The assistant.' })
  assistantId!: string;
}
