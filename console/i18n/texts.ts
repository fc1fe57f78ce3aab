import type { chat } from './en/chat.ts';
import type { common } from './en/common.ts';
import type { console as consoleTexts } from './en/console.ts';

/** The same keys with other words: what every translation has to be. */
export type Translated<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Translated<T[Key]> };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: { common: typeof common; console: typeof consoleTexts; chat: typeof chat };
  }
}
