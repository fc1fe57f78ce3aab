/** A conversation and the token that opens it. */
export interface KeptConversation {
  readonly id: string;
  readonly token: string;
}

const keyOf = (assistantId: string): string => `malha.chat.${assistantId}`;

/** The conversation of this tab with each assistant, so that a reload goes on with it. */
export const keptConversations = {
  read(assistantId: string): KeptConversation | null {
    const kept = sessionStorage.getItem(keyOf(assistantId));
    return kept === null ? null : (JSON.parse(kept) as KeptConversation);
  },
  keep: (assistantId: string, conversation: KeptConversation): void =>
    sessionStorage.setItem(keyOf(assistantId), JSON.stringify(conversation)),
  forget: (assistantId: string): void => sessionStorage.removeItem(keyOf(assistantId)),
};
