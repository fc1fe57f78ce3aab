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
  /** Of the utterance. */
  language: z.string().min(2),
  /** Place in the conversation, from 0 without gaps. */
  index: z.int().nonnegative(),
  at: z.iso.datetime(),
  replyKind: z.enum(ReplyKind),
  /** What the model predicted; null where it refused the utterance or no version answered. */
  intent: z.string().nullable(),
  /** What the user picked from the options of the reply before. */
  chosenIntent: z.string().nullable(),
  confidence: z.number().min(0).max(1).nullable(),
  modelVersionId: z.string().nullable(),
  latencyMs: z.number().nonnegative(),
  tags: z.array(z.object({ id: z.string(), name: z.string() })),
  // Messages from before these were told have none of them.
  /** Whether the model refused the utterance: then `intent` is null, and the best one stands in `ranking`. */
  isOutOfScope: z.boolean().optional(),
  /** Whether the two best intents were too close to choose. */
  isCloseCall: z.boolean().optional(),
  /** The three likeliest intents at most, best first; none where no version answered. */
  ranking: z.array(z.object({ intent: z.string(), confidence: z.number() })).optional(),
  /** The deployment by which the version answered. */
  deploymentId: z.string().nullable().optional(),
  /** Whether the user asked for a person. */
  isHandoff: z.boolean().optional(),
  /** Where an anonymous caller started the conversation: a pseudonym of the network address. */
  origin: z.string().nullable().optional(),
  previous: z
    .object({
      turnId: z.string(),
      utterance: z.string(),
      replyKind: z.enum(ReplyKind),
      at: z.iso.datetime().optional(),
    })
    .nullable(),
});
export type TurnObserved = z.infer<typeof turnObserved>;
