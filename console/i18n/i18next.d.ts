import 'i18next';
import type { chat } from './en/chat.ts';
import type { common } from './en/both-pages.ts';
import type { console } from './en/console.ts';

// `t` knows every key: one that is not there does not compile.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: { common: typeof common; console: typeof console; chat: typeof chat };
  }
}
