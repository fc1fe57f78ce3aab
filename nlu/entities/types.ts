/**
 * How the spans of an entity type are found: by a list of values and their synonyms, by a regular expression, by one of the built-in
 * grammars, or by a tagger that learned from annotated examples.
 */
export type EntityKind = 'LIST' | 'PATTERN' | 'BUILT_IN' | 'LEARNED';

/** What Malha finds without being taught, each by a grammar of its own. */
export type BuiltIn = 'DATE' | 'TIME' | 'DATE_TIME' | 'NUMBER' | 'MONEY' | 'EMAIL' | 'URL' | 'PHONE' | 'CPF' | 'CNPJ';

/** One value of a list: what a span is worth, and the other ways to say it. The value itself is found too. */
export interface EntityValue {
  readonly value: string;
  readonly synonyms: readonly string[];
  /** BCP 47 tag of the only language in which it is said; in all where absent. */
  readonly language?: string;
}

/** An entity type as an assistant declares it. Only the field of its own kind is given. */
export interface EntityDefinition {
  /** Letters, digits, `_`, `-` and `.`, at most 64; what spans of this type are called. */
  readonly name: string;
  readonly kind: EntityKind;
  /** Of a LIST. */
  readonly values?: readonly EntityValue[];
  /** Of a PATTERN: RE2 syntax, at most 500 characters. */
  readonly pattern?: string;
  /** Of a BUILT_IN. */
  readonly builtIn?: BuiltIn;
}

export type DefinitionFaultCode =
  | 'BAD_NAME'
  | 'FIELD_MISSING'
  | 'FIELD_OF_ANOTHER_KIND'
  | 'TOO_MANY_VALUES'
  | 'BAD_VALUE'
  | 'AMBIGUOUS_VALUE'
  | 'BAD_PATTERN'
  | 'UNKNOWN_BUILT_IN';

/** Something that is wrong with a definition. */
export interface DefinitionFault {
  readonly code: DefinitionFaultCode;
  /** Of the definition, such as `values.3.synonyms.0`. */
  readonly field: string;
  readonly message: string;
}

/** A span as a person marked it: UTF-16 code units into the utterance, `end` exclusive. */
export interface LabelledSpan {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** An utterance with the spans that a person marked in it. */
export interface AnnotatedText {
  readonly text: string;
  /** By place, without overlap; each begins and ends with something else than white space. */
  readonly spans: readonly LabelledSpan[];
}

export type AnnotationFaultCode = 'UNCLOSED_SPAN' | 'NESTED_SPAN' | 'EMPTY_SPAN' | 'MISSING_TYPE' | 'BAD_TYPE_NAME';

/** Why a text cannot be read as annotated. */
export interface AnnotationFault {
  readonly code: AnnotationFaultCode;
  /** UTF-16 code unit of the notation where the span begins. */
  readonly at: number;
  readonly message: string;
}

/** A span as it was found. */
export interface EntitySpan {
  readonly type: string;
  /** The normal form where the type has one (a number, an ISO date), else the text itself. */
  readonly value: string;
  /** UTF-16 code units into the original utterance; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** 0..1; null where it was found by rule or by a tagger whose scores are no probabilities. */
  readonly confidence: number | null;
}

/** What an extraction depends on beside the words. */
export interface ExtractionContext {
  /** BCP 47 tag of the utterance. */
  readonly language: string;
  /** The moment of speaking, from which "amanhã" counts. Without it what is relative keeps its own words as its value. */
  readonly now?: Date;
  /** IANA name of the speaker's time zone; UTC where absent. */
  readonly timeZone?: string;
}

/** Finds the spans of an assistant's entity types in what is said. */
export interface EntityExtractor {
  /**
   * The spans of an utterance by place, without overlap. Where two claim the same words, PATTERN goes before LIST, LIST before LEARNED
   * and LEARNED before BUILT_IN: what the assistant's people wrote beats what was learned, and both beat what holds for everyone; but a learned
   * span that would tear a built-in one apart gives way, being the worse guess. Of one kind the longer goes first, then the one that begins
   * first, then the type declared first; of built-ins the earlier in `BUILT_INS`, as each is read from what those before it left.
   * Never throws on any string; reads its first 4,096 UTF-16 code units. Rejects with RangeError a time zone that IANA does not know.
   */
  extract(text: string, context: ExtractionContext): EntitySpan[];
}
