import type { Generated, JSONColumnType, Selectable } from 'kysely';
import type { Database, Transaction } from '../../../platform/db/index.ts';
import type { FeedbackRow } from '../feedback-row.ts';
import type { ReviewItemRow, ReviewRow } from '../review/review-item.ts';

// Types and not interfaces: Kysely asks for an index signature, which only a type has.
export type FeedbackTables = {
  feedback: { [Column in keyof FeedbackRow]: FeedbackRow[Column] };
  feedbackEvent: FeedbackEventTable;
  observedTurn: ObservedTurnTable;
  archivePosition: ArchivePositionTable;
  pace: PaceTable;
  reviewItem: { [Column in keyof ReviewItemRow]: ReviewItemRow[Column] };
  review: { [Column in keyof ReviewRow]: ReviewRow[Column] };
  reviewPolicy: { assistantId: string; doubleReviewShare: number };
};
type FeedbackEventTable = {
  position: Generated<number>;
  feedbackId: string;
  sequence: number;
  message: JSONColumnType<object>;
};
type ObservedTurnTable = {
  turnId: string;
  at: Date;
  assistantId: string;
  conversationId: string;
  facts: JSONColumnType<object>;
  tags: string[];
  /** A fallback of which it is not settled yet whether anybody said something more. */
  awaitsNext: Generated<boolean>;
  utteranceKey: string | null;
};
/** Of an author who has said more than the clock allows. */
type PaceTable = {
  author: string;
  paidUntil: Date;
};
type ArchivePositionTable = {
  isOnly: Generated<boolean>;
  archived: number;
  sealed: number;
};
export type FeedbackEventRow = Selectable<FeedbackEventTable>;
export type ObservedTurnRow = Selectable<ObservedTurnTable>;

/** This room's tables, in a transaction or outside of one. */
export function tablesOf(db: Database | Transaction) {
  return db.withSchema('feedback').withTables<FeedbackTables>();
}
