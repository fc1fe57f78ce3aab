import { normalize, tokenize } from './tokenize.ts';
import type { Split } from './types.ts';

/**
 * The normal form that near-equal utterances share: case, accents, width, spacing and punctuation gone; signs that change the meaning
 * ("c" and "c++", "50 %") stay. Of an utterance without words, such as an emoji, what is left of it without white space. Empty for
 * white space alone.
 */
export function nearEqualKey(utterance: string): string {
  return nearEqualKeyOf(tokenize(utterance), utterance);
}

/** The same of an utterance whose tokens are at hand. */
export function nearEqualKeyOf(tokens: readonly string[], utterance: string): string {
  const words = tokens.filter((token) => token !== '?');
  return words.length > 0 ? words.join(' ') : normalize(utterance).replace(/\s+/gu, '');
}

/**
 * The split of an example, `train` or `test`, from what it is and nothing else: all near-equal utterances of an assistant fall in the
 * same, for good. `testShare` is 0..1; a growing share only moves utterances from train to test.
 */
export function splitOf(input: { assistantId: string; utterance: string; testShare: number }): Split {
  const hash = fnv1a(`${input.assistantId}\n${nearEqualKey(input.utterance)}`);
  return avalanche(hash) / 0x1_0000_0000 < input.testShare ? 'test' : 'train';
}

/** 32-bit FNV-1a over UTF-16 code units, low byte first (Fowler, Noll & Vo). */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash >>> 0;
}

/** Murmur3's finaliser: FNV-1a hardly stirs its high bits for the last characters, and the share is read from the high bits. */
function avalanche(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
