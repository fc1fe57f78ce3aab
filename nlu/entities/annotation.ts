import type { AnnotatedText, AnnotationFault, AnnotationFaultCode, LabelledSpan } from './types.ts';

/** What an entity type may be called: it must stand in the notation unescaped. */
const TYPE_NAME = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.-]{0,63}$/u;

/** Whether spans may be of a type of this name: letters, digits, `_`, `-` and `.`, at most 64, no `-` or `.` in front. */
export function isTypeName(name: string): boolean {
  return name.length <= 64 && TYPE_NAME.test(name);
}

/**
 * Reads `voo para [São Paulo](cidade) [amanhã](data)`. A backslash before `[`, `]` or `\` takes its meaning away; elsewhere it stands for
 * itself, as `]`, `(` and `)` do outside of a span. Offsets are UTF-16 code units of the plain text. White space at either end of a span stays
 * outside of it. The first fault ends the reading.
 */
export function parseAnnotated(notation: string): AnnotatedText | { readonly fault: AnnotationFault } {
  const spans: LabelledSpan[] = [];
  let text = '';
  let opened: { at: number; start: number } | null = null;
  for (let at = 0; at < notation.length; at++) {
    const unit = notation[at];
    if (unit === '\\' && isSpecial(notation[at + 1])) text += notation[++at];
    else if (unit === '[') {
      if (opened)
        return fault('NESTED_SPAN', opened.at, 'A span may not begin inside another; write \\[ for a bracket.');
      opened = { at, start: text.length };
    } else if (unit === ']' && opened) {
      const close = notation[at + 1] === '(' ? notation.indexOf(')', at + 2) : -1;
      if (close < 0) return fault('MISSING_TYPE', opened.at, 'A span is followed by its type: [text](type).');
      const type = notation.slice(at + 2, close);
      if (!isTypeName(type))
        return fault('BAD_TYPE_NAME', opened.at, 'A type is named with letters, digits, "_", "-" and ".", at most 64.');
      const marked = text.slice(opened.start);
      const start = opened.start + (marked.length - marked.trimStart().length);
      const end = opened.start + marked.trimEnd().length;
      if (end <= start) return fault('EMPTY_SPAN', opened.at, 'A span holds at least one character that can be seen.');
      spans.push({ type, start, end });
      opened = null;
      at = close;
    } else text += unit;
  }
  if (opened) return fault('UNCLOSED_SPAN', opened.at, 'A span is closed by ](type); write \\[ for a bracket.');
  return { text, spans };
}

/** The notation of an annotated text; `parseAnnotated` gives the same back. The spans are by place and do not overlap. */
export function formatAnnotated({ text, spans }: AnnotatedText): string {
  let notation = '';
  let from = 0;
  for (const { type, start, end } of spans) {
    notation += `${escape(text.slice(from, start))}[${escape(text.slice(start, end))}](${type})`;
    from = end;
  }
  return notation + escape(text.slice(from));
}

function isSpecial(unit: string | undefined): boolean {
  return unit === '[' || unit === ']' || unit === '\\';
}

function escape(text: string): string {
  return text.replace(/[[\]\\]/g, String.raw`\$&`);
}

function fault(code: AnnotationFaultCode, at: number, message: string): { readonly fault: AnnotationFault } {
  return { fault: { code, at, message } };
}
