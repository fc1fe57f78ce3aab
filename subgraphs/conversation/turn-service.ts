import type { Database } from '../../platform/db/index.ts';
import {
  type Connection,
  NotFound,
  type PageArguments,
  pageRequest,
  type RoomCall,
  toConnection,
  Topic,
} from '../kit/index.ts';
import { admitToConversation } from './access.ts';
import { findConversations } from './store/conversation-store.ts';
import type { TurnRow } from './store/tables.ts';
import { findTurns, findTurnWithConversation, pageOfTurns, type TurnPage } from './store/turn-store.ts';
import { TurnFeed } from './turn-feed.ts';
import type { TurnFacts } from './types/turn-facts.ts';

const DEFAULT_PAGE = 20;

/** Every process hears of a new turn on this channel; the payload is the conversation's id. Who misses one sees its turn with the next. */
export const TURN_CHANNEL = 'conversation_turn';

/** Turns that were taken: read, paged, followed. */
export class TurnService {
  readonly #db: Database;
  /** Conversations in which a turn was just taken, by any process. */
  readonly #added = new Topic<'added'>();

  constructor({ db }: { db: Database }) {
    this.#db = db;
  }

  /** The turns behind ids, all at once. */
  readonly find = async (ids: readonly string[]): Promise<ReadonlyMap<string, TurnRow>> => {
    const rows = await findTurns(this.#db, ids);
    return new Map(rows.map((row) => [row.id, row]));
  };

  /** Null for an unknown one. @throws Forbidden for a turn of another conversation than the caller's. */
  async turn(id: string, { identity }: RoomCall): Promise<TurnRow | null> {
    const [row] = await findTurns(this.#db, [id]);
    if (row) admitToConversation(identity, row.conversationId);
    return row ?? null;
  }

  /** What was true at the turn, for the other rooms; null for an unknown one. @throws Forbidden */
  async facts(turnId: string, { identity }: RoomCall): Promise<TurnFacts | null> {
    const turn = await findTurnWithConversation(this.#db, turnId);
    if (!turn) return null;
    admitToConversation(identity, turn.conversationId);
    return { ...turn, turnId: turn.id };
  }

  /**
   * Names a page of a conversation's turns, in the order they were taken, for `pages`.
   * @throws BadUserInput for a size out of range or a cursor of another connection.
   */
  pageKey(conversationId: string, page: PageArguments): string {
    return JSON.stringify([conversationId, pageRequest<readonly [number]>(page, ['index'], DEFAULT_PAGE)]);
  }

  /** The pages behind keys: those that are alike but for their conversation in one round trip. */
  readonly pages = async (keys: readonly string[]): Promise<ReadonlyMap<string, Connection<TurnRow>>> => {
    const wanted = keys.map((key) => {
      const [conversationId, page] = JSON.parse(key) as [string, TurnPage];
      return { key, conversationId, page };
    });
    const alike = Map.groupBy(wanted, ({ page }) => JSON.stringify(page));
    const loaded = await Promise.all(
      [...alike.values()].map(async (group) => {
        const { page } = group[0]!;
        const turns = await pageOfTurns(
          this.#db,
          group.map(({ conversationId }) => conversationId),
          page,
        );
        const byConversation = Map.groupBy(turns, (turn) => turn.conversationId);
        return group.map(
          ({ key, conversationId }) =>
            [
              key,
              toConnection(byConversation.get(conversationId) ?? [], page, {
                key: (turn) => [turn.index],
                node: (turn) => turn,
              }),
            ] as const,
        );
      }),
    );
    return new Map(loaded.flat());
  };

  /**
   * The turns of a conversation as they are taken, by whichever process, each once and in order, without a gap: with `after`, those beyond
   * this index first (-1 for all).
   * @throws Forbidden, NotFound
   */
  async follow(
    conversationId: string,
    after: number | null | undefined,
    { identity }: RoomCall,
  ): Promise<AsyncIterableIterator<TurnRow>> {
    admitToConversation(identity, conversationId);
    // Listening begins before the state is read, so nothing falls between.
    const wakeUps = this.#added.listen(conversationId, { latestOnly: true });
    try {
      const [conversation] = await findConversations(this.#db, [conversationId]);
      if (!conversation) throw new NotFound('conversation', ['conversationId']);
      return new TurnFeed(wakeUps, {
        after: after ?? conversation.turnCount - 1,
        read: (index, limit) => pageOfTurns(this.#db, [conversationId], { direction: 'forward', limit, from: [index] }),
      });
    } catch (error) {
      await wakeUps.return?.();
      throw error;
    }
  }

  /** A turn was taken in this conversation: who follows it looks. */
  wake(conversationId: string): void {
    this.#added.publish(conversationId, 'added');
  }

  /** Announcements may have been missed: everybody who follows looks again. */
  wakeAll(): void {
    for (const conversationId of this.#added.keys()) this.wake(conversationId);
  }
}
