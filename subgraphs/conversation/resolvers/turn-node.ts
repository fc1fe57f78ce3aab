import type { TurnRow } from '../store/tables.ts';
import type { Turn } from '../types/turn.ts';

/** A turn as the graph shows it. */
export function turnNode(row: TurnRow): Turn {
  return {
    ...row,
    reply: { kind: row.replyKind, text: row.replyText, options: row.replyOptions, citations: row.replyCitations },
    modelVersion: row.modelVersionId === null ? null : { id: row.modelVersionId },
  };
}
