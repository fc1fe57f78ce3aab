/** A turn as conversation tells of it. */
export function turnObserved(facts: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    kind: 'TurnObserved',
    version: 1,
    turnId: 'turn_1',
    conversationId: 'conv_1',
    assistantId: 'asst_1',
    endUserId: null,
    channel: 'web',
    inputMode: 'TEXT',
    utterance: 'the turnstile swallows my card',
    language: 'en',
    index: 0,
    at: '2026-11-22T10:00:00.000Z',
    replyKind: 'ANSWER',
    intent: 'library',
    chosenIntent: null,
    confidence: 0.8,
    modelVersionId: 'version_1',
    latencyMs: 3.2,
    tags: [{ id: 'tag_1', name: 'library' }],
    previous: null,
    ...facts,
  };
}
