import { type Database, transaction } from '../../platform/db/index.ts';
import type { Clock } from '../../platform/lifecycle/index.ts';
import type { Delivery } from '../../platform/queue/index.ts';
import {
  actPerformed,
  earlierResult,
  idempotent,
  type IdempotentInput,
  InvalidInput,
  type RoomCall,
} from '../kit/index.ts';
import { admitAdmin, admitStaff } from './access.ts';
import type { ChangeOutbox } from './change-outbox.ts';

const MOST_LETTERS = 1_000;

export interface Redrive extends IdempotentInput {
  limit: number;
}
/** How much was sent on its way again. */
export interface Redriven {
  deadLetters: number;
  setAside: number;
}

interface DeliveryParts {
  db: Database;
  delivery: Delivery;
  clock: Clock;
  outbox: ChangeOutbox;
}

/** What waits on the way of messages, of all rooms, and the way back for what has fallen off it. */
export class DeliveryService {
  readonly #parts: DeliveryParts;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /** @throws Forbidden */
  depth({ identity }: Pick<RoomCall, 'identity'>): ReturnType<Delivery['depth']> {
    admitStaff(identity);
    return this.#parts.delivery.depth();
  }

  /**
   * Sends up to `limit` dead letters, and everything that was set aside, on its way again. What still cannot be worked off comes back.
   * @throws Forbidden, InvalidInput, IDEMPOTENCY_CONFLICT
   */
  async redrive(input: Redrive, { identity, requestId }: RoomCall): Promise<Redriven> {
    admitAdmin(identity);
    if (input.limit < 1 || input.limit > MOST_LETTERS)
      throw new InvalidInput(`One call takes 1 to ${MOST_LETTERS} dead letters.`, ['input', 'limit']);
    const { db, delivery, clock, outbox } = this.#parts;
    const use = { schema: 'feedback', operation: 'redriveMessages', identity, input };
    const earlier = await earlierResult(db, use);
    if (earlier !== undefined) return JSON.parse(earlier) as Redriven;
    // Outside the transaction, which must not wait for the queue. Who repeats the call after a failure moves what is left.
    const deadLetters = await delivery.redrive(input.limit);
    const result = await transaction(db, (tx) =>
      idempotent(tx, use, async () => {
        const redriven: Redriven = { deadLetters, setAside: await delivery.release(tx) };
        const facts = Object.entries(redriven).map(([name, value]) => ({ name, value: String(value) }));
        const act = {
          actor: identity.id,
          action: 'MESSAGES_REDRIVEN',
          subject: 'messages',
          at: clock.now(),
          requestId,
        };
        await outbox.append(tx, actPerformed({ assistantId: null, ...act, facts }));
        return JSON.stringify(redriven);
      }),
    );
    return JSON.parse(result) as Redriven;
  }
}
