import { type Kysely, sql } from 'kysely';

/** Who said what of a turn, and when: one voice speaks for each turn, and one person's label of a turn counts once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table models.observed_feedback
      add column assistant_id text,
      add column author text,
      add column signal text,
      add column at timestamptz,
      add column turn_at timestamptz`.execute(db);
  await sql`
    update models.observed_feedback f set (assistant_id, at, turn_at) = (
      select t.assistant_id, t.at, t.at from models.observed_turn t where t.turn_id = f.turn_id
    )`.execute(db);
  // Of feedback whose turn is not there nothing tells its age: it is kept as long as any other from now on.
  await sql`update models.observed_feedback set at = now(), turn_at = now() where turn_at is null`.execute(db);
  await sql`
    alter table models.observed_feedback alter column at set not null, alter column turn_at set not null`.execute(db);
  await sql`create index observed_feedback_turn_at on models.observed_feedback (turn_at)`.execute(db);
  await sql`
    create table models.counted_label (
      turn_id text not null,
      author text not null,
      at timestamptz not null,
      primary key (turn_id, author)
    )`.execute(db);
  await sql`create index counted_label_at on models.counted_label (at)`.execute(db);
  await recount(db);
}

/** Windows counted every feedback; from now on each turn has one voice. Those older than the turns that are kept stay as they are. */
async function recount(db: Kysely<unknown>): Promise<void> {
  await sql`
    with voice as (
      select distinct on (turn_id) turn_id, verdict from models.observed_feedback
      where turn_id is not null and status not in ('RETRACTED', 'REJECTED')
      order by turn_id, (source is not distinct from 'EXPLICIT') desc, at desc, feedback_id collate "C" desc
    ), counted as (
      select assistant_id, coalesce(model_version_id, '') as model_version_id, date_trunc('hour', t.at, 'UTC') as hour,
        count(*) filter (where verdict = 'HELPFUL') as helpful,
        count(*) filter (where verdict = 'UNHELPFUL') as unhelpful,
        count(*) filter (where verdict = 'CORRECTION') as corrections
      from models.observed_turn t left join voice using (turn_id)
      where assistant_id is not null
      group by 1, 2, 3
    )
    update models.quality_window w
    set helpful = c.helpful, unhelpful = c.unhelpful, corrections = c.corrections
    from counted c
    where (w.assistant_id, w.model_version_id, w.hour) = (c.assistant_id, c.model_version_id, c.hour)`.execute(db);
}
