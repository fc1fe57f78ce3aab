/** One value of a list as a form holds it. */
export interface ValueDraft {
  /** For React: a row keeps what is typed into it while others come and go. */
  readonly key: number;
  readonly value: string;
  readonly synonyms: readonly string[];
  /** Empty: in all languages. */
  readonly language: string;
}

interface GivenValue {
  readonly value: string;
  readonly synonyms: readonly string[];
  readonly language?: string | null | undefined;
}

export function draftsOf(values: readonly GivenValue[]): ValueDraft[] {
  return values.map(({ value, synonyms, language }, key) => ({ key, value, synonyms, language: language ?? '' }));
}

/** As the graph takes them; rows in which nothing was written are left out. */
export function valuesOf(drafts: readonly ValueDraft[]) {
  return drafts
    .filter(({ value, synonyms }) => value.trim() !== '' || synonyms.length > 0)
    .map(({ value, synonyms, language }) => ({ value, synonyms: [...synonyms], language: language.trim() || null }));
}

/** The drafts in which the words are, whatever their case. */
export function draftsWith(drafts: readonly ValueDraft[], words: string): readonly ValueDraft[] {
  const wanted = words.trim().toLocaleLowerCase();
  if (wanted === '') return drafts;
  return drafts.filter(({ value, synonyms }) =>
    [value, ...synonyms].some((text) => text.toLocaleLowerCase().includes(wanted)),
  );
}

/** What was typed or pasted, cut at commas and semicolons. */
export function synonymsIn(typed: string): string[] {
  return typed
    .split(/[,;]/)
    .map((synonym) => synonym.trim())
    .filter((synonym) => synonym !== '');
}
