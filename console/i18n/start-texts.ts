import { createInstance, type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { chooseLanguage, type Language } from './languages.ts';

const KEY = 'malha.language';
const i18n = createInstance();

/** Begins with the page's own wish, else the remembered language, else the browser's first that we speak. */
export function startTexts(texts: Readonly<Record<Language, Resource[string]>>, wish: string | null = null): void {
  const language = chooseLanguage([wish, localStorage.getItem(KEY), ...navigator.languages]);
  i18n.on('languageChanged', (changed) => {
    document.documentElement.lang = changed;
  });
  void i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: texts,
    defaultNS: 'common',
    initAsync: false,
    // React escapes what it draws.
    interpolation: { escapeValue: false },
  });
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
  void i18n.changeLanguage(language);
}
