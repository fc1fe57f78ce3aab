import { z } from 'zod';
import { InputMode, ReplyKind } from './vocabulary.ts';

/**
 * A turn was answered: its facts as they were, sent once per turn through the outbox (group: the conversation, dedup id: the turn).
 * Later readings of the same turn (a correction, a new tag rule) never change it.
 */
export const turnObserved = z.object({
  kind: z.literal('TurnObserved'),
  version: z.literal(1),
  turnId: z.string().min(1),
  conversationId: z.string().min(1),
  assistantId: z.string().min(1),
  endUserId: z.string().nullable(),
  channel: z.string().nullable(),
  inputMode: z.enum(InputMode),
  utterance: z.string().min(1),
  language: z.string().min(2),
  /** Place in the conversation, from 0 without gaps. */
  index: z.int().nonnegative(),
  at: z.iso.datetime(),
  replyKind: z.enum(ReplyKind),
  /** What the model predicted; null where it found no intent or no version answered. */
  intent: z.string().nullable(),
  /** What the user picked from the options of the reply before. */
  chosenIntent: z.string().nullable(),
  confidence: z.number().min(0).max(1).nullable(),
  modelVersionId: z.string().nullable(),
  latencyMs: z.number().nonnegative(),
  tags: z.array(z.object({ id: z.string(), name: z.string() })),
  previous: z.object({ turnId: z.string(), utterance: z.string(), replyKind: z.enum(ReplyKind) }).nullable(),
});
export type TurnObserved = z.infer<typeof turnObserved>;
