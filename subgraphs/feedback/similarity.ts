/**
 * How alike two texts are, 0..1: the share of word trigrams that they have in common, as PostgreSQL's pg_trgm counts them
 * (each word padded with two blanks before and one after), so that word order does not matter and endings matter little.
 */
export function trigramSimilarity(a: string, b: string): number {
  const ofA = trigrams(a);
  const ofB = trigrams(b);
  if (ofA.size === 0 || ofB.size === 0) return 0;
  const common = [...ofA].filter((trigram) => ofB.has(trigram)).length;
  return common / (ofA.size + ofB.size - common);
}

function trigrams(text: string): Set<string> {
  const found = new Set<string>();
  const words =
    text
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  for (const word of words) {
    const padded = `  ${word} `;
    for (let i = 0; i + 3 <= padded.length; i++) found.add(padded.slice(i, i + 3));
  }
  return found;
}
