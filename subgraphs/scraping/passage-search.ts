import { findPassages, type FoundPassage, termsOf } from './store/passage-store.ts';
import type { Db } from './store/tables.ts';
import { queryWords, spellingsOf } from './text/query-words.ts';

export interface PassageHit {
  title: string | null;
  url: string;
  passage: string;
  fetchedAt: Date;
  pageSnapshotId: string;
  rank: number;
  isRelevant: boolean;
}

/** Share of what a question is about, weighted by how rare its words are, that a passage must speak of to answer it. */
const RELEVANT_COVERAGE = 0.6;

/**
 * The passages that speak most of what a question is about, best first. One is relevant where it covers most of the question, and a
 * question of a single word only where the page or the section is about that word: a word in passing answers nothing.
 */
export async function searchPassages(
  db: Db,
  {
    assistantId,
    query,
    language,
    first,
  }: { assistantId: string; query: string; language: string | null; first: number },
): Promise<PassageHit[]> {
  const terms = await termsOf(db, queryWords(query).map(spellingsOf), language);
  if (terms.length === 0) return [];
  const found = await findPassages(db, { assistantId, terms, language, limit: first });
  return found.map((passage) => hitOf(passage, terms.length));
}

function hitOf(
  { title, url, text, fetchedAt, pageSnapshotId, coverage, isNamed, density }: FoundPassage,
  termCount: number,
): PassageHit {
  return {
    title,
    url,
    passage: text,
    fetchedAt,
    pageSnapshotId,
    rank: (coverage + density) / 2,
    isRelevant: coverage >= RELEVANT_COVERAGE && (termCount > 1 || isNamed),
  };
}
