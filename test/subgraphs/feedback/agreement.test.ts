import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Identity } from '../../../platform/auth/index.ts';
import { drawOf, pick } from '../../kit/simulation/people.ts';
import { BEA, CIRO, Inbox } from './inbox.ts';
import { ADMIN, openRoom, type TestRoom } from './room.ts';

const ITEMS = 60;
const VERDICTS = [
  { decision: 'ACCEPT' },
  { decision: 'REJECT' },
  { decision: 'OUT_OF_SCOPE' },
  ...['library', 'student_card', 'grades'].map((intent) => ({ decision: 'RELABEL', intent })),
];

interface Agreement {
  items: number;
  agreed: number;
  kappa: { value: number; low: number; high: number } | null;
}

describe('the agreement of reviewers', () => {
  let room: TestRoom;
  let inbox: Inbox;
  beforeEach(async () => {
    room = await openRoom();
    inbox = new Inbox(room);
    await inbox.reviewTwice(1);
  });
  afterEach(() => room.close());

  async function agreement(): Promise<Agreement> {
    const { data } = await room.execute<{ reviewAgreement: Agreement }>(
      `{ reviewAgreement(assistantId: "asst_1") { items agreed kappa { value low high } } }`,
    );
    return data.reviewAgreement;
  }
  async function say(itemId: string, verdict: object, who: Identity): Promise<string> {
    room.clock.advance(1_000);
    const { review, errors } = await inbox.review({ itemId, ...verdict }, who);
    expect(errors).toEqual([]);
    return review?.id ?? '';
  }
  async function undo(reviewId: string): Promise<void> {
    room.clock.advance(1_000);
    expect((await inbox.undo(reviewId)).errors).toEqual([]);
  }

  it(
    'is what SQL counts over their verdicts, of those who were told nothing of each other',
    { timeout: 300_000 },
    async () => {
      const draw = drawOf(7);
      await inbox.hear(...Array.from({ length: ITEMS }, (_, i) => ({ utterance: `number ${i}`, confidence: 0.1 })));
      for (const { id } of await inbox.items()) {
        const meant = pick(VERDICTS, draw);
        const thought = () => (draw() < 0.7 ? meant : pick(VERDICTS, draw));
        const [one, other] = draw() < 0.5 ? [BEA, CIRO] : [CIRO, BEA];
        if (draw() < 0.1) await say(id, { decision: 'SKIP' }, one);
        let first = await say(id, thought(), one);
        if (draw() < 0.15) {
          await undo(first);
          first = await say(id, thought(), one);
        }
        if (draw() < 0.1) continue;
        const second = await say(id, thought(), other);
        const { state } = await inbox.item(id);
        const next = draw();
        if (next < 0.1) await undo(second);
        else if (next < 0.2) {
          await undo(second);
          await say(id, thought(), other);
        } else if (next < 0.3) {
          await undo(first);
          await say(id, thought(), one);
        } else if (state === 'DISPUTED' && next < 0.8) {
          const third = await say(id, thought(), ADMIN);
          if (draw() < 0.5) await undo(third);
        }
      }

      const cells = await countedPairs(room);
      const counted = await countedKappa(room);
      // Enough of everything that may be miscounted, or the comparison would say little.
      expect(cells.filter(({ first, second }) => first === second).length).toBeGreaterThanOrEqual(4);
      expect(cells.filter(({ first, second }) => first !== second).length).toBeGreaterThanOrEqual(8);
      expect(counted.items).toBeGreaterThan(ITEMS / 2);
      expect(counted.items).toBeLessThan(counted.standing);
      const { items, agreed, kappa } = await agreement();
      expect({ items, agreed }).toEqual({ items: counted.items, agreed: counted.agreed });
      expect(kappa?.value).toBeCloseTo(counted.kappa, 12);
    },
  );

  it('knows no pair once the second has been undone: who judges then may have read what the first said', async () => {
    const [item] = await heard('my card is stuck');
    await say(item!, { decision: 'ACCEPT' }, BEA);
    const second = await say(item!, { decision: 'REJECT' }, CIRO);
    expect(await agreement()).toMatchObject({ items: 1, agreed: 0 });
    await undo(second);
    await say(item!, { decision: 'ACCEPT' }, CIRO);
    expect(await agreement()).toEqual({ items: 0, agreed: 0, kappa: null });
    expect(await inbox.item(item!)).toMatchObject({ state: 'ACCEPTED', intent: 'library' });
  });

  it('is of a pair that was blind, whatever became of a third verdict; a first that was undone alone told nobody', async () => {
    const [item] = await heard('my card is stuck');
    await undo(await say(item!, { decision: 'REJECT' }, BEA));
    await say(item!, { decision: 'ACCEPT' }, BEA);
    await say(item!, { decision: 'REJECT' }, CIRO);
    await undo(await say(item!, { decision: 'REJECT' }, ADMIN));
    expect(await agreement()).toMatchObject({ items: 1, agreed: 0 });
  });

  async function heard(utterance: string): Promise<string[]> {
    await inbox.hear({ utterance, confidence: 0.4 });
    return (await inbox.items()).map(({ id }) => id);
  }
});

/**
 * The first two standing verdicts of each item, and whether the act of the second was the first that told the audit log what another had
 * said: only then had its reviewer heard nothing.
 */
const PAIRS = sql`
  with standing as (
    select item_id, id, coalesce(intent, decision) as said, row_number() over (partition by item_id order by at, id) as place
    from feedback.review where undone_at is null and decision <> 'SKIP'),
  told as (
    select distinct on (body ->> 'subject') body ->> 'subject' as item_id,
      jsonb_path_query_first(body, '$.facts[*] ? (@.name == "review").value') #>> '{}' as review_id
    from feedback.outbox where jsonb_path_exists(body, '$.facts[*] ? (@.name == "firstDecision")')
    order by body ->> 'subject', sequence),
  pair as (
    select a.said as first, b.said as second, told.review_id = b.id as is_blind
    from standing a join standing b on b.item_id = a.item_id and b.place = 2 join told on told.item_id = a.item_id where a.place = 1)`;

async function countedPairs({ db }: TestRoom): Promise<{ first: string; second: string; count: number }[]> {
  const { rows } = await sql<{ first: string; second: string; count: number }>`
    ${PAIRS} select first, second, count(*)::integer as count from pair where is_blind group by 1, 2`.execute(db);
  return rows;
}

/** Cohen's kappa of the table of pairs: (observed − by chance) / (1 − by chance). */
async function countedKappa({
  db,
}: TestRoom): Promise<{ standing: number; items: number; agreed: number; kappa: number }> {
  const { rows } = await sql<{ standing: number; items: number; agreed: number; kappa: number }>`
    ${PAIRS}, blind as (select * from pair where is_blind),
    total as (select count(*)::float8 as n, (count(*) filter (where first = second))::float8 as agreed from blind),
    chance as (
      select sum(a.count * b.count)::float8 as hits
      from (select first as said, count(*) from blind group by 1) a join (select second as said, count(*) from blind group by 1) b using (said))
    select (select count(*) from pair)::integer as standing, n::integer as items, agreed::integer,
      (agreed / n - hits / (n * n)) / (1 - hits / (n * n)) as kappa
    from total, chance`.execute(db);
  return rows[0]!;
}
