const ESCAPED = /\\([[\]\\])/uy;
const SPAN = /\[((?:\\[[\]\\]|\\(?![[\]\\])|[^[\]\\])+)\]\([\p{L}\p{N}_][\p{L}\p{M}\p{N}_.-]{0,63}\)/uy;

/**
 * The words of a text in which `[text](type)` marks an entity and a backslash before `[`, `]` or `\` takes its meaning away; undefined where
 * the marks are broken. A text without `](` stands as it is. The graph reads it so, and would refuse it only after the batches before.
 */
export function wordsOf(text: string): string | undefined {
  if (!text.includes('](')) return text;
  let words = '';
  for (let at = 0; at < text.length;) {
    const escaped = matchAt(ESCAPED, text, at);
    const span = text[at] === '[' ? matchAt(SPAN, text, at) : null;
    if (escaped) words += escaped[1];
    else if (span?.[1]?.trim()) words += span[1].replaceAll(/\\([[\]\\])/gu, '$1');
    else if (text[at] === '[') return undefined;
    else words += text[at];
    at += (escaped ?? span)?.[0].length ?? 1;
  }
  return words;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
