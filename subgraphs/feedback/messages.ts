import { z } from 'zod';
import { UnreadableMessage } from './errors.ts';
import { Change, FeedbackDecision, FeedbackSource, FeedbackStatus, Verdict } from './vocabulary.ts';

const optionalText = z
  .string()
  .nullish()
  .transform((text) => text ?? null);

/** The turn that a feedback is about, as it was when it was answered. */
const turnFacts = z.object({
  turnId: z.string(),
  conversationId: z.string(),
  assistantId: z.string(),
  endUserId: optionalText,
  /** Where an anonymous caller started the conversation; of turns from before it was told, nothing. */
  origin: optionalText,
  utterance: z.string(),
  language: optionalText,
  index: z.number().int(),
  at: z.coerce.date(),
  replyKind: z.string(),
  intent: optionalText,
  chosenIntent: optionalText,
  confidence: z
    .number()
    .nullish()
    .transform((value) => value ?? null),
  modelVersionId: optionalText,
});
export type TurnFacts = z.infer<typeof turnFacts>;

/** The facts in what another room or an earlier message says of a turn; anything else in it is left out. */
export function readTurnFacts(value: unknown): TurnFacts {
  return turnFacts.parse(value);
}

const review = z.object({
  decision: z.enum(FeedbackDecision),
  intent: z.string().nullable(),
  comment: z.string().nullable(),
  by: z.string(),
  at: z.coerce.date(),
});
export type Review = z.infer<typeof review>;

/** A feedback's whole state after a change, so that the latest message alone tells what is true. */
const feedbackState = z.object({
  author: z.string(),
  source: z.enum(FeedbackSource),
  verdict: z.enum(Verdict),
  signal: z.string().nullable(),
  correctedIntent: z.string().nullable(),
  correctedAnswer: z.string().nullable(),
  comment: z.string().nullable(),
  status: z.enum(FeedbackStatus),
  at: z.coerce.date(),
  supersededBy: z.string().nullable(),
  review: review.nullable(),
});

const feedbackChanged = z.object({
  kind: z.literal('FeedbackChanged'),
  version: z.literal(1),
  feedbackId: z.string(),
  /** 1 for the submission, one more with each change. */
  sequence: z.number().int().positive(),
  change: z.enum(Change),
  changedAt: z.coerce.date(),
  /** The status before a review: what was accepted already is no new label. */
  previousStatus: z.enum(FeedbackStatus).nullable(),
  turn: turnFacts,
  feedback: feedbackState,
});
/** One change of one feedback; sent by this room. */
export type FeedbackChanged = z.infer<typeof feedbackChanged>;

/** A message as the event log keeps it. */
export function readLoggedChange(value: unknown): FeedbackChanged {
  return feedbackChanged.parse(value);
}

/** What the model made of a turn; of turns from before it was told, nothing. */
const understanding = z.object({
  isOutOfScope: z.boolean().default(false),
  isCloseCall: z.boolean().default(false),
  /** The likeliest intents, best first, of a refused utterance too. */
  ranking: z.array(z.object({ intent: z.string(), confidence: z.number() })).default([]),
  /** Whether the user asked for a person. */
  isHandoff: z.boolean().default(false),
});

const observedFacts = turnFacts.extend(understanding.shape);
/** A turn as it was observed. */
export type ObservedFacts = z.infer<typeof observedFacts>;

/** The facts in what is told, or was kept, of an observed turn. */
export function readObservedFacts(value: unknown): ObservedFacts {
  return observedFacts.parse(value);
}

// Conversation owns this message; here stands what feedback reads of it, and nothing else is looked at.
const turnObserved = turnFacts.extend({
  kind: z.literal('TurnObserved'),
  version: z.literal(1),
  ...understanding.shape,
  tags: z
    .array(z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]))
    .nullish()
    .transform((tags) => tags ?? []),
  previous: z
    .object({
      turnId: z.string(),
      utterance: z.string(),
      replyKind: z.string(),
      // Messages from before it was told have none.
      at: z.coerce.date().optional(),
    })
    .nullish()
    .transform((previous) => previous ?? null),
});
/** A turn was answered; sent by conversation. */
export type TurnObserved = z.infer<typeof turnObserved>;

// What was done in some room, for the audit log: nothing to this one.
const actPerformed = z.object({ kind: z.literal('ActPerformed'), version: z.literal(1) });

const message = z.discriminatedUnion('kind', [feedbackChanged, turnObserved, actPerformed]);

/**
 * Reads a message of the queue.
 * @throws UnreadableMessage where its kind or version is unknown or a field is not as agreed: it must reach the dead-letter queue.
 */
export function readMessage(body: unknown): FeedbackChanged | TurnObserved | z.infer<typeof actPerformed> {
  const parsed = message.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new UnreadableMessage(z.prettifyError(parsed.error));
}

/** SQS drops a second message with the same id within five minutes: a quick retraction needs an id of its own. */
export function deduplicationIdOf({ feedbackId, sequence }: Pick<FeedbackChanged, 'feedbackId' | 'sequence'>): string {
  return `${feedbackId}:${sequence}`;
}
