import { sql } from 'kysely';
import type { Database } from '../../../platform/db/index.ts';

/** An utterance about which nobody has said anything, by the first of its turns that are kept. */
export interface Unlabelled {
  turnId: string;
  utterance: string;
}

/**
 * Three tenths of a label is what a guess teaches (`nlu/self-training.ts`): so many utterances of one user teach no more than ten corrections, as all
 * that one user says in a day may.
 */
const OF_ONE_USER = 33;
/** As for labels: an anonymous caller is a new user with each conversation. */
const OF_ONE_ADDRESS = 10 * OF_ONE_USER;

/**
 * What the assistant's users said, and nobody has spoken about: near-equal utterances once, those last heard first, at most `limit`. What a
 * reviewer has settled is left out, also where it teaches nothing, and so is what any user has liked, disliked or corrected and not taken back.
 */
export async function findUnlabelled(
  db: Database,
  { assistantId, limit }: { assistantId: string; limit: number },
): Promise<Unlabelled[]> {
  const { rows } = await sql<Unlabelled>`
    with heard as (
      select (array_agg(t.turn_id order by t.at, t.turn_id))[1] as turn_id,
        (array_agg(t.facts ->> 'utterance' order by t.at, t.turn_id))[1] as utterance,
        (array_agg(coalesce(t.facts ->> 'endUserId', t.conversation_id) order by t.at, t.turn_id))[1] as author,
        (array_agg(t.facts ->> 'origin' order by t.at, t.turn_id))[1] as origin,
        t.utterance_key, max(t.at) as last_at
      from feedback.observed_turn t
      left join feedback.feedback f on f.turn_id = t.turn_id and f.status <> 'RETRACTED'
      where t.assistant_id = ${assistantId} and t.utterance_key is not null
      group by t.utterance_key
      having count(f.id) = 0
    ), of_user as (
      select *, row_number() over (partition by author order by last_at desc, utterance_key) as place,
        row_number() over (partition by coalesce(origin, author) order by last_at desc, utterance_key) as place_at_address
      from heard
    )
    select turn_id, utterance from of_user
    where place <= ${OF_ONE_USER} and place_at_address <= ${OF_ONE_ADDRESS} and not exists (
      select from feedback.review_item i
      where i.assistant_id = ${assistantId} and i.utterance_key = of_user.utterance_key and i.settled_by is not null
    )
    order by last_at desc, utterance_key limit ${limit}`.execute(db);
  return rows;
}
