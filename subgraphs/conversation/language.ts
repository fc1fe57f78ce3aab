/**
 * The supported language that serves `wanted`: the same tag, else the first one in the same language and script (RFC 4647 lookup,
 * widened to siblings), so `pt` and `pt-PT` are served by `pt-BR`, but `zh-TW` is not by `zh-CN`. Undefined where none does.
 */
export function matchLanguage(wanted: string, supported: readonly string[]): string | undefined {
  const tag = canonicalLanguage(wanted);
  if (tag === undefined) return undefined;
  return supported.find((language) => language === tag) ?? supported.find((language) => isSibling(language, tag));
}

/** The BCP 47 tag in its canonical spelling (`PT_br` is none, `pt-br` is `pt-BR`); undefined where it is not well-formed. */
export function canonicalLanguage(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

function isSibling(left: string, right: string): boolean {
  const [a, b] = [new Intl.Locale(left).maximize(), new Intl.Locale(right).maximize()];
  return a.language === b.language && a.script === b.script;
}
