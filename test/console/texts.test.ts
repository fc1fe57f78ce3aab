import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { chat as chatEn } from '../../console/i18n/en/chat.ts';
import { common as commonEn } from '../../console/i18n/en/both-pages.ts';
import { console as consoleEn } from '../../console/i18n/en/console.ts';
import { chooseLanguage } from '../../console/i18n/languages.ts';
import { chat as chatPt } from '../../console/i18n/pt-br/chat.ts';
import { common as commonPt } from '../../console/i18n/pt-br/both-pages.ts';
import { console as consolePt } from '../../console/i18n/pt-br/console.ts';

const CONSOLE = path.resolve(import.meta.dirname, '../../console');
const EN = flat({ common: commonEn, console: consoleEn, chat: chatEn });
const PT = flat({ common: commonPt, console: consolePt, chat: chatPt });
// Names and terms that are the same in both languages.
const SAME = new Set([
  'common.product',
  'console.nav.chat',
  'console.role.ci',
  'console.trigger.CI',
  'console.none',
  'console.signIn.token',
  'console.nav.menu',
  'console.overview.macroF1',
  'console.versions.columns.macroF1',
  'console.version.items_one',
  'console.version.f1',
  'console.version.sha256',
  'console.entities.builtIns.CNPJ',
  'chat.title',
]);

const placeholders = (text: string | undefined) => (text?.match(/\{\{\w+\}\}/g) ?? []).sort();

describe('the texts', () => {
  it('have the same keys in Portuguese and English', () => {
    expect([...PT.keys()].sort()).toEqual([...EN.keys()].sort());
  });

  it('name the same values in both languages', () => {
    for (const [key, text] of EN)
      expect({ key, of: placeholders(PT.get(key)) }).toEqual({ key, of: placeholders(text) });
  });

  it('are all translated', () => {
    const copied = [...EN].filter(([key, text]) => !SAME.has(key) && PT.get(key) === text).map(([key]) => key);
    expect(copied).toEqual([]);
  });

  it('are the only words that the pages show', () => {
    const strays = sources().flatMap(({ file, text }) =>
      [
        ...text.matchAll(/>\s*([A-Z][a-z]+(?: [a-z]+)+)[^<>{}]*</g),
        ...text.matchAll(/(?:label|title|placeholder|aria-label)="([^"]*[a-z]{3}[^"]*)"/g),
      ].map(([, words]) => `${file}: ${words}`),
    );
    expect(strays).toEqual([]);
  });

  it('are all used', () => {
    const code = sources()
      .map(({ text }) => text)
      .join('\n');
    const unused = [...EN.keys()].filter((key) => {
      const [, ...rest] = key.replace(/_(zero|one|other)$/, '').split('.');
      const whole = rest.join('.');
      const family = rest.slice(0, -1).join('.');
      return !code.includes(`'${whole}'`) && !code.includes(`\`${family}.\${`) && !code.includes(`.${whole}'`);
    });
    expect(unused).toEqual([]);
  });
});

describe('the language', () => {
  it('is the first wish that we speak', () => {
    expect(chooseLanguage([null, 'fr-FR', 'pt', 'en'])).toBe('pt-BR');
    expect(chooseLanguage(['en-GB', 'pt-BR'])).toBe('en');
  });

  it('is English for those whose languages we do not speak', () => {
    expect(chooseLanguage([null, 'ja'])).toBe('en');
  });
});

function flat(texts: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flat(value as object, `${prefix}${key}.`)],
    ),
  );
}

function sources(): { file: string; text: string }[] {
  return readdirSync(CONSOLE, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/^(gql|i18n)/.test(file))
    .map((file) => ({ file, text: readFileSync(path.join(CONSOLE, file), 'utf8') }));
}
