import { sql } from 'kysely';
import type { PageRequest } from '../../kit/index.ts';
import type { ReplayChange, ReplayedTurn } from '../replay/replay.ts';
import type { ReplayEffect } from '../vocabulary.ts';
import { type Db, type ReplayChangeRow, tablesOf } from './tables.ts';
import { voiceOf } from './voice-store.ts';

interface TurnRow {
  turnId: string;
  at: Date;
  utterance: string;
  language: string | null;
  intent: string | null;
  confidence: number | null;
  replyKind: string;
  options: string[];
  verdict: ReplayedTurn['verdict'];
  correctedIntent: string | null;
}

/**
 * The last turns that a model answered, newest first, each with the voice that speaks for it. A choice among options is left out: whatever
 * the model thinks, it is answered as chosen.
 */
export async function turnsToReplay(
  db: Db,
  { assistantId, last, options }: { assistantId: string; last: number; options: number },
): Promise<ReplayedTurn[]> {
  const { rows } = await sql<TurnRow>`
    with replayed as (
      select turn_id, at, utterance, language, intent, confidence, reply_kind,
        array(select option ->> 'intent' from jsonb_array_elements(ranking) with ordinality as o (option, place)
          where place <= ${options} order by place) as options
      from models.observed_turn
      where assistant_id = ${assistantId} and utterance is not null and model_version_id is not null and reply_kind is not null
        and chosen_intent is null
      order by at desc, turn_id limit ${last})
    select replayed.*, voice.verdict, voice.corrected_intent
    from replayed left join lateral ${voiceOf(sql`replayed.turn_id`)} voice on true
    order by replayed.at desc, replayed.turn_id`.execute(db);
  return rows.map(({ at, intent, confidence, replyKind, options: asked, ...turn }) => ({
    ...turn,
    at: at.toISOString(),
    served: { ...servedOf(replyKind, intent, asked), confidence },
  }));
}

function servedOf(
  replyKind: string,
  intent: string | null,
  asked: string[],
): Pick<ReplayedTurn['served'], 'kind' | 'intents'> {
  if (replyKind === 'ANSWER' && intent !== null) return { kind: 'ANSWER', intents: [intent] };
  if (replyKind === 'DISAMBIGUATION') return { kind: 'DISAMBIGUATION', intents: asked };
  return { kind: 'NONE', intents: [] };
}

/** Keeps the changes of a report in their order; those of a report that has them are the same. */
export async function insertReplayChanges(tx: Db, reportId: string, changes: readonly ReplayChange[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ at: _at, served, next, ...change }, position) => ({
    ...change,
    reportId,
    position,
    served: JSON.stringify(served),
    next: JSON.stringify(next),
  }));
  // A statement has room for so many parameters, and for some more rows than these.
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT)
    await tablesOf(tx)
      .insertInto('replayChange')
      .values(rows.slice(from, from + ROWS_A_STATEMENT))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}
const ROWS_A_STATEMENT = 1_000;

export interface ReplayFilter {
  effect?: ReplayEffect | null | undefined;
  /** NONE are those of which nobody speaks. */
  feedback?: 'HELPFUL' | 'UNHELPFUL' | 'CORRECTION' | 'NONE' | null | undefined;
}

function changesOf(db: Db, reportId: string, { effect, feedback }: ReplayFilter) {
  return tablesOf(db)
    .selectFrom('replayChange')
    .where('replayChange.reportId', '=', reportId)
    .$if(effect != null, (query) => query.where('effect', '=', effect ?? 'BREAKS'))
    .$if(feedback === 'NONE', (query) => query.where('verdict', 'is', null))
    .$if(feedback != null && feedback !== 'NONE', (query) => query.where('verdict', '=', feedback ?? ''));
}

/** With the utterance as long as the turn's facts are kept. */
export async function pageOfChanges(
  db: Db,
  { reportId, filter }: { reportId: string; filter: ReplayFilter },
  { limit, from }: PageRequest<readonly [number]>,
): Promise<(ReplayChangeRow & { utterance: string | null })[]> {
  return changesOf(db, reportId, filter)
    .leftJoin('observedTurn', 'observedTurn.turnId', 'replayChange.turnId')
    .selectAll('replayChange')
    .select('observedTurn.utterance')
    .$if(from !== undefined, (query) => query.where('position', '>', from?.[0] ?? 0))
    .orderBy('position')
    .limit(limit + 1)
    .execute();
}

export async function countChanges(db: Db, reportId: string, filter: ReplayFilter): Promise<number> {
  const { count } = await changesOf(db, reportId, filter)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}
