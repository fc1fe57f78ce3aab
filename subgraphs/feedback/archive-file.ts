import { constants, zstdCompressSync } from 'node:zlib';
import { type BasicType, parquetWriteBuffer } from 'hyparquet-writer';
import { type FeedbackRow, rowOf } from './feedback-row.ts';
import { readLoggedChange } from './messages.ts';

/** One event of the log, as it goes into the archive. */
export interface ArchivedEvent {
  position: number;
  message: unknown;
}

type ArchiveRow = FeedbackRow & { position: number; change: string; changedAt: Date };
interface Column {
  name: string;
  type: BasicType;
  nullable: boolean;
  read: (row: ArchiveRow) => unknown;
}

const text = (name: string, read: (row: ArchiveRow) => string | null, nullable = false): Column => ({
  name,
  type: 'STRING',
  nullable,
  read,
});
const instant = (name: string, read: (row: ArchiveRow) => Date | null, nullable = false): Column => ({
  name,
  type: 'TIMESTAMP',
  nullable,
  read,
});
const integer = (name: string, read: (row: ArchiveRow) => number): Column => ({
  name,
  type: 'INT32',
  nullable: false,
  read,
});
const OPTIONAL = true;

// Analysts' queries name these columns: append, never rename.
const COLUMNS: Column[] = [
  { name: 'position', type: 'INT64', nullable: false, read: (row) => BigInt(row.position) },
  text('feedback_id', (row) => row.id),
  integer('sequence', (row) => row.sequence),
  text('change', (row) => row.change),
  instant('changed_at', (row) => row.changedAt),
  text('assistant_id', (row) => row.assistantId),
  text('conversation_id', (row) => row.conversationId),
  text('turn_id', (row) => row.turnId),
  integer('turn_index', (row) => row.turnIndex),
  instant('turn_at', (row) => row.turnAt),
  text('author', (row) => row.author),
  text('end_user_id', (row) => row.endUserId, OPTIONAL),
  text('source', (row) => row.source),
  text('verdict', (row) => row.verdict),
  text('signal', (row) => row.signal, OPTIONAL),
  text('corrected_intent', (row) => row.correctedIntent, OPTIONAL),
  text('corrected_answer', (row) => row.correctedAnswer, OPTIONAL),
  text('comment', (row) => row.comment, OPTIONAL),
  text('status', (row) => row.status),
  instant('submitted_at', (row) => row.at),
  text('superseded_by', (row) => row.supersededBy, OPTIONAL),
  text('review_decision', (row) => row.reviewDecision, OPTIONAL),
  text('review_intent', (row) => row.reviewIntent, OPTIONAL),
  text('review_comment', (row) => row.reviewComment, OPTIONAL),
  text('reviewed_by', (row) => row.reviewedBy, OPTIONAL),
  instant('reviewed_at', (row) => row.reviewedAt, OPTIONAL),
  text('utterance', (row) => row.utterance),
  text('language', (row) => row.language, OPTIONAL),
  text('reply_kind', (row) => row.replyKind),
  text('intent', (row) => row.intent, OPTIONAL),
  text('chosen_intent', (row) => row.chosenIntent, OPTIONAL),
  { name: 'confidence', type: 'DOUBLE', nullable: OPTIONAL, read: (row) => row.confidence },
  text('model_version_id', (row) => row.modelVersionId, OPTIONAL),
];

const ZSTD_LEVEL = 3;

/** The events as one Parquet file, ZSTD-compressed. The same events give the same bytes. Synchronous: about 20 µs an event. */
export function parquetOf(events: readonly ArchivedEvent[]): Uint8Array {
  const rows = events.map(archiveRow);
  const buffer = parquetWriteBuffer({
    columnData: COLUMNS.map(({ name, type, nullable, read }) => ({ name, type, nullable, data: rows.map(read) })),
    codec: 'ZSTD',
    compressors: {
      ZSTD: (bytes) => zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: ZSTD_LEVEL } }),
    },
    createdBy: 'malha',
  });
  return new Uint8Array(buffer);
}

function archiveRow({ position, message }: ArchivedEvent): ArchiveRow {
  const change = readLoggedChange(message);
  return { ...rowOf(change), position, change: change.change, changedAt: change.changedAt };
}
