import { sql } from 'kysely';
import type { Db } from './tables.ts';

/** A passage that shares words with a question. */
export interface FoundPassage {
  title: string | null;
  url: string;
  heading: string | null;
  text: string;
  fetchedAt: Date;
  pageSnapshotId: string;
  /** The share of what the question is about that the passage speaks of, 0..1; a rarer word counts more. */
  coverage: number;
  /** The same share, of words in the page's title or the passage's heading alone. */
  namedCoverage: number;
  /** ts_rank_cd scaled to 0..1: how near to each other the words stand. */
  density: number;
}

/** One word of a question with all lexemes it may be stored as; none where it is a stop word. */
export type QueryTerm = readonly string[];

/** What the words become in the index. A word counts unless it is a stop word of `language` (of either language where that is not known). */
export async function termsOf(
  db: Db,
  words: readonly (readonly string[])[],
  language: string | null,
): Promise<QueryTerm[]> {
  const spellings = words.flatMap((forms, place) => forms.map((form) => ({ place, form })));
  if (spellings.length === 0) return [];
  const { rows } = await sql<{ place: number; lexemes: string[]; isStopWord: boolean }>`
    select w.place,
      coalesce(array_agg(distinct l.lexeme) filter (where l.lexeme is not null), '{}') as lexemes,
      bool_or(case split_part(lower(${language}::text), '-', 1)
        when 'pt' then scraping.vector_of('pt', w.form) = ''
        when 'en' then scraping.vector_of('en', w.form) = ''
        else scraping.vector_of('pt', w.form) = '' or scraping.vector_of('en', w.form) = ''
      end) as is_stop_word
    from unnest(${spellings.map(({ place }) => place)}::int[], ${spellings.map(({ form }) => form)}::text[]) as w(place, form)
    left join lateral unnest(tsvector_to_array(
      scraping.vector_of('pt', w.form) || scraping.vector_of('en', w.form) || scraping.vector_of('und', w.form)
    )) as l(lexeme) on true
    group by w.place order by w.place`.execute(db);
  return rows.filter(({ isStopWord }) => !isStopWord).map(({ lexemes }) => lexemes);
}

// A word of nearly every passage, such as the site's own name, says nothing of one; in a few passages that cannot be told.
const SMALL_CORPUS = 20;

// Between equals, what is written in the language of the question comes first.
const OTHER_LANGUAGE_FACTOR = 0.95;

/** The passages of an assistant that speak of most of the terms, best first. */
export async function findPassages(
  db: Db,
  {
    assistantId,
    terms,
    language,
    limit,
  }: { assistantId: string; terms: readonly QueryTerm[]; language: string | null; limit: number },
  signal: AbortSignal | undefined,
): Promise<FoundPassage[]> {
  const queries = terms.map((lexemes) => lexemes.map(quoted).join(' | '));
  const named = terms.map((lexemes) => lexemes.map((lexeme) => `${quoted(lexeme)}:AB`).join(' | '));
  const { rows } = await sql<FoundPassage>`
    with term as (
      select place, query::tsquery as query, named::tsquery as named
      from unnest(${queries}::text[], ${named}::text[]) with ordinality as t(query, named, place)
    ), hit as materialized (
      select p.id, t.place, p.search @@ t.named as is_named from term t
      join scraping.passage p on p.assistant_id = ${assistantId} and p.search @@ t.query
    ), corpus as (
      select count(*)::float8 as size from scraping.passage where assistant_id = ${assistantId}
    ), weight as (
      select t.place, case when corpus.size >= ${SMALL_CORPUS} and count(h.id) > corpus.size / 2 then 0
        else ln(1 + corpus.size / (1 + count(h.id))) end as weight
      from term t cross join corpus left join hit h on h.place = t.place group by t.place, corpus.size
    ), covered as (
      select h.id, sum(w.weight) / total.weight as coverage,
        coalesce(sum(w.weight) filter (where h.is_named), 0) / total.weight as named_coverage
      from hit h join weight w on w.place = h.place join (select sum(weight) as weight from weight) total on total.weight > 0
      group by h.id, total.weight
    )
    select s.title, s.url, p.heading, p.text, s.fetched_at, s.id as page_snapshot_id, c.coverage, c.named_coverage,
      ts_rank_cd(p.search, ${queries.join(' | ')}::tsquery, 32)::float8 as density
    from covered c
    join scraping.passage p on p.id = c.id
    join scraping.page on page.id = p.page_id
    join scraping.page_snapshot s on s.id = page.snapshot_id
    order by c.coverage * case when split_part(lower(p.language), '-', 1) = split_part(lower(${language}::text), '-', 1)
      or ${language}::text is null then 1 else ${OTHER_LANGUAGE_FACTOR}::float8 end desc, density desc, p.id
    limit ${limit}`.execute(db, { signal, inflightQueryAbortStrategy: 'cancel query' });
  return rows;
}

function quoted(lexeme: string): string {
  return `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
