import type { Selectable } from 'kysely';
import { FLUSHED_WITH_A_LATER_COMMIT, run, statement } from '../../../platform/db/index.ts';
import { type InterpretationRow, type Db, tablesOf } from './tables.ts';

export type StoredInterpretation = Selectable<InterpretationRow>;

/** Keeps the first interpretation of a turn, on the disk when the turn is; false where there is one already. */
export async function insertInterpretation(db: Db, kept: StoredInterpretation): Promise<boolean> {
  const inserted = await run(
    db,
    statement`
    insert into nlp.interpretation (
      turn_id, assistant_id, conversation_id, deployment_id, model_version_id, intent, confidence,
      is_out_of_scope, is_close_call, language, ranking, entities, latency_ms, at
    )
    select
      ${kept.turnId}, ${kept.assistantId}, ${kept.conversationId}, ${kept.deploymentId}, ${kept.modelVersionId},
      ${kept.intent}, ${kept.confidence}, ${kept.isOutOfScope}, ${kept.isCloseCall}, ${kept.language},
      ${JSON.stringify(kept.ranking)}, ${JSON.stringify(kept.entities)}, ${kept.latencyMs}, ${kept.at}
    from ${FLUSHED_WITH_A_LATER_COMMIT}
    on conflict (turn_id) do nothing
    returning 1`,
  );
  return inserted.length > 0;
}

export async function interpretationsOf(
  db: Db,
  turnIds: readonly string[],
): Promise<Map<string, StoredInterpretation>> {
  const rows = await tablesOf(db).selectFrom('interpretation').selectAll().where('turnId', 'in', turnIds).execute();
  return new Map(rows.map((row) => [row.turnId, row]));
}
