import { type Kysely, sql } from 'kysely';

/** What a version that is not heard yet made of what another was asked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table nlp.shadow_interpretation (
      deployment_id text not null,
      turn_id text not null,
      intent text,
      confidence double precision not null,
      is_out_of_scope boolean not null,
      agrees boolean not null,
      at timestamptz not null,
      primary key (deployment_id, turn_id)
    )`.execute(db);
}
