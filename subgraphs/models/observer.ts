import type { Transaction } from '../../platform/db/index.ts';
import type { AuditLog, NewAuditEntry } from './audit-log.ts';
import { entryOfAct, entryOfReview } from './audited-messages.ts';
import { type ActPerformed, type FeedbackChanged, readMessage, type TurnObserved } from './messages.ts';
import type { PolicyService } from './policy-service.ts';
import { knownFeedback, noteFeedback, noteTurns } from './store/observed-store.ts';
import { addToWindows, type WindowCounts } from './store/quality-store.ts';
import type { ObservedFeedbackRow, ObservedTurnRow } from './store/tables.ts';

/** Counts what is observed of versions in service, and the labels that ask for a new one; writes down what was done in other rooms. */
export class Observer {
  readonly #policies: PolicyService;
  readonly #audit: AuditLog;

  constructor(policies: PolicyService, audit: AuditLog) {
    this.#policies = policies;
    this.#audit = audit;
  }

  /** Takes messages of the queue in their order. Idempotent: each turn and each change of a feedback counts once. */
  async consumeBatch(tx: Transaction, bodies: readonly unknown[]): Promise<void> {
    const messages = bodies.map(readMessage);
    const turns = messages.filter((one): one is TurnObserved => one.kind === 'TurnObserved');
    const changes = messages.filter((one): one is FeedbackChanged => one.kind === 'FeedbackChanged');
    const acts = messages.filter((one): one is ActPerformed => one.kind === 'ActPerformed');
    const turnCounts = await this.#turnCounts(tx, turns);
    const { counts, labels } = await this.#feedbackCounts(tx, changes);
    await addToWindows(tx, [...turnCounts, ...counts]);
    await this.#settle(tx, labels, [
      ...acts.map(entryOfAct),
      ...changes.flatMap((change) => entryOfReview(change) ?? []),
    ]);
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
    const fresh = await noteTurns(tx, distinctTurns(turns).map(turnRowOf));
    return distinctTurns(turns)
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

  /** What the changes add and take away, and the new labels among them; one that comes late, after a newer one, changes nothing. */
  async #feedbackCounts(
    tx: Transaction,
    changes: readonly FeedbackChanged[],
  ): Promise<{ counts: WindowCounts[]; labels: Map<string, number> }> {
    if (changes.length === 0) return { counts: [], labels: new Map() };
    const known = await knownFeedback(tx, [...new Set(changes.map(({ feedbackId }) => feedbackId))].toSorted());
    const fresh = distinctChanges(changes)
      .toSorted((a, b) => a.sequence - b.sequence)
      .filter(({ feedbackId, sequence }) => sequence > (known.get(feedbackId)?.sequence ?? 0));
    const latest = new Map(fresh.map((change) => [change.feedbackId, change]));
    const noted = await noteFeedback(tx, [...latest.values()].map(feedbackRowOf).toSorted(byId));
    const news = fresh.filter(({ feedbackId }) => noted.has(feedbackId));
    const counts = [...latest.values()]
      .filter(({ feedbackId }) => noted.has(feedbackId))
      .flatMap(({ feedbackId, turn, feedback }) => {
        const window = windowOf(turn);
        const before = known.get(feedbackId);
        const added = { ...window, ...verdictCount(feedback, 1) };
        return before ? [{ ...window, ...verdictCount(before, -1) }, added] : [added];
      });
    return { counts, labels: await this.#newLabels(tx, news) };
  }

  /** How many new labels each assistant has by these changes. */
  async #newLabels(tx: Transaction, changes: readonly FeedbackChanged[]): Promise<Map<string, number>> {
    const labels = new Map<string, number>();
    for (const change of changes) {
      const { assistantId } = change.turn;
      if (await this.#isNewLabel(tx, change)) labels.set(assistantId, (labels.get(assistantId) ?? 0) + 1);
    }
    return labels;
  }

  /** Whether the change makes a label that was none before, by the same rule as feedback's own consumer. */
  async #isNewLabel(
    tx: Transaction,
    { change, previousStatus, feedback, turn: { assistantId } }: FeedbackChanged,
  ): Promise<boolean> {
    if (change === 'REVIEWED') return feedback.status === 'ACCEPTED' && previousStatus !== 'ACCEPTED';
    if (change !== 'SUBMITTED' || feedback.correctedIntent == null) return false;
    const namesAnIntent = feedback.verdict === 'CORRECTION' || feedback.signal === 'DISAMBIGUATION_CHOICE';
    return namesAnIntent && (await this.#policies.acceptance(tx, assistantId)) === 'AUTO';
  }
}

function verdictCount({ verdict, status }: { verdict: string; status: string }, sign: 1 | -1): Partial<WindowCounts> {
  if (status === 'RETRACTED') return {};
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

function turnRowOf(turn: TurnObserved): ObservedTurnRow {
  const { turnId, at, assistantId, conversationId, index, utterance, replyKind, latencyMs, tags } = turn;
  return {
    turnId,
    at,
    assistantId,
    conversationId,
    endUserId: turn.endUserId ?? null,
    turnIndex: index,
    utterance,
    language: turn.language ?? null,
    chosenIntent: turn.chosenIntent ?? null,
    intent: turn.intent ?? null,
    confidence: turn.confidence ?? null,
    isOutOfScope: isOutOfScope(turn),
    isCloseCall: turn.isCloseCall ?? false,
    ranking: turn.ranking ?? [],
    modelVersionId: turn.modelVersionId ?? null,
    deploymentId: turn.deploymentId ?? null,
    replyKind,
    latencyMs,
    tags,
  };
}

/** A message from before this was told says so by a version without a predicted intent. */
function isOutOfScope({ isOutOfScope: isTold, modelVersionId, intent }: TurnObserved): boolean {
  return isTold ?? (modelVersionId != null && intent == null);
}

function feedbackRowOf(changed: FeedbackChanged): ObservedFeedbackRow {
  const { feedbackId, sequence, feedback, turn } = changed;
  const { verdict, status, source, correctedIntent, review } = feedback;
  return {
    feedbackId,
    sequence,
    verdict,
    status,
    turnId: turn.turnId,
    source,
    // What a reviewer said of it stands above what the user said.
    correctedIntent: review?.intent ?? correctedIntent ?? null,
    taughtIntent: taughtIntentOf(changed),
  };
}

/** By the rule under which feedback derives its labels: as reviewed, else as corrected or chosen, else the one that it confirms. */
function taughtIntentOf({ turn, feedback: { review, correctedIntent, verdict } }: FeedbackChanged): string | null {
  const said = review?.intent ?? correctedIntent;
  if (said) return said;
  return verdict === 'HELPFUL' && turn.replyKind === 'ANSWER' ? (turn.chosenIntent ?? turn.intent ?? null) : null;
}

/** The order in which all write, so that two transactions never wait for each other. */
function byId(a: ObservedFeedbackRow, b: ObservedFeedbackRow): number {
  return a.feedbackId < b.feedbackId ? -1 : 1;
}

function distinctChanges(changes: readonly FeedbackChanged[]): FeedbackChanged[] {
  return [...new Map(changes.map((change) => [`${change.feedbackId}:${change.sequence}`, change])).values()];
}

function distinctTurns(turns: readonly TurnObserved[]): TurnObserved[] {
  return [...new Map(turns.map((turn) => [turn.turnId, turn])).values()];
}
