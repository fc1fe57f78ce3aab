import { builtInsIn } from './built-ins.ts';
import { BUILT_INS } from './definitions.ts';
import { Gazetteer } from './gazetteer.ts';
import { countriesOf } from './identifiers.ts';
import { UTTERANCE_UNITS_READ } from '../tokenize.ts';
import { SafePattern } from './patterns.ts';
import type { Tagger } from './tagger.ts';
import type { BuiltIn, EntityDefinition, EntityExtractor, EntitySpan } from './types.ts';
import { wordsOf } from './words.ts';

interface ExtractorParts {
  /** Sound by `checkEntityDefinition`. */
  readonly definitions: readonly EntityDefinition[];
  /** Finds the types that were learned; none where absent. */
  readonly tagger?: Tagger | null;
  /** Those of the tagger's types that are wanted; all where absent. */
  readonly learned?: ReadonlySet<string>;
  /** BCP 47 tags, the assistant's own: in whose countries a telephone number without a country code may be. */
  readonly languages: readonly string[];
}

/**
 * Makes what finds the spans of all kinds. A built-in is found whether it is declared or not; a declaration gives it its name, which is its
 * own in lower case without one. It is left out where a type of another kind has that name.
 */
export function createEntityExtractor({
  definitions,
  tagger,
  learned: wanted,
  languages,
}: ExtractorParts): EntityExtractor {
  const gazetteer = new Gazetteer(definitions.filter(({ kind }) => kind === 'LIST'));
  const patterns = definitions.flatMap(({ name, pattern }) => {
    const compiled = pattern === undefined ? null : SafePattern.compile(pattern);
    return compiled instanceof SafePattern ? [{ type: name, pattern: compiled }] : [];
  });
  const builtInNames = nameBuiltIns(definitions);
  return {
    extract(utterance, context) {
      const text = utterance.slice(0, UTTERANCE_UNITS_READ);
      const words = wordsOf(text);
      const spans: EntitySpan[] = [];
      const matched = patterns.flatMap(({ type, pattern }) =>
        pattern.placesIn(text).map(({ start, end }) => ({ type, value: text.slice(start, end), start, end })),
      );
      take(spans, longestFirst(matched));
      take(spans, longestFirst(gazetteer.spansIn(text, words, context.language)));
      const learned = (tagger?.spansIn(text, words) ?? [])
        .filter(({ type }) => wanted?.has(type) ?? true)
        .map((span) => ({ ...span, value: text.slice(span.start, span.end) }));
      const countries = countriesOf([context.language, ...languages]);
      const builtIn = builtInsIn(text, words, context, countries).flatMap(({ builtIn: kind, ...span }) => {
        const type = builtInNames.get(kind);
        return type === undefined ? [] : [{ type, ...span }];
      });
      take(
        spans,
        learned.filter((span) => tearsNone(span, builtIn)),
      );
      take(spans, builtIn);
      return spans.sort((a, b) => a.start - b.start);
    },
  };
}

type Candidate = Omit<EntitySpan, 'confidence'>;

/** Adds each candidate in turn that no span overlaps. */
function take(spans: EntitySpan[], candidates: readonly Candidate[]): void {
  for (const candidate of candidates) {
    const isFree = spans.every(({ start, end }) => candidate.end <= start || end <= candidate.start);
    if (isFree) spans.push({ ...candidate, confidence: null });
  }
}

/** Whether a span holds every other that it touches as a whole. */
function tearsNone({ start, end }: Candidate, others: readonly Candidate[]): boolean {
  return others.every(
    (other) => other.end <= start || end <= other.start || (start <= other.start && other.end <= end),
  );
}

/** Longest first, then by place, then as declared. */
function longestFirst(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
}

function nameBuiltIns(definitions: readonly EntityDefinition[]): ReadonlyMap<BuiltIn, string> {
  const taken = new Set(definitions.map(({ name }) => name.toLowerCase()));
  const names = new Map<BuiltIn, string>();
  for (const builtIn of BUILT_INS) {
    const declared = definitions.find((definition) => definition.builtIn === builtIn)?.name;
    const own = builtIn.toLowerCase();
    if (declared !== undefined) names.set(builtIn, declared);
    else if (!taken.has(own)) names.set(builtIn, own);
  }
  return names;
}
