/** What a reply is: a curated answer, a question back, a passage with its source, or an admission. */
export const ReplyKind = {
  ANSWER: 'ANSWER',
  DISAMBIGUATION: 'DISAMBIGUATION',
  KNOWLEDGE: 'KNOWLEDGE',
  FALLBACK: 'FALLBACK',
} as const;
export type ReplyKind = (typeof ReplyKind)[keyof typeof ReplyKind];

/** How an utterance came in. */
export const InputMode = { TEXT: 'TEXT', VOICE: 'VOICE' } as const;
export type InputMode = (typeof InputMode)[keyof typeof InputMode];

/** An intent that the user may have meant, in words that a user understands. */
export interface ReplyOption {
  intent: string;
  label: string;
}

/** A passage of a page, as scraping saw it. */
export interface Citation {
  title: string | null;
  url: string;
  passage: string;
  /** ISO 8601. */
  fetchedAt: string;
  pageSnapshotId: string;
}

export interface Reply {
  kind: ReplyKind;
  text: string;
  options: ReplyOption[];
  citations: Citation[];
}
