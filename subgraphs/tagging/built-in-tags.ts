/** What a reply is tagged with where no rule says more: every assistant has these, so every reply has a tag. */
export const BUILT_IN_TAGS = {
  uncategorised: { id: 'tag_uncategorised', key: 'uncategorised', name: 'Uncategorised' },
  clarification: { id: 'tag_clarification', key: 'clarification', name: 'Clarification' },
  knowledge: { id: 'tag_knowledge', key: 'knowledge', name: 'Knowledge' },
  unanswered: { id: 'tag_unanswered', key: 'unanswered', name: 'Unanswered' },
} as const;

const OF_REPLY_KIND: Readonly<Record<string, string>> = {
  DISAMBIGUATION: BUILT_IN_TAGS.clarification.id,
  KNOWLEDGE: BUILT_IN_TAGS.knowledge.id,
  FALLBACK: BUILT_IN_TAGS.unanswered.id,
};

/** The tag of a reply to which no rule applies. */
export function builtInTagOf(replyKind: string): string {
  return OF_REPLY_KIND[replyKind] ?? BUILT_IN_TAGS.uncategorised.id;
}
