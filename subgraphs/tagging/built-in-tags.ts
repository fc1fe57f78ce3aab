/** Every assistant has these, made by the first migration, so every reply has a tag: an answer without a rule the first, others that of their kind. */
const UNCATEGORISED = 'tag_uncategorised';
const OF_REPLY_KIND: Readonly<Record<string, string>> = {
  DISAMBIGUATION: 'tag_clarification',
  KNOWLEDGE: 'tag_knowledge',
  FALLBACK: 'tag_unanswered',
};

/** The id of the tag of a reply to which no rule applies. `replyKind` is a value of ReplyKind. */
export function builtInTagOf(replyKind: string): string {
  return OF_REPLY_KIND[replyKind] ?? UNCATEGORISED;
}
