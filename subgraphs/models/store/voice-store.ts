import { type RawBuilder, sql } from 'kysely';
import type { Db } from './tables.ts';

/** What somebody says of a turn. */
export interface Voice {
  turnId: string;
  verdict: string;
  correctedIntent: string | null;
  saidAt: Date;
}

/**
 * The voice of one turn, as a query for `lateral`. One feedback speaks for a turn: an explicit one before an implicit one, the latest of
 * several; what was retracted or rejected does not. The feedback room tells its helpful rates by the same rule.
 *
 * Turn by turn and not all at once: each is a look into an index whatever the planner believes of the tables. It believes of young ones that they
 * have a few rows; joined as a whole, 10,000 turns and their voices were held against each other pair by pair, for 5 s.
 */
export function voiceOf(turnId: RawBuilder<unknown>): RawBuilder<Voice> {
  return sql<Voice>`(
    select turn_id, verdict, corrected_intent, at as said_at
    from models.observed_feedback
    where turn_id = ${turnId} and status not in ('RETRACTED', 'REJECTED')
    order by (source is not distinct from 'EXPLICIT') desc, at desc, feedback_id collate "C" desc
    limit 1)`;
}

/** The verdict that speaks for each of these turns; of a turn of which nobody speaks, none. */
export async function verdictsOf(db: Db, turnIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<Voice>`
    select voice.* from unnest(${turnIds}::text[]) as turn (id) cross join lateral ${voiceOf(sql`turn.id`)} voice`.execute(
    db,
  );
  return new Map(rows.map(({ turnId, verdict }) => [turnId, verdict]));
}
