import { openDatabase } from '../platform/db/index.ts';
import { encodersIn } from '../platform/encoder/index.ts';
import { Lifecycle, systemClock } from '../platform/lifecycle/index.ts';
import { createLogger } from '../platform/log/index.ts';
import { roomsOver, type Subgraph } from '../subgraphs/kit/index.ts';
import { createSixRooms } from './rooms.ts';

/** The six subgraphs for reading only, e.g. to compose them: made by the same factories as in service, over engines that are never reached. */
export function buildSubgraphs(): Subgraph[] {
  const unreached = new Proxy(
    {},
    { get: (_target, name) => (name === 'then' ? undefined : () => unreachable(String(name))) },
  );
  const rooms = createSixRooms(
    {
      db: openDatabase({ url: 'postgres://unreached.invalid/' }),
      notifications: unreached as never,
      objects: unreached as never,
      encoders: encodersIn(undefined),
      tokens: unreached as never,
      clock: systemClock,
      log: createLogger({ level: 'silent', name: 'schemas' }),
      lifecycle: new Lifecycle(),
    },
    {
      rooms: roomsOver(new Map(), { timeoutMs: 1 }),
      workflows: unreached as never,
      delivery: unreached as never,
      crawl: { privateHosts: [], delayMs: 1_000 },
      webhooks: { privateHosts: [] },
    },
  );
  return Object.values(rooms).map((room: { subgraph: Subgraph }) => room.subgraph);
}

function unreachable(name: string): never {
  throw new Error(`${name} was called while only the schemas were asked for`);
}
