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
  RateLimited,
  type RoomCall,
  type Rooms,
} from '../kit/index.ts';
import { admitStaff, admitToConversation, admitToRetract, authorOf, isStaff } from './access.ts';
import type { ChangeOutbox } from './change-outbox.ts';
import { CorrectionNotExpected, CorrectionRequired, IntentNotExpected, IntentRequired } from './errors.ts';
import { changeOf, factColumns, type FeedbackRow, UNREVIEWED } from './feedback-row.ts';
import { isAnswer } from './implicit.ts';
import { rowOfImplicit } from './implicit-row.ts';
import type { TurnFacts } from './messages.ts';
import { askTurnFacts, requireKnownIntent } from './neighbours.ts';
import { type Pace, paceSeconds, takePace, takingPace } from './store/pace.ts';
import {
  changeFeedback,
  findFeedback,
  insertAbsentFeedback,
  insertFeedback,
  insertFirst,
  supersede,
} from './store/states.ts';
import {
  COMMENT_LIMIT,
  type FeedbackDecision,
  type FeedbackStatus,
  type ReportedSignal,
  type Verdict,
} from './vocabulary.ts';

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

export interface SignalReport extends IdempotentInput {
  turnId: string;
  signal: ReportedSignal;
}

interface ServiceParts {
  db: Database;
  rooms: Rooms;
  clock: Clock;
  outbox: ChangeOutbox;
  pace: Pace;
}

/** What people may do with feedback. Each change and the message that tells of it commit together. */
export class FeedbackService {
  readonly #db: Database;
  readonly #rooms: Rooms;
  readonly #clock: Clock;
  readonly #outbox: ChangeOutbox;
  readonly #pace: Pace;

  constructor({ db, rooms, clock, outbox, pace }: ServiceParts) {
    this.#db = db;
    this.#rooms = rooms;
    this.#clock = clock;
    this.#outbox = outbox;
    this.#pace = pace;
  }

  /**
   * Records what the caller says about a turn; it supersedes what the same user said about it before.
   * @throws NotFound, TEXT_TOO_LONG, CorrectionRequired, CorrectionNotExpected, UnknownIntent, Forbidden, RateLimited, IdempotencyConflict.
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
    // That statement counts it as well, whether or not it was the first.
    const isCounted = submission.idempotencyKey == null;
    if (isCounted && (await this.#insertFirst(row, call))) return row;
    return this.#write('submitFeedback', submission, call, turn.conversationId, async (tx) => {
      if (!isCounted) await this.#count(tx, row.author, call);
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
   * Records what a user did that only the front end can see: copied an answer. Once a turn, however often it is reported.
   * @throws NotFound, Forbidden, InvalidState where the reply is no answer, RateLimited, IdempotencyConflict.
   */
  async report(report: SignalReport, call: RoomCall): Promise<FeedbackRow> {
    const turn = await askTurnFacts(this.#rooms, report.turnId, call);
    admitToConversation(call.identity, turn.conversationId);
    if (!isAnswer(turn.replyKind)) throw new InvalidState('The reply is no answer.', ['input', 'turnId']);
    const said = { signal: report.signal, verdict: 'HELPFUL', correctedIntent: null } as const;
    const row = rowOfImplicit(said, turn, this.#clock.now());
    const isCounted = report.idempotencyKey == null;
    if (isCounted && (await this.#insertFirst(row, call))) return row;
    return this.#write('recordSignal', report, call, turn.conversationId, async (tx) => {
      if (!isCounted) await this.#count(tx, row.author, call);
      const inserted = await insertAbsentFeedback(tx, [row]);
      await this.#outbox.enqueue(
        tx,
        inserted.map((first) => changeOf(first, { change: 'SUBMITTED', changedAt: row.at })),
      );
      const known = inserted[0] ?? (await findFeedback(tx, row.id));
      invariant(known, 'what could not be inserted is there');
      return known;
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

  /** Inserts what is said for the first time in one round trip; false where something was said before. @throws RateLimited */
  async #insertFirst(row: FeedbackRow, { identity }: RoomCall): Promise<boolean> {
    const submitted = changeOf(row, { change: 'SUBMITTED', changedAt: row.at });
    const outcome = await insertFirst(this.#db, row, {
      holding: this.#outbox.holding(row.conversationId),
      takingPace: isStaff(identity) ? null : (condition) => takingPace(row.author, row.at, this.#pace, condition),
      enqueueingWhere: (condition) => this.#outbox.enqueueingWhere(condition, submitted),
    });
    if (outcome === 'TOO_OFTEN') throw await this.#tooOften(this.#db, row.author);
    if (outcome === 'INSERTED') this.#outbox.announce();
    return outcome === 'INSERTED';
  }

  /** Counts one word of the author's. @throws RateLimited */
  async #count(tx: Transaction, author: string, { identity }: RoomCall): Promise<void> {
    if (isStaff(identity) || (await takePace(tx, author, this.#clock.now(), this.#pace))) return;
    throw await this.#tooOften(tx, author);
  }

  async #tooOften(db: Database | Transaction, author: string): Promise<RateLimited> {
    const seconds = await paceSeconds(db, author, this.#clock.now(), this.#pace);
    return new RateLimited('This user says more than may be said.', seconds);
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
        await this.#outbox.hold(tx, [conversationId]);
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
