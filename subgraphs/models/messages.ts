import { z } from 'zod';

// Conversation and feedback own these messages; here stands what this room reads of them, and nothing else is looked at.
const facts = z.object({
  turnId: z.string(),
  assistantId: z.string(),
  at: z.coerce.date(),
  modelVersionId: z.string().nullish(),
});

const turnObserved = facts.extend({
  kind: z.literal('TurnObserved'),
  version: z.literal(1),
  utterance: z.string(),
  replyKind: z.string(),
  intent: z.string().nullish(),
  confidence: z.number().nullish(),
  latencyMs: z.number(),
  tags: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type TurnObserved = z.infer<typeof turnObserved>;

const feedbackChanged = z.object({
  kind: z.literal('FeedbackChanged'),
  version: z.literal(1),
  feedbackId: z.string(),
  sequence: z.number().int().positive(),
  change: z.string(),
  previousStatus: z.string().nullish(),
  turn: facts,
  feedback: z.object({
    verdict: z.string(),
    status: z.string(),
    source: z.string(),
    signal: z.string().nullish(),
    correctedIntent: z.string().nullish(),
    review: z.object({ decision: z.string(), intent: z.string().nullish() }).nullish(),
  }),
});
export type FeedbackChanged = z.infer<typeof feedbackChanged>;

const message = z.discriminatedUnion('kind', [turnObserved, feedbackChanged]);

/**
 * Reads a message of the queue.
 * @throws ZodError where its kind or version is unknown or a field is not as agreed: it must reach the dead-letter queue.
 */
export function readMessage(body: unknown): TurnObserved | FeedbackChanged {
  return message.parse(body);
}
