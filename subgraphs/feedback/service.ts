import { type Database, type Transaction, transaction } from '../../platform/db/index.ts';
import type { Clock } from '../../platform/lifecycle/index.ts';
import {
  checkText,
  idempotent,
  type IdempotentInput,
  invariant,
  InvalidState,
  newId,
  NotFound,
  type RoomCall,
  type Rooms,
} from '../kit/index.ts';
import { admitStaff, admitToConversation, admitToRetract, authorOf } from './access.ts';
import type { ChangeOutbox } from './change-outbox.ts';
import { CorrectionNotExpected, CorrectionRequired, IntentNotExpected, IntentRequired } from './errors.ts';
import { changeOf, factColumns, type FeedbackRow, UNREVIEWED } from './feedback-row.ts';
import type { TurnFacts } from './messages.ts';
import { askTurnFacts, requireKnownIntent } from './neighbours.ts';
import { changeFeedback, findFeedback, insertFeedback, insertFirst, supersede } from './store/states.ts';
import { COMMENT_LIMIT, type FeedbackDecision, type FeedbackStatus, type Verdict } from './vocabulary.ts';

export interface Submission extends IdempotentInput {
  turnId: string;
  verdict: Verdict;
  correctedIntent?: string | null | undefined;
  correctedAnswer?: string | null | undefined;
  comment?: string | null | undefined;
}
export interface Retraction extends IdempotentInput {
  feedbackId: string;
}
export interface ReviewRequest extends IdempotentInput {
  feedbackId: string;
  decision: FeedbackDecision;
  intent?: string | null | undefined;
  comment?: string | null | undefined;
}

const STATUS_AFTER = { ACCEPT: 'ACCEPTED', RELABEL: 'ACCEPTED', REJECT: 'REJECTED' } as const satisfies Record<
  FeedbackDecision,
  FeedbackStatus
>;

interface ServiceParts {
  db: Database;
  rooms: Rooms;
  clock: Clock;
  outbox: ChangeOutbox;
}

/** What people may do with feedback. Each change and the message that tells of it commit together. */
export class FeedbackService {
  readonly #db: Database;
  readonly #rooms: Rooms;
  readonly #clock: Clock;
  readonly #outbox: ChangeOutbox;

  constructor({ db, rooms, clock, outbox }: ServiceParts) {
    this.#db = db;
    this.#rooms = rooms;
    this.#clock = clock;
    this.#outbox = outbox;
  }

  /**
   * Records what the caller says about a turn; it supersedes what the same user said about it before.
   * @throws NotFound, TEXT_TOO_LONG, CorrectionRequired, CorrectionNotExpected, UnknownIntent, Forbidden, IdempotencyConflict.
   */
  async submit(submission: Submission, call: RoomCall): Promise<FeedbackRow> {
    checkSubmission(submission);
    const turn = await askTurnFacts(this.#rooms, submission.turnId, call);
    admitToConversation(call.identity, turn.conversationId);
    const { correctedIntent: intent } = submission;
    if (intent)
      await requireKnownIntent(
        this.#rooms,
        { assistantId: turn.assistantId, intent, argument: 'correctedIntent' },
        call,
      );
    const row = rowOfSubmission(submission, { turn, author: authorOf(call.identity, turn), at: this.#clock.now() });
    const submitted = changeOf(row, { change: 'SUBMITTED', changedAt: row.at });
    // Mostly it is the first word on the turn: one statement then, and only a key needs a transaction around it.
    if (submission.idempotencyKey == null) {
      const isFirst = await insertFirst(this.#db, row, {
        holding: this.#outbox.holding(turn.conversationId),
        enqueueingWhere: (condition) => this.#outbox.enqueueingWhere(condition, submitted),
      });
      if (isFirst) return row;
    }
    return this.#write('submitFeedback', submission, call, turn.conversationId, async (tx) => {
      const superseded = await supersede(tx, row);
      await insertFeedback(tx, row);
      await this.#outbox.enqueue(tx, [
        ...superseded.map((before) => changeOf(before, { change: 'SUPERSEDED', changedAt: row.at })),
        submitted,
      ]);
      return row;
    });
  }

  /**
   * Takes a feedback back. Its influence ends at once in the labels, and with the next version in the model.
   * @throws NotFound, Forbidden, InvalidState where it was retracted before, IdempotencyConflict.
   */
  async retract(retraction: Retraction, call: RoomCall): Promise<FeedbackRow> {
    const { conversationId, id } = await this.#find(retraction.feedbackId);
    admitToConversation(call.identity, conversationId);
    return this.#write('retractFeedback', retraction, call, conversationId, async (tx) => {
      const before = await this.#current(tx, id);
      admitToRetract(call.identity, before);
      const row = await changeFeedback(tx, id, { status: 'RETRACTED' });
      await this.#outbox.enqueue(tx, [changeOf(row, { change: 'RETRACTED', changedAt: this.#clock.now() })]);
      return row;
    });
  }

  /**
   * Decides about a feedback; a later review replaces an earlier one.
   * @throws NotFound, Forbidden, InvalidState where it was retracted, TEXT_TOO_LONG, IntentRequired, IntentNotExpected,
   * UnknownIntent, IdempotencyConflict.
   */
  async review(request: ReviewRequest, call: RoomCall): Promise<FeedbackRow> {
    const { decision, feedbackId } = request;
    const comment = request.comment ?? null;
    const intent = request.intent ?? null;
    admitStaff(call.identity);
    checkText(comment, { path: ['input', 'comment'], limit: COMMENT_LIMIT });
    if (decision === 'RELABEL' && !intent) throw new IntentRequired();
    if (decision !== 'RELABEL' && intent) throw new IntentNotExpected(decision);
    const { assistantId, conversationId } = await this.#find(feedbackId);
    if (intent) await requireKnownIntent(this.#rooms, { assistantId, intent, argument: 'intent' }, call);
    return this.#write('reviewFeedback', request, call, conversationId, async (tx) => {
      const before = await this.#current(tx, feedbackId);
      const reviewedAt = this.#clock.now();
      const row = await changeFeedback(tx, feedbackId, {
        status: STATUS_AFTER[decision],
        reviewDecision: decision,
        reviewIntent: intent,
        reviewComment: comment,
        reviewedBy: call.identity.id,
        reviewedAt,
      });
      await this.#outbox.enqueue(tx, [
        changeOf(row, { change: 'REVIEWED', changedAt: reviewedAt, previousStatus: before.status }),
      ]);
      return row;
    });
  }

  /** One transaction that alone changes feedback of the conversation, done once for an idempotency key. */
  #write(
    operation: string,
    input: IdempotentInput,
    { identity }: RoomCall,
    conversationId: string,
    work: (tx: Transaction) => Promise<FeedbackRow>,
  ): Promise<FeedbackRow> {
    return transaction(this.#db, async (tx) => {
      let made: FeedbackRow | undefined;
      const id = await idempotent(tx, { schema: 'feedback', operation, identity, input }, async () => {
        // Before any row: see `hold` of the outbox. It also makes this the only change of the conversation's feedback for now.
        await this.#outbox.hold(tx, conversationId);
        made = await work(tx);
        return made.id;
      });
      made ??= await findFeedback(tx, id);
      invariant(made, 'a feedback is never deleted');
      return made;
    });
  }

  async #find(id: string): Promise<FeedbackRow> {
    const row = await findFeedback(this.#db, id);
    if (!row) throw new NotFound('feedback', ['input', 'feedbackId']);
    return row;
  }

  async #current(tx: Transaction, id: string): Promise<FeedbackRow> {
    const row = await findFeedback(tx, id);
    if (!row) throw new NotFound('feedback', ['input', 'feedbackId']);
    if (row.status === 'RETRACTED') throw new InvalidState('The feedback was retracted.', ['input', 'feedbackId']);
    return row;
  }
}

function rowOfSubmission(
  { verdict, correctedIntent, correctedAnswer, comment }: Submission,
  { turn, author, at }: { turn: TurnFacts; author: string; at: Date },
): FeedbackRow {
  return {
    id: newId('feedback'),
    sequence: 1,
    author,
    source: 'EXPLICIT',
    verdict,
    signal: null,
    correctedIntent: correctedIntent?.trim() ? correctedIntent : null,
    correctedAnswer: correctedAnswer?.trim() ? correctedAnswer : null,
    comment: comment ?? null,
    status: 'QUEUED',
    at,
    ...UNREVIEWED,
    ...factColumns(turn),
  };
}

function checkSubmission({ verdict, correctedIntent, correctedAnswer, comment }: Submission): void {
  checkText(comment, { path: ['input', 'comment'], limit: COMMENT_LIMIT });
  checkText(correctedAnswer, { path: ['input', 'correctedAnswer'], limit: COMMENT_LIMIT });
  if (verdict === 'CORRECTION') {
    if (!correctedIntent?.trim() && !correctedAnswer?.trim()) throw new CorrectionRequired();
    return;
  }
  if (correctedIntent) throw new CorrectionNotExpected('correctedIntent');
  if (correctedAnswer) throw new CorrectionNotExpected('correctedAnswer');
}
