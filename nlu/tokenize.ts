/** UTF-16 code units of an utterance that are read; what follows says nothing about a chat turn's intent and would cost its time. */
export const UTTERANCE_UNITS_READ = 4_096;

const TOKEN = /[\p{L}\p{N}]+|[?$%€£+=*@#]/gu;
// Format characters (soft hyphen, zero-width joiner) sit inside words unseen; a word must not fall apart at them.
const UNSEEN = /[\p{M}\p{Cf}]+/gu;

/** Folds what typing varies without meaning: width and ligatures (NFKC), case, accents. "Não" and "nao" are one. */
export function normalize(text: string): string {
  return text.slice(0, UTTERANCE_UNITS_READ).normalize('NFKC').toLowerCase().normalize('NFD').replace(UNSEEN, '');
}

/**
 * The words and telling signs of an utterance, normalised, in order. Control characters, emoji and lone surrogates part words and are
 * not tokens themselves. Reads the first 4,096 UTF-16 code units.
 */
export function tokenize(text: string): string[] {
  return normalize(text).match(TOKEN) ?? [];
}
