import { isSameLanguage } from '../../nlu/index.ts';

/** An intent as replies need it; texts by language tag. */
export interface CatalogueIntent {
  readonly id: string;
  readonly name: string;
  /** Whether who means it asks for a person. */
  readonly isHandoff: boolean;
  readonly labels: ReadonlyMap<string, string>;
  readonly answers: ReadonlyMap<string, string>;
}

/** All intents of one assistant by name, in the order of their names. */
export type Catalogue = ReadonlyMap<string, CatalogueIntent>;

/** The names of the intents that call a person. */
export function handoffIntentsOf(catalogue: Catalogue): string[] {
  return [...catalogue.values()].filter(({ isHandoff }) => isHandoff).map(({ name }) => name);
}

/** The text in the first of the languages that has one, be it of another region; where none has, whichever there is. */
export function textIn(texts: ReadonlyMap<string, string>, languages: readonly string[]): string | undefined {
  for (const language of languages) {
    const exact = texts.get(language);
    if (exact !== undefined) return exact;
    for (const [tag, text] of texts) if (isSameLanguage(tag, language)) return text;
  }
  return texts.values().next().value;
}

/** What a user reads for an intent; one that nobody has labelled is called by its name, made readable. */
export function labelOf({ name, labels }: CatalogueIntent, languages: readonly string[]): string {
  const readable = name.replaceAll(/[_-]+/g, ' ').trim();
  return textIn(labels, languages) ?? readable.charAt(0).toUpperCase() + readable.slice(1);
}
