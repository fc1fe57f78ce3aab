import type { Transaction } from '../../platform/db/index.ts';
import { type FeedbackRow, rowOf } from './feedback-row.ts';
import { labelKindOf } from './label-weights.ts';
import type { FeedbackChanged } from './messages.ts';
import { appendEvents, eventKey } from './store/event-log.ts';
import { recordStates } from './store/states.ts';
import type { Acceptance } from './vocabulary.ts';

/** Whether corrections to existing intents teach at once at this assistant. */
export type AcceptanceOf = (tx: Transaction, assistantId: string) => Promise<Acceptance>;

/** Gives each submission the status with which it arrives: the one place that decides whether a correction teaches at once. */
export async function arrive(
  tx: Transaction,
  messages: readonly FeedbackChanged[],
  acceptanceOf: AcceptanceOf,
): Promise<FeedbackChanged[]> {
  const acceptances = new Map<string, Acceptance>();
  const arrived: FeedbackChanged[] = [];
  for (const message of messages) {
    const { turn, feedback } = message;
    if (feedback.status !== 'QUEUED') {
      arrived.push(message);
      continue;
    }
    let acceptance: Acceptance = 'REVIEW';
    if (teachesUnreviewed(rowOf(message))) {
      acceptance = acceptances.get(turn.assistantId) ?? (await acceptanceOf(tx, turn.assistantId));
      acceptances.set(turn.assistantId, acceptance);
    }
    arrived.push({ ...message, feedback: { ...feedback, status: acceptance === 'AUTO' ? 'ACCEPTED' : 'RECORDED' } });
  }
  return arrived;
}

/**
 * Records what arrived: each event once in the log, each feedback in the state of its highest sequence. A retraction
 * that comes before what it retracts is kept, and the latecomer changes nothing any more. Resolves to the feedback of which something
 * new came, by assistant.
 */
export async function recordChanges(
  tx: Transaction,
  messages: readonly FeedbackChanged[],
): Promise<Map<string, string[]>> {
  if (messages.length === 0) return new Map();
  const arrived = messages.toSorted(byFeedback);
  const logged = await appendEvents(tx, distinct(arrived));
  await recordStates(tx, [...new Map(arrived.map((message) => [message.feedbackId, rowOf(message)])).values()]);
  const news = Map.groupBy(
    arrived.filter((message) => logged.has(eventKey(message))),
    ({ turn }) => turn.assistantId,
  );
  return new Map(
    [...news].map(([assistantId, of]) => [assistantId, [...new Set(of.map(({ feedbackId }) => feedbackId))]]),
  );
}

/** A correction to an existing intent (that it exists was checked when it was given), or a choice among the options offered. */
function teachesUnreviewed(row: FeedbackRow): boolean {
  return ['CORRECTION', 'DISAMBIGUATION_CHOICE'].includes(labelKindOf(row));
}

/** In the order of ids, so that two transactions never wait for each other; the latest change of each last. */
function byFeedback(a: FeedbackChanged, b: FeedbackChanged): number {
  if (a.feedbackId !== b.feedbackId) return a.feedbackId < b.feedbackId ? -1 : 1;
  return a.sequence - b.sequence;
}

function distinct(messages: readonly FeedbackChanged[]): FeedbackChanged[] {
  return [...new Map(messages.map((message) => [eventKey(message), message])).values()];
}
