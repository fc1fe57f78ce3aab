import { sql } from 'kysely';
import type { Observed } from '../policy/observed-rules.ts';
import type { PredictedTurns } from '../quality/drift.ts';
import { championsOf } from './deployment-store.ts';
import type { Db } from './tables.ts';
import { voiceOf } from './voice-store.ts';

const NOTHING: Observed = { voices: [], predicted: [] };

/**
 * What was observed of the version in service: every voice that is kept, and what it predicted in its first `days` and from `recent` on.
 * A turn's voice counts when it was said.
 */
export async function observedOf(
  db: Db,
  assistantId: string,
  { days, recent }: { days: number; recent: Date },
): Promise<Observed> {
  const versionId = (await championsOf(db, [assistantId])).get(assistantId);
  if (versionId === undefined) return NOTHING;
  const predicted = await predictedOf(db, { assistantId, versionId }, { days, recent });
  const answered = sql`assistant_id = ${assistantId} and model_version_id = ${versionId}`;
  const voices = await sql<Observed['voices'][number]>`
    select said_at as at, verdict = 'HELPFUL' as is_helpful
    from models.observed_turn turn cross join lateral ${voiceOf(sql`turn.turn_id`)} voice
    where ${answered} and exists (select from models.observed_feedback feedback where feedback.turn_id = turn.turn_id)
    order by said_at, turn.turn_id`.execute(db);
  return { voices: voices.rows, predicted };
}

/** What a version predicted in its first `days` and from `recent` on, day by day. */
export async function predictedOf(
  db: Db,
  { assistantId, versionId }: { assistantId: string; versionId: string },
  { days, recent }: { days: number; recent: Date },
): Promise<PredictedTurns[]> {
  const answered = sql`assistant_id = ${assistantId} and model_version_id = ${versionId}`;
  // Turns of before deployments were noted do not say whether they were refused.
  const { rows } = await sql<PredictedTurns>`
    with era as (
      select date_trunc('day', min(at), 'UTC') as begins from models.observed_turn where ${answered} and deployment_id is not null)
    select date_trunc('day', at, 'UTC') as day, case when is_out_of_scope then null else intent end as intent,
      count(*)::integer as turns
    from models.observed_turn, era
    where ${answered} and deployment_id is not null and (at < era.begins + make_interval(hours => 24 * ${days}::integer) or at >= ${recent})
    group by 1, 2`.execute(db);
  return rows;
}
