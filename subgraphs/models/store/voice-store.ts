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
 * The voices of turns, as a query. One feedback speaks for a turn: an explicit one before an implicit one, the latest of several; what was
 * retracted or rejected does not. The feedback room tells its helpful rates by the same rule.
 */
export function voicesOfTurns(turnIds: RawBuilder<unknown>): RawBuilder<Voice> {
  return sql<Voice>`
    select distinct on (turn_id) turn_id, verdict, corrected_intent, at as said_at
    from models.observed_feedback
    where turn_id = any(${turnIds}) and status not in ('RETRACTED', 'REJECTED')
    order by turn_id, (source is not distinct from 'EXPLICIT') desc, at desc, feedback_id collate "C" desc`;
}

/** The verdict that speaks for each of these turns; of a turn of which nobody speaks, none. */
export async function verdictsOf(db: Db, turnIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await voicesOfTurns(sql`${turnIds}`).execute(db);
  return new Map(rows.map(({ turnId, verdict }) => [turnId, verdict]));
}
