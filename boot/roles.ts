/** The rooms, in the order of their default ports. */
export const ROOMS = ['conversation', 'nlp', 'tagging', 'scraping', 'feedback', 'models'] as const;
export type Room = (typeof ROOMS)[number];

/** What one process does: the gateway, the worker, some of the subgraphs. */
export interface Roles {
  readonly isGateway: boolean;
  readonly isWorker: boolean;
  readonly rooms: readonly Room[];
  /** True where one process runs everything and subgraphs are called without a network between. */
  readonly isWhole: boolean;
}

/**
 * Reads `--role` values: none is every role in one process; else `gateway`, `worker` or `subgraph:<room>`, repeatable.
 * @throws Error naming the roles there are.
 */
export function readRoles(values: readonly string[]): Roles {
  if (values.length === 0) return { isGateway: true, isWorker: true, rooms: ROOMS, isWhole: true };
  const rooms: Room[] = [];
  for (const value of values) {
    if (value === 'gateway' || value === 'worker') continue;
    const room = ROOMS.find((name) => value === `subgraph:${name}`);
    if (!room)
      throw new Error(
        `There is no role "${value}". Roles: gateway, worker, ${ROOMS.map((name) => `subgraph:${name}`).join(', ')}.`,
      );
    rooms.push(room);
  }
  return { isGateway: values.includes('gateway'), isWorker: values.includes('worker'), rooms, isWhole: false };
}

/** The thread that works, beside one that answers: it makes all rooms, and starts none. */
export const WORKING: Roles = { isGateway: false, isWorker: true, rooms: [], isWhole: true };

/** What it takes to seed: the rooms and a worker, and no door. */
export const SEEDING: Roles = { isGateway: false, isWorker: true, rooms: ROOMS, isWhole: true };
