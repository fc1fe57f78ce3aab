import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../../platform/db/index.ts';
import { roomsOver, type SubgraphSource } from '../../../subgraphs/kit/index.ts';
import { ScrapingRoom } from '../scraping/scraping-room.ts';
import { ConversationRoom } from './conversation-room.ts';
import { UNSURE } from './played-rooms.ts';

/** A search is given up at once; the rest has all the time that a busy machine needs. */
const PATIENCE = { interpretMs: 60_000, searchMs: 50, tagMs: 60_000 };

describe('a reply, beside a scraping room whose database does not answer', () => {
  let scraping: ScrapingRoom;
  let conversation: ConversationRoom;
  beforeAll(async () => {
    scraping = await ScrapingRoom.open();
    const source = (await scraping.process()).source;
    const sources = new Map<string, SubgraphSource>([['scraping', source]]);
    conversation = await ConversationRoom.open(roomsOver(sources, { timeoutMs: 200_000 }), { patience: PATIENCE });
    conversation.rooms.isScrapingReal = true;
    conversation.rooms.understanding = () => UNSURE;
  });
  afterAll(async () => {
    await conversation.close();
    await scraping.close();
  });

  /** Searches that run in the database now. */
  async function searching(): Promise<number> {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from pg_stat_activity
      where datname = current_database() and state = 'active' and query like '%scraping.passage%'
        and pid <> pg_backend_pid() and wait_event_type = 'Lock'`.execute(scraping.database.db);
    return rows[0]?.n ?? 0;
  }

  it('falls back when its time is over, and the search is stopped in the database too', async () => {
    const id = await conversation.start();
    await transaction(scraping.database.db, async (tx) => {
      await sql`lock table scraping.passage in access exclusive mode`.execute(tx);
      const { turn } = await conversation.send(id, 'where is the consular section?');
      expect(turn?.reply).toMatchObject({ kind: 'FALLBACK', citations: [] });
      await expect.poll(searching).toBe(0);
    });
    expect(conversation.rooms.count('searchPassages')).toBe(1);
  });
});
