import { describe, expect, it } from 'vitest';
import { BadUserInput, encodeCursor, pageRequest, toConnection } from '../../../subgraphs/kit/index.ts';

const SHAPE = ['string', 'string'] as const;
const rows = (...ids: string[]) => ids.map((id) => ({ id, at: '2026' }));
const connect = (ids: string[], page: ReturnType<typeof pageRequest<[string, string]>>) =>
  toConnection(rows(...ids), page, { key: (row) => [row.at, row.id], node: (row) => row.id });

describe('a page request', () => {
  it('starts after the key that its cursor holds', () => {
    const page = pageRequest({ first: 5, after: encodeCursor(['2026', 'b']) }, SHAPE);
    expect(page).toEqual({ limit: 5, direction: 'forward', from: ['2026', 'b'] });
  });

  it('goes backward with last and before', () => {
    expect(pageRequest({ last: 2, before: encodeCursor(['2026', 'c']) }, SHAPE)).toMatchObject({
      direction: 'backward',
      limit: 2,
    });
  });

  it.each([
    ['no size', {}],
    ['zero', { first: 0 }],
    ['a hundred and one', { first: 101 }],
    ['both ends', { first: 1, last: 1 }],
    ['a cursor of nonsense', { first: 1, after: 'nonsense' }],
    ['a cursor of another connection', { first: 1, after: encodeCursor([7]) }],
    ['after with last', { last: 1, after: encodeCursor(['a', 'b']) }],
  ])('refuses %s', (_what, page) => {
    expect(() => pageRequest(page, SHAPE)).toThrow(BadUserInput);
  });
});

const request = (kind: 'index' | 'instant', part: string | number) =>
  pageRequest<[string | number]>({ first: 1, after: encodeCursor([part]) }, [kind]).from;

describe('a part of a cursor', () => {
  it.each([
    ['index', 0],
    ['index', 2 ** 31 - 1],
    ['instant', '2026-11-22T12:34:56.789Z'],
  ] as const)('is taken as %s: %s', (kind, part) => {
    expect(request(kind, part)).toEqual([part]);
  });

  it.each([
    ['index', 1.5],
    ['index', 2 ** 31],
    ['index', '1'],
    ['instant', 'yesterday'],
    ['instant', '2026-13-01T00:00:00.000Z'],
    ['instant', '+275760-09-13T00:00:00.000Z'],
    ['instant', '2026-11-22'],
    ['instant', 7],
  ] as const)('is refused as %s: %s', (kind, part) => {
    expect(() => request(kind, part)).toThrow(BadUserInput);
  });
});

describe('a connection', () => {
  it('drops the extra row and says that there is more', () => {
    const { edges, pageInfo } = connect(['a', 'b', 'c'], { limit: 2, direction: 'forward', from: undefined });
    expect(edges.map((edge) => edge.node)).toEqual(['a', 'b']);
    expect(pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(pageRequest({ first: 1, after: pageInfo.endCursor ?? null }, SHAPE).from).toEqual(['2026', 'b']);
  });

  it('shows a backward page in the order of the connection', () => {
    const { edges, pageInfo } = connect(['c', 'b', 'a'], { limit: 2, direction: 'backward', from: ['2026', 'd'] });
    expect(edges.map((edge) => edge.node)).toEqual(['b', 'c']);
    expect(pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  });

  it('has no cursors where it is empty', () => {
    expect(connect([], { limit: 2, direction: 'forward', from: undefined }).pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });
});
