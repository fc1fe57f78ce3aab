import type { RoomCall } from '../kit/index.ts';
import type { Neighbours, PassageHit, Understanding } from './neighbours.ts';
import { replyTexts } from './reply-texts.ts';
import type { Citation, Reply } from './vocabulary.ts';

const CITED_PASSAGES = 3;

export interface Question {
  assistantId: string;
  utterance: string;
  language: string;
}

/**
 * CORE: what to say. A certain or chosen intent gets its curated answer, a close call a question back; else a passage from outside knowledge
 * with its source, and where there is none, an honest admission.
 */
export async function decideReply(
  question: Question,
  understanding: Understanding | undefined,
  { neighbours, call }: { neighbours: Neighbours; call: RoomCall },
): Promise<Reply> {
  const texts = replyTexts(question.language);
  if (understanding?.decision === 'ANSWER' && understanding.answer)
    return { kind: 'ANSWER', text: understanding.answer, options: [], citations: [] };
  if (understanding?.decision === 'DISAMBIGUATION' && understanding.options.length > 0) {
    const { options } = understanding;
    return { kind: 'DISAMBIGUATION', text: texts.didYouMean(options), options, citations: [] };
  }

  const { assistantId, utterance: query, language } = question;
  const hits = await neighbours.searchPassages({ assistantId, query, language, first: CITED_PASSAGES }, call);
  const citations = hits.filter((hit) => hit.isRelevant).map(citationOf);
  const [best] = citations;
  if (best)
    return { kind: 'KNOWLEDGE', text: texts.found(best.title ?? best.url, best.passage), options: [], citations };

  const [handoff] = understanding?.handoffIntents ?? [];
  return {
    kind: 'FALLBACK',
    text: handoff ? `${texts.unknown} ${texts.handoffOffer}` : texts.unknown,
    options: handoff ? [{ intent: handoff, label: texts.handoffLabel }] : [],
    citations: [],
  };
}

function citationOf({ title, url, passage, fetchedAt, pageSnapshotId }: PassageHit): Citation {
  return { title, url, passage, fetchedAt, pageSnapshotId };
}
