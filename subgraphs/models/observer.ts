import type { Transaction } from '../../platform/db/index.ts';
import type { Clock } from '../../platform/lifecycle/index.ts';
import type { AuditLog, NewAuditEntry } from './audit-log.ts';
import { entryOfAct, entryOfReview } from './audited-messages.ts';
import { type ActPerformed, type FeedbackChanged, readMessage, type TurnObserved } from './messages.ts';
import { feedbackRowOf, isOutOfScope, turnRowOf } from './observed-rows.ts';
import type { PolicyService } from './policy-service.ts';
import { lockTurns } from './store/locks.ts';
import { noteFeedback, noteLabels, noteTurns, oldestKept } from './store/observed-store.ts';
import { noteUndoneReviews } from './store/snapshot-store.ts';
import { addToWindows, type WindowCounts } from './store/quality-store.ts';
import { verdictsOf } from './store/voice-store.ts';

/** Counts what is observed of versions in service, and the labels that ask for a new one; writes down what was done in other rooms. */
export class Observer {
  readonly #policies: PolicyService;
  readonly #audit: AuditLog;
  readonly #clock: Clock;

  constructor({ policies, audit, clock }: { policies: PolicyService; audit: AuditLog; clock: Clock }) {
    this.#policies = policies;
    this.#audit = audit;
    this.#clock = clock;
  }

  /**
   * Takes messages of the queue in their order, a feedback in the status that it has arrived with. Idempotent: each turn and each change of
   * a feedback counts once.
   */
  async consumeBatch(tx: Transaction, bodies: readonly unknown[]): Promise<void> {
    const messages = bodies.map(readMessage);
    const turns = messages.filter((one): one is TurnObserved => one.kind === 'TurnObserved');
    const changes = messages.filter((one): one is FeedbackChanged => one.kind === 'FeedbackChanged');
    const acts = messages.filter((one): one is ActPerformed => one.kind === 'ActPerformed');
    const turnCounts = await this.#turnCounts(tx, turns);
    const { counts, news } = await this.#feedbackCounts(tx, latestOf(changes));
    await addToWindows(tx, [...turnCounts, ...counts]);
    await noteUndoneReviews(tx, acts.flatMap(undoneReviewOf));
    await this.#settle(
      tx,
      await this.#newLabels(tx, [...news.flatMap(labelOfFeedback), ...acts.flatMap(labelOfReview)]),
      [...acts.map(entryOfAct), ...changes.flatMap((change) => entryOfReview(change) ?? [])],
    );
  }

  /** Counts labels and writes down acts, one assistant wholly after another: their locks are taken in this order everywhere. */
  async #settle(
    tx: Transaction,
    labels: ReadonlyMap<string, number>,
    entries: readonly NewAuditEntry[],
  ): Promise<void> {
    const acts = Map.groupBy(entries, ({ assistantId }) => assistantId ?? '');
    for (const assistantId of [...new Set([...labels.keys(), ...acts.keys()])].toSorted()) {
      const count = labels.get(assistantId);
      if (count !== undefined) await this.#policies.countLabels(tx, assistantId, count);
      for (const entry of acts.get(assistantId) ?? []) await this.#audit.record(tx, entry);
    }
  }

  async #turnCounts(tx: Transaction, turns: readonly TurnObserved[]): Promise<WindowCounts[]> {
    const distinct = [...new Map(turns.map((turn) => [turn.turnId, turn])).values()];
    const fresh = await noteTurns(tx, distinct.map(turnRowOf));
    return distinct
      .filter(({ turnId }) => fresh.has(turnId))
      .map((turn) => ({
        ...windowOf(turn),
        turns: 1,
        outOfScope: isOutOfScope(turn) ? 1 : 0,
        confidenceSum: turn.confidence ?? 0,
        answers: turn.replyKind === 'ANSWER' ? 1 : 0,
        disambiguations: turn.replyKind === 'DISAMBIGUATION' ? 1 : 0,
        knowledge: turn.replyKind === 'KNOWLEDGE' ? 1 : 0,
        fallbacks: turn.replyKind === 'FALLBACK' ? 1 : 0,
      }));
  }

  /**
   * Notes feedback, of each its latest change: what that changes in the voices of turns, and which of the changes are news. One that comes
   * late, after a newer one, is none. The voice of a turn that is forgotten is not known any more, and changes no window.
   */
  async #feedbackCounts(
    tx: Transaction,
    changes: readonly FeedbackChanged[],
  ): Promise<{ counts: WindowCounts[]; news: FeedbackChanged[] }> {
    if (changes.length === 0) return { counts: [], news: [] };
    const turns = new Map(changes.map(({ turn }) => [turn.turnId, turn]));
    const turnIds = [...turns.keys()].toSorted();
    await lockTurns(tx, turnIds);
    const before = await verdictsOf(tx, turnIds);
    const noted = await noteFeedback(tx, changes.map(feedbackRowOf));
    const after = await verdictsOf(tx, turnIds);
    const oldest = oldestKept(this.#clock.now());
    const counts = [...turns.values()]
      .filter(({ turnId, at }) => at >= oldest && before.get(turnId) !== after.get(turnId))
      .flatMap((turn) => [
        { ...windowOf(turn), ...verdictCount(before.get(turn.turnId), -1) },
        { ...windowOf(turn), ...verdictCount(after.get(turn.turnId), 1) },
      ]);
    return { counts, news: changes.filter(({ feedbackId }) => noted.has(feedbackId)) };
  }

  /** How many new labels each assistant has. What one person says of one turn is one label, however often they change their mind. */
  async #newLabels(tx: Transaction, accepted: readonly AcceptedLabel[]): Promise<Map<string, number>> {
    const assistants = new Map(accepted.map(({ turnId, assistantId }) => [turnId, assistantId]));
    const at = this.#clock.now();
    const fresh = await noteLabels(
      tx,
      accepted.map(({ turnId, author }) => ({ turnId, author, at })),
    );
    const labels = new Map<string, number>();
    for (const turnId of fresh) {
      const assistantId = assistants.get(turnId) ?? '';
      labels.set(assistantId, (labels.get(assistantId) ?? 0) + 1);
    }
    return labels;
  }
}

/** A label that is new to training: `turnId` is what it is of. */
interface AcceptedLabel {
  assistantId: string;
  turnId: string;
  author: string;
}

function labelOfFeedback({
  turn: { assistantId, turnId },
  feedback: { status, author },
}: FeedbackChanged): AcceptedLabel[] {
  return status === 'ACCEPTED' ? [{ assistantId, turnId, author }] : [];
}

/** A review that settled what an utterance of the inbox means. */
function labelOfReview({ action, assistantId, subject, actor, facts }: ActPerformed): AcceptedLabel[] {
  const state = facts.find(({ name }) => name === 'state')?.value ?? '';
  return action === 'UTTERANCE_REVIEWED' && assistantId !== null && TEACHING_STATES.has(state)
    ? [{ assistantId, turnId: subject, author: actor }]
    : [];
}
function undoneReviewOf({ action, facts }: ActPerformed): string[] {
  const review = action === 'REVIEW_UNDONE' ? facts.find(({ name }) => name === 'review')?.value : null;
  return review ? [review] : [];
}

const TEACHING_STATES: ReadonlySet<string> = new Set(['ACCEPTED', 'RELABELLED', 'OUT_OF_SCOPE']);

function verdictCount(verdict: string | undefined, sign: 1 | -1): Partial<WindowCounts> {
  if (verdict === undefined) return {};
  if (verdict === 'HELPFUL') return { helpful: sign };
  return verdict === 'UNHELPFUL' ? { unhelpful: sign } : { corrections: sign };
}

function windowOf({
  assistantId,
  modelVersionId,
  at,
}: {
  assistantId: string;
  modelVersionId?: string | null | undefined;
  at: Date;
}) {
  const hour = new Date(at);
  hour.setUTCMinutes(0, 0, 0);
  return { assistantId, modelVersionId: modelVersionId ?? '', hour };
}

/** The highest sequence of each feedback. */
function latestOf(changes: readonly FeedbackChanged[]): FeedbackChanged[] {
  const ordered = changes.toSorted((a, b) => a.sequence - b.sequence);
  return [...new Map(ordered.map((change) => [change.feedbackId, change])).values()];
}
