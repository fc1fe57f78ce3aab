export { type LanguageDetector, languageDetector } from './language-detector.ts';
