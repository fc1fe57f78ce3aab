import { sql } from 'kysely';
import { type Database, excluded, insertionOf, run, statement, type Transaction } from '../../../platform/db/index.ts';
import type { PageRequest } from '../../kit/index.ts';
import type { FeedbackRow } from '../feedback-row.ts';
import { type ObservedFacts, readObservedFacts } from '../messages.ts';
import type { PredictedTurn } from '../review/worth.ts';
import type { ReviewItemRow, Standing } from '../review/review-item.ts';
import { type ReviewReason, type ReviewState, WAITING_STATES } from '../review/vocabulary.ts';
import { tablesOf } from './tables.ts';

/** Of near-equal turns as many tell what is worth knowing. */
const TURNS_LOOKED_AT = 100;
const TURNS_COUNTED = 1_000;

/** An utterance of which something new is known. */
export interface TouchedUtterance {
  assistantId: string;
  utteranceKey: string;
  /** Of the turn or feedback that is new. */
  turnId: string;
  /** Whether it is worth a look for what is new; else only where it is in the inbox, or its turn was not liked. */
  isTelling: boolean;
}

/**
 * Holds those of the utterances that are in the inbox or may come there, until the transaction ends: of two that see new turns of one, the
 * second sees what the first saw. In one order everywhere, after all other locks of the consumer.
 */
export async function lockUtterances(
  tx: Transaction,
  touched: readonly TouchedUtterance[],
): Promise<Pick<TouchedUtterance, 'assistantId' | 'utteranceKey'>[]> {
  // Not `exists`: while the planner takes the tables for small it would read all feedback there is, to look the turns up in it.
  const { rows } = await sql<{ assistantId: string; utteranceKey: string }>`
    select assistant_id, utterance_key,
      pg_advisory_xact_lock(hashtextextended('feedback.utterance ' || assistant_id || ' ' || utterance_key, 0))
    from (
      select distinct t.assistant_id, t.utterance_key
      from unnest(
        ${touched.map((one) => one.assistantId)}::text[], ${touched.map((one) => one.utteranceKey)}::text[],
        ${touched.map((one) => one.turnId)}::text[], ${touched.map((one) => one.isTelling)}::boolean[]
      ) as t (assistant_id, utterance_key, turn_id, is_telling)
      where t.is_telling
        or (select true from feedback.review_item i where i.assistant_id = t.assistant_id and i.utterance_key = t.utterance_key)
        or (
          select true from feedback.feedback f
          where f.turn_id = t.turn_id and f.verdict <> 'HELPFUL' and f.status not in ('RETRACTED', 'REJECTED') limit 1
        )
      order by 1, 2
    ) as worth`.execute(tx);
  return rows;
}

/** Near-equal turns, with how many there are; more than a thousand are not counted. */
export interface TurnsOfUtterance {
  assistantId: string;
  utteranceKey: string;
  isItem: boolean;
  size: number;
  latest: ObservedFacts;
  /** The latest first, with `latest`. */
  turns: PredictedTurn[];
}

/** The utterances of `keys` of which any turn is known, in the order in which `lockItems` holds them. Of all but the latest turn no more than is needed: a frequent one is read a hundred deep. */
export async function readUtterances(
  tx: Transaction,
  keys: readonly Pick<TouchedUtterance, 'assistantId' | 'utteranceKey'>[],
): Promise<TurnsOfUtterance[]> {
  const { rows } = await sql<Omit<TurnsOfUtterance, 'latest'> & { latest: unknown }>`
    select k.assistant_id, k.utterance_key,
      exists (
        select from feedback.review_item i where i.assistant_id = k.assistant_id and i.utterance_key = k.utterance_key
      ) as is_item,
      (select count(*)::integer from (
        select from feedback.observed_turn t
        where t.assistant_id = k.assistant_id and t.utterance_key = k.utterance_key limit ${TURNS_COUNTED}
      ) as counted) as size,
      latest.facts as latest, seen.turns
    from unnest(${keys.map((key) => key.assistantId)}::text[], ${keys.map((key) => key.utteranceKey)}::text[])
      as k (assistant_id, utterance_key)
    cross join lateral (
      select t.facts from feedback.observed_turn t
      where t.assistant_id = k.assistant_id and t.utterance_key = k.utterance_key
      order by t.at desc, t.turn_id desc limit 1
    ) as latest
    cross join lateral (
      select json_agg(json_build_object(
        'turnId', t.turn_id, 'modelVersionId', t.facts -> 'modelVersionId', 'intent', t.facts -> 'intent'
      )) as turns
      from (
        select t.turn_id, t.facts from feedback.observed_turn t
        where t.assistant_id = k.assistant_id and t.utterance_key = k.utterance_key
        order by t.at desc, t.turn_id desc limit ${TURNS_LOOKED_AT}
      ) as t
    ) as seen
    order by k.assistant_id, k.utterance_key`.execute(tx);
  return rows.map((row) => ({ ...row, latest: readObservedFacts(row.latest) }));
}

/** Writes what is known of utterances, and leaves alone what people decided about them. */
export async function putFigures(tx: Transaction, items: readonly ReviewItemRow[]): Promise<void> {
  if (items.length === 0) return;
  await run(
    tx,
    statement`
      ${insertionOf('feedback.review_item', items)}
      on conflict (assistant_id, utterance_key) do update set ${excluded(FIGURES)}`,
  );
}

const FIGURES = [
  'utterance',
  'language',
  'groupSize',
  'turnIds',
  'predictedIntent',
  'confidence',
  'uncertainty',
  'disagreement',
  'dislike',
  'score',
  'reasons',
  'lastSeenAt',
] as const satisfies readonly (keyof ReviewItemRow)[];

/** Which items of one assistant; what is left out does not narrow. */
export interface InboxFilter {
  assistantId: string;
  /** What waits for `viewer`, where absent. */
  states?: readonly ReviewState[] | null | undefined;
  reasons?: readonly ReviewReason[] | null | undefined;
  predictedIntents?: readonly string[] | null | undefined;
  assignee?: string | null | undefined;
  /** Who looks: what they have given their verdict of does not wait for them. */
  viewer: string;
}

/** What teaches most first. */
export type InboxKey = readonly [score: number, id: string];

export function inboxKey({ score, id }: ReviewItemRow): InboxKey {
  return [score, id];
}

/** One page, with one row more where there is more. */
export async function readInbox(
  db: Database,
  filter: InboxFilter,
  { limit, from }: PageRequest<InboxKey>,
): Promise<ReviewItemRow[]> {
  return inbox(db, filter)
    .selectAll('reviewItem')
    .$if(from !== undefined, (query) =>
      query.where(sql<boolean>`(- review_item.score, review_item.id) > (${-from![0]}::double precision, ${from![1]})`),
    )
    .orderBy('reviewItem.score', 'desc')
    .orderBy('reviewItem.id')
    .limit(limit + 1)
    .execute();
}

export async function countInbox(db: Database, filter: InboxFilter): Promise<number> {
  const { count } = await inbox(db, filter)
    .select(sql<number>`count(*)::integer`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

function inbox(db: Database, { assistantId, states, reasons, predictedIntents, assignee, viewer }: InboxFilter) {
  let query = tablesOf(db).selectFrom('reviewItem').where('reviewItem.assistantId', '=', assistantId);
  if (states) query = query.where('reviewItem.state', '=', sql<ReviewState>`any(${[...states]}::text[])`);
  else
    query = query
      .where('reviewItem.state', 'in', WAITING_STATES)
      .where((eb) => eb.or([eb('reviewItem.state', '!=', 'OPEN'), sql<boolean>`review_item.reasons <> '{}'`]))
      .where((eb) =>
        eb.or([
          eb('reviewItem.state', '=', 'OPEN'),
          eb.not(
            eb.exists(
              eb
                .selectFrom('review')
                .select('review.id')
                .whereRef('review.itemId', '=', 'reviewItem.id')
                .where('review.reviewer', '=', viewer)
                .where('review.undoneAt', 'is', null),
            ),
          ),
        ]),
      );
  if (reasons) query = query.where(sql<boolean>`review_item.reasons && ${[...reasons]}::text[]`);
  if (predictedIntents)
    query = query.where('reviewItem.predictedIntent', '=', sql<string>`any(${[...predictedIntents]}::text[])`);
  if (assignee != null) query = query.where('reviewItem.assignee', '=', assignee);
  return query;
}

export type UnrecognisedItem = Pick<ReviewItemRow, 'id' | 'utterance' | 'groupSize'>;

/** What the version that answered last refused and nobody has decided, what is said most often first. */
export async function unrecognisedItems(db: Database, assistantId: string, limit: number): Promise<UnrecognisedItem[]> {
  const reason: ReviewReason = 'OUT_OF_SCOPE';
  return tablesOf(db)
    .selectFrom('reviewItem')
    .select(['id', 'utterance', 'groupSize'])
    .where('assistantId', '=', assistantId)
    .where('state', '=', 'OPEN')
    .where(sql<boolean>`review_item.reasons @> ${[reason]}::text[]`)
    .orderBy('groupSize', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function findItems(db: Database, ids: readonly string[]): Promise<ReviewItemRow[]> {
  return tablesOf(db)
    .selectFrom('reviewItem')
    .selectAll()
    .where('id', '=', sql<string>`any(${[...ids]}::text[])`)
    .execute();
}

/** The items, held until the transaction ends; in the order in which the consumer writes them. */
export async function lockItems(tx: Transaction, ids: readonly string[]): Promise<ReviewItemRow[]> {
  return tablesOf(tx)
    .selectFrom('reviewItem')
    .selectAll()
    .where('id', '=', sql<string>`any(${[...ids]}::text[])`)
    .orderBy('assistantId')
    .orderBy('utteranceKey')
    .forUpdate()
    .execute();
}

export async function writeItem(
  tx: Transaction,
  id: string,
  change: Standing | Pick<ReviewItemRow, 'assignee' | 'assignedAt'>,
): Promise<ReviewItemRow> {
  return tablesOf(tx)
    .updateTable('reviewItem')
    .set(change)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** What was said of the turns of items, the latest first; of each item so much at most. */
export async function feedbackOfItems(
  db: Database,
  itemIds: readonly string[],
  limit: number,
): Promise<Map<string, FeedbackRow[]>> {
  const rows = await tablesOf(db)
    .selectFrom('reviewItem')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('feedback')
          .innerJoin('observedTurn', 'observedTurn.turnId', 'feedback.turnId')
          .selectAll('feedback')
          .whereRef('observedTurn.assistantId', '=', 'reviewItem.assistantId')
          .whereRef('observedTurn.utteranceKey', '=', 'reviewItem.utteranceKey')
          .orderBy('feedback.at', 'desc')
          .orderBy('feedback.id', 'desc')
          .limit(limit)
          .as('said'),
      (on) => on.onTrue(),
    )
    .select('reviewItem.id as itemId')
    .selectAll('said')
    .where('reviewItem.id', '=', sql<string>`any(${[...itemIds]}::text[])`)
    .orderBy('said.at', 'desc')
    .orderBy('said.id', 'desc')
    .execute();
  return Map.groupBy(rows, ({ itemId }) => itemId);
}

/** What reviews of the inbox teach: an intent, that the utterance has none, or nothing. */
export async function settledItems(db: Database, assistantId: string) {
  return tablesOf(db)
    .selectFrom('reviewItem')
    .innerJoin('review', 'review.id', 'reviewItem.settledBy')
    .select(['review.id as reviewId', 'review.reviewer', 'utterance', 'language', 'reviewItem.intent', 'settledAt'])
    .select(sql<boolean>`review_item.state = 'OUT_OF_SCOPE'`.as('isOutOfScope'))
    .where('assistantId', '=', assistantId)
    .execute();
}
