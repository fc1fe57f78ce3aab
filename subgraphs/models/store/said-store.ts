import { sql } from 'kysely';
import { type SaidTurn, type SaidTurns, TURNS_COMPARED } from '../quality/input-drift.ts';
import type { Db } from './tables.ts';

const DAY_MS = 24 * 60 * 60_000;

export interface SaidTo {
  assistantId: string;
  versionId: string;
  /** Whole days by UTC, the first ones of the version. */
  days: number;
  from: Date;
  /** Not included. */
  to: Date;
}

/**
 * What users said to a version in its first `days`, those that `predictedOf` compares with, and from `from` to `to`: of either as many turns as
 * are compared, by a hash of their ids, so that the same turns are drawn whoever asks. A choice among options is nobody's wording. Null where the
 * two periods would overlap, and of a version that answered nothing.
 */
export async function saidTo(db: Db, { assistantId, versionId, days, from, to }: SaidTo): Promise<SaidTurns | null> {
  const answered = sql`assistant_id = ${assistantId} and model_version_id = ${versionId} and deployment_id is not null`;
  const { rows } = await sql<{ begins: Date | null }>`
    select date_trunc('day', min(at), 'UTC') as begins from models.observed_turn where ${answered}`.execute(db);
  const formerFrom = rows[0]?.begins;
  if (!formerFrom) return null;
  const formerTo = new Date(formerFrom.getTime() + days * DAY_MS);
  if (from < formerTo) return null;
  const drawn = async (begin: Date, end: Date) => {
    const turns = await sql<SaidTurn>`
      select utterance, confidence from models.observed_turn
      where ${answered} and at >= ${begin} and at < ${end} and utterance is not null and chosen_intent is null
      order by hashtextextended(turn_id, 0), turn_id limit ${TURNS_COMPARED}`.execute(db);
    return turns.rows;
  };
  return { former: await drawn(formerFrom, formerTo), recent: await drawn(from, to), formerFrom, formerTo };
}
