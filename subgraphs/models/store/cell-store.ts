import { sql } from 'kysely';
import type { AnswerCell, Cell, Latency, Period } from '../quality/cells.ts';
import type { Db } from './tables.ts';
import { voiceOf } from './voice-store.ts';

/** Upper bounds of all confidence bins but the last. */
const BINS = [0.3, 0.5, 0.7, 0.9];

/** The turns of a period, counted by everything that quality is told by. */
export async function cellsOf(db: Db, { assistantId, from, to, bucket }: Period): Promise<Cell[]> {
  const { rows } = await sql<Cell>`
    select date_trunc(${bucket.toLowerCase()}, t.at, 'UTC') as at, t.model_version_id, t.intent, t.tags, t.reply_kind,
      width_bucket(coalesce(t.confidence, 0), ${BINS}::double precision[]) as bin,
      v.verdict as outcome, v.corrected_intent,
      count(*)::integer as turns, sum(coalesce(t.confidence, 0)) as confidence_sum,
      (count(*) filter (where t.is_out_of_scope))::integer as out_of_scope
    from models.observed_turn t left join lateral ${voiceOf(sql`t.turn_id`)} v on true
    where t.assistant_id = ${assistantId} and t.at >= ${from} and t.at < ${to}
    group by 1, 2, 3, 4, 5, 6, 7, 8`.execute(db);
  return rows;
}

/**
 * The turns of a period in which a curated answer was given, counted by answer, and by whether they came before or after it was written anew:
 * the audit log knows when. Which language's answer it was is taken from the utterance's.
 */
export async function answerCellsOf(db: Db, { assistantId, from, to }: Omit<Period, 'bucket'>): Promise<AnswerCell[]> {
  const { rows } = await sql<AnswerCell>`
    with change as (
      select intent, language, max(at) as changed_at, (array_agg(at order by at desc))[2] as former_at
      from (
        select at, jsonb_path_query_first(facts, '$[*] ? (@.name == "intent").value') #>> '{}' as intent,
          split_part(lower(jsonb_path_query_first(facts, '$[*] ? (@.name == "language").value') #>> '{}'), '-', 1) as language
        from models.audit_entry where assistant_id = ${assistantId} and action = 'ANSWER_SET' and at < ${to}) as set_answer
      group by 1, 2),
    turn as (
      select *, coalesce(chosen_intent, intent) as answered, split_part(lower(coalesce(language, '')), '-', 1) as spoken
      from models.observed_turn
      where assistant_id = ${assistantId} and at >= ${from} and at < ${to} and reply_kind = 'ANSWER')
    select t.answered, t.spoken as language, t.reply_kind, t.tags, v.verdict as outcome, c.changed_at,
      width_bucket(coalesce(t.confidence, 0), ${BINS}::double precision[]) as bin,
      case when t.at >= c.changed_at then 'AFTER' when t.at < c.former_at then 'EARLIER' else 'BEFORE' end as era,
      count(*)::integer as turns
    from turn t left join lateral ${voiceOf(sql`t.turn_id`)} v on true left join change c on c.intent = t.answered and c.language = t.spoken
    where t.answered is not null
    group by 1, 2, 3, 4, 5, 6, 7, 8`.execute(db);
  return rows;
}

export interface LatencyRow extends Latency {
  kind: 'total' | 'version' | 'intent' | 'at' | 'category';
  /** Id, name or time, by kind; null of the total and of turns without. */
  key: string | null;
}

/** Percentiles of the latencies of a period's turns, by everything that quality is told by. */
export async function latenciesOf(db: Db, { assistantId, from, to, bucket }: Period): Promise<LatencyRow[]> {
  const percentiles = sql`
    percentile_cont(0.5) within group (order by latency_ms) as p50,
    percentile_cont(0.95) within group (order by latency_ms) as p95,
    percentile_cont(0.99) within group (order by latency_ms) as p99`;
  const { rows } = await sql<LatencyRow>`
    with turn as (
      select model_version_id, intent, tags, latency_ms, date_trunc(${bucket.toLowerCase()}, at, 'UTC') as bucket
      from models.observed_turn
      where assistant_id = ${assistantId} and at >= ${from} and at < ${to} and latency_ms is not null
    )
    select case
        when grouping(model_version_id) = 0 then 'version' when grouping(intent) = 0 then 'intent'
        when grouping(bucket) = 0 then 'at' else 'total' end as kind,
      coalesce(model_version_id, intent, to_char(bucket at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as key,
      ${percentiles}
    from turn group by grouping sets ((), (model_version_id), (intent), (bucket))
    union all
    select 'category', tag ->> 'id', ${percentiles}
    from turn cross join jsonb_array_elements(tags) as tag group by 2`.execute(db);
  return rows;
}
