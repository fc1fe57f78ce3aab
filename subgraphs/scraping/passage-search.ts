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

export interface PassageQuestion {
  assistantId: string;
  query: string;
  language: string | null;
  first: number;
}

// Shares of what a question is about, a rarer word counting more. Chosen on the demo's pages: its 3,300 training utterances, which no
// page answers, against questions that the pages do answer (test/subgraphs/scraping/relevance.test.ts).
const COVERED = 0.4;
const NAMED = 0.25;
const COVERED_IN_PASSING = 0.85;
const WORDS_IN_PASSING = 3;

/** The passages that speak most of what a question is about, best first. */
export async function searchPassages(
  db: Db,
  { assistantId, query, language, first }: PassageQuestion,
  signal: AbortSignal | undefined,
): Promise<PassageHit[]> {
  const terms = await termsOf(db, queryWords(query).map(spellingsOf), language);
  if (terms.length === 0) return [];
  const found = await findPassages(db, { assistantId, terms, language, limit: first }, signal);
  return found.map((passage) => hitOf(passage, terms.length));
}

function hitOf(found: FoundPassage, termCount: number): PassageHit {
  const { title, url, text, fetchedAt, pageSnapshotId, coverage, density } = found;
  const rank = (coverage + density) / 2;
  return { title, url, passage: text, fetchedAt, pageSnapshotId, rank, isRelevant: isRelevant(found, termCount) };
}

/**
 * A passage answers a question where it speaks of much of it and its page or section is about part of it. Words met in passing
 * prove little: there it takes nearly all of three or more.
 */
function isRelevant({ coverage, namedCoverage }: FoundPassage, termCount: number): boolean {
  if (coverage >= COVERED && namedCoverage >= NAMED) return true;
  return coverage >= COVERED_IN_PASSING && termCount >= WORDS_IN_PASSING;
}
