/** Where something stands in a text, in UTF-16 code units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Piece<S> {
  readonly text: string;
  /** Where the piece begins in the text. */
  readonly at: number;
  /** Null between spans. */
  readonly span: S | null;
}

/** A text cut at its spans, nothing left out. A span that is not of this text, or overlaps one before it, is passed over. */
export function piecesOf<S extends Span>(text: string, spans: readonly S[]): Piece<S>[] {
  const pieces: Piece<S>[] = [];
  let from = 0;
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    if (span.start < from || span.end <= span.start || span.end > text.length) continue;
    if (span.start > from) pieces.push({ text: text.slice(from, span.start), at: from, span: null });
    pieces.push({ text: text.slice(span.start, span.end), at: span.start, span });
    from = span.end;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), at: from, span: null });
  return pieces;
}
