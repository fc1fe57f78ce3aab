export const LANGUAGES = ['pt-BR', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { 'pt-BR': 'Português', en: 'English' };

/** The first wish that we speak; a wish for any Portuguese is one for Brazil's. English where none is met. */
export function chooseLanguage(wishes: readonly (string | null)[]): Language {
  for (const wish of wishes) {
    const spoken = LANGUAGES.find((language) => language.slice(0, 2) === wish?.slice(0, 2).toLowerCase());
    if (spoken) return spoken;
  }
  return 'en';
}
