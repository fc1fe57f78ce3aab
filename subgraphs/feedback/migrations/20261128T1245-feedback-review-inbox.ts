import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';

const TURNS_AT_ONCE = 2_000;

/** Utterances worth a person's look, what people decided about them, and the key by which near-equal turns are found together. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table feedback.observed_turn add column utterance_key text`.execute(db);
  await addKeys(db);
  await sql`
    create index observed_turn_of_utterance on feedback.observed_turn (assistant_id, utterance_key, at desc)
    where utterance_key is not null`.execute(db);

  await sql`
    create table feedback.review_item (
      id text collate "C" primary key,
      assistant_id text not null,
      utterance_key text not null,
      utterance text not null,
      language text,
      group_size integer not null,
      turn_ids text[] not null,
      predicted_intent text,
      confidence double precision,
      uncertainty double precision not null,
      disagreement double precision not null,
      dislike double precision not null,
      score double precision not null,
      reasons text[] not null,
      last_seen_at timestamptz not null,
      state text not null check (state in ('OPEN', 'AWAITING_SECOND', 'DISPUTED', 'SKIPPED', 'ACCEPTED', 'RELABELLED', 'REJECTED')),
      intent text,
      settled_at timestamptz,
      settled_by text,
      reviewers_needed smallint,
      assignee text,
      assigned_at timestamptz,
      created_at timestamptz not null,
      unique (assistant_id, utterance_key)
    )`.execute(db);
  await sql`create index review_item_by_score on feedback.review_item (assistant_id, score desc, id)`.execute(db);

  await sql`
    create table feedback.review (
      id text collate "C" primary key,
      item_id text not null references feedback.review_item,
      reviewer text not null,
      decision text not null check (decision in ('ACCEPT', 'RELABEL', 'REJECT', 'SKIP')),
      intent text,
      comment text,
      at timestamptz not null,
      undone_at timestamptz,
      undone_by text
    )`.execute(db);
  await sql`create index review_of_item on feedback.review (item_id, at, id)`.execute(db);

  await sql`
    create table feedback.review_policy (
      assistant_id text primary key,
      double_review_share double precision not null check (double_review_share between 0 and 1)
    )`.execute(db);
}

/** The key is made by the tokenizer, which SQL does not have. A choice among options is our own words, and gets none. */
async function addKeys(db: Kysely<unknown>): Promise<void> {
  for (let after = ''; ;) {
    const { rows } = await sql<{ turnId: string; utterance: string }>`
      select turn_id as "turnId", facts ->> 'utterance' as utterance from feedback.observed_turn
      where turn_id > ${after} and facts ->> 'chosenIntent' is null order by turn_id limit ${TURNS_AT_ONCE}`.execute(
      db,
    );
    const last = rows.at(-1);
    if (!last) return;
    await sql`
      update feedback.observed_turn t set utterance_key = keyed.utterance_key
      from unnest(${rows.map(({ turnId }) => turnId)}::text[], ${rows.map(({ utterance }) => utteranceKeyOf(utterance))}::text[])
        as keyed (turn_id, utterance_key)
      where t.turn_id = keyed.turn_id`.execute(db);
    after = last.turnId;
  }
}

// As keys were made on the day of this migration, whatever becomes of the tokenizer: what changes keys afterwards makes all of them anew.
function utteranceKeyOf(utterance: string): string {
  const plain = utterance
    .slice(0, 4_096)
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}\p{Cf}]+/gu, '');
  const words = (plain.match(/[\p{L}\p{N}]+|[?$%€£+=*@#]/gu) ?? []).filter((token) => token !== '?');
  const key = words.length > 0 ? words.join(' ') : plain.replace(/\s+/gu, '');
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}
