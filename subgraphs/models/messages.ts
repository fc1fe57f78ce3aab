import { z } from 'zod';
import { AuditAction } from './vocabulary.ts';

// Conversation and feedback own these messages; here stands what this room reads of them, and nothing else is looked at.
const facts = z.object({
  turnId: z.string(),
  assistantId: z.string(),
  at: z.coerce.date(),
  modelVersionId: z.string().nullish(),
  replyKind: z.string().nullish(),
  intent: z.string().nullish(),
  chosenIntent: z.string().nullish(),
});

const turnObserved = facts.extend({
  kind: z.literal('TurnObserved'),
  version: z.literal(1),
  utterance: z.string(),
  conversationId: z.string(),
  endUserId: z.string().nullish(),
  language: z.string().nullish(),
  index: z.int(),
  replyKind: z.string(),
  confidence: z.number().nullish(),
  // Messages from before these were told have none of them.
  isOutOfScope: z.boolean().optional(),
  isCloseCall: z.boolean().optional(),
  ranking: z.array(z.object({ intent: z.string(), confidence: z.number() })).optional(),
  deploymentId: z.string().nullish(),
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
    author: z.string(),
    at: z.coerce.date(),
    verdict: z.string(),
    status: z.string(),
    source: z.string(),
    signal: z.string().nullish(),
    correctedIntent: z.string().nullish(),
    review: z
      .object({
        decision: z.string(),
        intent: z.string().nullish(),
        comment: z.string().nullish(),
        by: z.string(),
        at: z.coerce.date(),
      })
      .nullish(),
  }),
});
export type FeedbackChanged = z.infer<typeof feedbackChanged>;

// The kit's `actPerformed` makes these, in any room.
const actPerformed = z.object({
  kind: z.literal('ActPerformed'),
  version: z.literal(1),
  actId: z.string(),
  assistantId: z.string().nullable(),
  actor: z.string(),
  action: z.enum(AuditAction),
  subject: z.string(),
  at: z.coerce.date(),
  facts: z.array(
    z.object({ name: z.string(), value: z.string().nullable(), before: z.string().nullable().optional() }),
  ),
  requestId: z.string(),
});
export type ActPerformed = z.infer<typeof actPerformed>;

const message = z.discriminatedUnion('kind', [turnObserved, feedbackChanged, actPerformed]);

/**
 * Reads a message of the queue.
 * @throws ZodError where its kind or version is unknown or a field is not as agreed: it must reach the dead-letter queue.
 */
export function readMessage(body: unknown): TurnObserved | FeedbackChanged | ActPerformed {
  return message.parse(body);
}
