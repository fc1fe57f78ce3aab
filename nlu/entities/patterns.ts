import { RE2JS } from 're2js';

/** Longest pattern, in UTF-16 code units. */
const PATTERN_LIMIT = 500;
// Time is the length of the text times the size of the program: bounded repeats make large programs out of short patterns.
const PROGRAM_LIMIT = 1_000;
/** Spans taken of one pattern in one utterance: finding all is linear only for so many. */
const MATCHES_LIMIT = 32;

/**
 * A regular expression whose time grows linearly with the text, whatever the two are: RE2's automaton instead of backtracking, so that no
 * pattern of an assistant can hang the process that serves the others. Hence no look-around and no back-references.
 */
export class SafePattern {
  readonly #pattern: RE2JS;

  private constructor(pattern: RE2JS) {
    this.#pattern = pattern;
  }

  /** The pattern, or why it is refused. */
  static compile(source: string): SafePattern | { readonly fault: string } {
    if (source.length > PATTERN_LIMIT) return { fault: `A pattern has at most ${PATTERN_LIMIT} characters.` };
    let pattern: RE2JS;
    try {
      pattern = RE2JS.compile(source);
    } catch (error) {
      return { fault: `Not a regular expression of RE2: ${error instanceof Error ? error.message : String(error)}.` };
    }
    if (pattern.programSize() > PROGRAM_LIMIT) return { fault: 'The pattern repeats too much and would be slow.' };
    if (pattern.test('')) return { fault: 'The pattern matches without a single character.' };
    return new SafePattern(pattern);
  }

  /** How large its automaton is: a text costs this times its length. */
  get size(): number {
    return this.#pattern.programSize();
  }

  /** The places of its first matches, in UTF-16 code units, without overlap; empty ones are left out. */
  placesIn(text: string): { readonly start: number; readonly end: number }[] {
    const places: { start: number; end: number }[] = [];
    const matcher = this.#pattern.matcher(text);
    for (let taken = 0; taken < MATCHES_LIMIT && matcher.find(); taken++) {
      if (matcher.end() > matcher.start()) places.push({ start: matcher.start(), end: matcher.end() });
    }
    return places;
  }
}

/** How large the automaton of a pattern is, which is what it costs per character of a text; 0 for one that is refused. */
export function patternSize(source: string): number {
  const compiled = SafePattern.compile(source);
  return 'fault' in compiled ? 0 : compiled.size;
}
