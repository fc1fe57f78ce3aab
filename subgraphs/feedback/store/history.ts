import { type ExpressionBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Database } from '../../../platform/db/index.ts';
import type { PageRequest } from '../../kit/index.ts';
import type { FeedbackRow } from '../feedback-row.ts';
import type { FeedbackGroup, FeedbackSource, FeedbackStatus, Signal, Verdict } from '../vocabulary.ts';
import { type FeedbackTables, tablesOf } from './tables.ts';

/** Which feedback of one assistant; what is left out does not narrow. */
export interface HistoryFilter {
  assistantId: string;
  from?: Date | null | undefined;
  to?: Date | null | undefined;
  verdicts?: readonly Verdict[] | null | undefined;
  sources?: readonly FeedbackSource[] | null | undefined;
  signals?: readonly Signal[] | null | undefined;
  statuses?: readonly FeedbackStatus[] | null | undefined;
  intents?: readonly string[] | null | undefined;
  modelVersionIds?: readonly string[] | null | undefined;
  text?: string | null | undefined;
}

/** A row's place in the history: when it was given, then its id. */
export type HistoryKey = readonly [at: string, id: string];

export function historyKey({ at, id }: FeedbackRow): HistoryKey {
  return [at.toISOString(), id];
}

/** One page, newest first, with one row more where there is more. */
export async function readHistory(
  db: Database,
  filter: HistoryFilter,
  { limit, from }: PageRequest<HistoryKey>,
): Promise<FeedbackRow[]> {
  return filtered(tablesOf(db).selectFrom('feedback'), filter)
    .selectAll('feedback')
    .$if(from !== undefined, (query) =>
      query.where((eb) => eb(eb.refTuple('feedback.at', 'feedback.id'), '<', eb.tuple(new Date(from![0]), from![1]))),
    )
    .orderBy('feedback.at', 'desc')
    .orderBy('feedback.id', 'desc')
    .limit(limit + 1)
    .execute();
}

export async function countHistory(db: Database, filter: HistoryFilter): Promise<number> {
  const { count } = await filtered(tablesOf(db).selectFrom('feedback'), filter)
    .select(sql<number>`count(*)::integer`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

export interface StatisticRow {
  key: string;
  count: number;
  helpful: number;
  unhelpful: number;
  corrections: number;
  /** Turns that these speak for, and how many of them were helped. */
  voices: number;
  helped: number;
}

/** What stands for "none" among the keys of a group. */
const NO_KEY = '(none)';

const KEYS = {
  DAY: sql<string>`to_char(feedback.at at time zone 'UTC', 'YYYY-MM-DD')`,
  VERDICT: sql<string>`feedback.verdict`,
  SOURCE: sql<string>`feedback.source`,
  SIGNAL: sql<string>`coalesce(feedback.signal, ${sql.lit(NO_KEY)})`,
  INTENT: sql<string>`coalesce(feedback.intent, ${sql.lit(NO_KEY)})`,
  TAG: sql<string>`coalesce(tagged.tag, ${sql.lit(NO_KEY)})`,
  MODEL_VERSION: sql<string>`coalesce(feedback.model_version_id, ${sql.lit(NO_KEY)})`,
} satisfies Record<FeedbackGroup, unknown>;

/** Counts per key of the group: days in order, anything else by how much was said. A feedback counts under each tag of its turn. */
export async function readStatistics(
  db: Database,
  filter: HistoryFilter,
  group: FeedbackGroup,
): Promise<StatisticRow[]> {
  const feedback = filtered(tablesOf(db).selectFrom('feedback'), filter);
  const source = group === 'TAG' ? withTags(feedback) : feedback;
  return source
    .select([
      KEYS[group].as('key'),
      sql<number>`count(*)::integer`.as('count'),
      ofVerdict('HELPFUL').as('helpful'),
      ofVerdict('UNHELPFUL').as('unhelpful'),
      ofVerdict('CORRECTION').as('corrections'),
      sql<number>`(count(*) filter (where ${IS_VOICE}))::integer`.as('voices'),
      sql<number>`(count(*) filter (where ${IS_VOICE} and feedback.verdict = 'HELPFUL'))::integer`.as('helped'),
    ])
    .groupBy('key')
    .$if(group !== 'DAY', (query) => query.orderBy('count', 'desc'))
    .orderBy('key')
    .execute();
}

/**
 * Whether a feedback speaks for its turn, as one does: an explicit one before an implicit one, the latest of several; what was retracted or
 * rejected does not. models tells quality by the same rule.
 */
const IS_VOICE = sql<boolean>`(
  feedback.status not in ('RETRACTED', 'REJECTED') and not exists (
    select from feedback.feedback louder
    where louder.turn_id = feedback.turn_id and louder.status not in ('RETRACTED', 'REJECTED')
      and (louder.source = 'EXPLICIT', louder.at, louder.id) > (feedback.source = 'EXPLICIT', feedback.at, feedback.id)
  )
)`;

type FeedbackQuery = SelectQueryBuilder<FeedbackTables, 'feedback', object>;

function withTags(feedback: FeedbackQuery): FeedbackQuery {
  return feedback
    .leftJoin('observedTurn', 'observedTurn.turnId', 'feedback.turnId')
    .leftJoinLateral(sql<{ tag: string }>`(select distinct unnest(observed_turn.tags) as tag)`.as('tagged'), (on) =>
      on.onTrue(),
    );
}

function ofVerdict(verdict: Verdict) {
  return sql<number>`(count(*) filter (where feedback.verdict = ${sql.lit(verdict)}))::integer`;
}

function filtered(query: FeedbackQuery, filter: HistoryFilter): FeedbackQuery {
  const { from, to, verdicts, sources, signals, statuses, intents, modelVersionIds, text } = filter;
  let narrowed = query.where('feedback.assistantId', '=', filter.assistantId);
  if (from) narrowed = narrowed.where('feedback.at', '>=', from);
  if (to) narrowed = narrowed.where('feedback.at', '<', to);
  if (verdicts) narrowed = narrowed.where('feedback.verdict', 'in', anyOf(verdicts));
  if (sources) narrowed = narrowed.where('feedback.source', 'in', anyOf(sources));
  if (signals) narrowed = narrowed.where('feedback.signal', 'in', anyOf(signals));
  if (statuses) narrowed = narrowed.where('feedback.status', 'in', anyOf(statuses));
  if (modelVersionIds) narrowed = narrowed.where('feedback.modelVersionId', 'in', anyOf(modelVersionIds));
  if (intents) narrowed = narrowed.where((eb) => concernsIntent(eb, anyOf(intents)));
  if (text) narrowed = narrowed.where((eb) => contains(eb, text));
  return narrowed;
}

type FeedbackExpressions = ExpressionBuilder<FeedbackTables, 'feedback'>;

function concernsIntent(eb: FeedbackExpressions, intents: string[]) {
  return eb.or([
    eb('feedback.intent', 'in', intents),
    eb(eb.fn.coalesce('feedback.reviewIntent', 'feedback.correctedIntent'), 'in', intents),
  ]);
}

function contains(eb: FeedbackExpressions, text: string) {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return eb.or([
    eb('feedback.utterance', 'ilike', pattern),
    eb('feedback.comment', 'ilike', pattern),
    eb('feedback.correctedAnswer', 'ilike', pattern),
  ]);
}

/** An empty list lets nothing through; SQL has no empty `in ()`. */
function anyOf<T extends string>(values: readonly T[]): T[] {
  return values.length > 0 ? [...values] : ([''] as T[]);
}
