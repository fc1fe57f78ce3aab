import type { Selectable } from 'kysely';
import {
  type Database,
  FLUSHED_WITH_A_LATER_COMMIT,
  run,
  statement,
  type Transaction,
} from '../../platform/db/index.ts';
import type { PageRequest } from '../kit/index.ts';

interface TagTable {
  id: string;
  /** Null where it is built in. */
  assistantId: string | null;
  key: string;
  name: string;
}
interface TagRuleTable {
  assistantId: string;
  intent: string;
  tagIds: string[];
}
interface TurnTagTable {
  turnId: string;
  tagId: string;
}
type TaggingTables = { tag: TagTable; tagRule: TagRuleTable; turnTag: TurnTagTable };

export type TagRow = Selectable<TagTable>;
export type TagRuleRow = Selectable<TagRuleTable>;

function tablesOf(db: Database | Transaction) {
  return db.withSchema('tagging').withTables<TaggingTables>();
}

/** Inserts the categories whose keys the assistant does not have yet; returns those inserted. */
export function insertTags(tx: Transaction, tags: readonly TagRow[]): Promise<TagRow[]> {
  return tablesOf(tx)
    .insertInto('tag')
    .values(tags)
    .onConflict((conflict) => conflict.columns(['assistantId', 'key']).doNothing())
    .returningAll()
    .execute();
}

export function findTags(db: Database | Transaction, ids: readonly string[]): Promise<TagRow[]> {
  return tablesOf(db).selectFrom('tag').selectAll().where('id', 'in', ids).orderBy('name').orderBy('id').execute();
}

export function findTagsByKey(tx: Transaction, assistantId: string, keys: readonly string[]): Promise<TagRow[]> {
  return tablesOf(tx)
    .selectFrom('tag')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .where('key', 'in', keys)
    .execute();
}

/** The assistant's own and the built-in ones, by name; one row more than the page holds. */
export function pageOfTags(
  db: Database,
  assistantId: string,
  { limit, from }: PageRequest<readonly [name: string, id: string]>,
): Promise<TagRow[]> {
  return tablesOf(db)
    .selectFrom('tag')
    .selectAll()
    .where((eb) => eb.or([eb('assistantId', '=', assistantId), eb('assistantId', 'is', null)]))
    .$if(from !== undefined, (query) =>
      query.where((eb) => eb(eb.refTuple('name', 'id'), '>', eb.tuple(from![0], from![1]))),
    )
    .orderBy('name')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
}

/** By intent; one row more than the page holds. */
export function pageOfRules(
  db: Database,
  assistantId: string,
  { limit, from }: PageRequest<readonly [intent: string]>,
): Promise<TagRuleRow[]> {
  return tablesOf(db)
    .selectFrom('tagRule')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .$if(from !== undefined, (query) => query.where('intent', '>', from![0]))
    .orderBy('intent')
    .limit(limit + 1)
    .execute();
}

export async function putRule(tx: Transaction, rule: TagRuleRow): Promise<void> {
  await tablesOf(tx)
    .insertInto('tagRule')
    .values(rule)
    .onConflict((conflict) => conflict.columns(['assistantId', 'intent']).doUpdateSet({ tagIds: rule.tagIds }))
    .execute();
}

/** Inserts rules for intents that have none, not even an emptied one. */
export async function insertRules(tx: Transaction, rules: readonly TagRuleRow[]): Promise<void> {
  await tablesOf(tx)
    .insertInto('tagRule')
    .values(rules)
    .onConflict((conflict) => conflict.columns(['assistantId', 'intent']).doNothing())
    .execute();
}

/**
 * Stores the tags that a turn gets by the present rules, or finds those it got before, in one round trip: this lies on the way of every
 * message. `intent` null asks no rule; `builtInTagId` is for a turn to which none applies.
 */
export async function tagTurn(
  db: Database,
  {
    assistantId,
    turnId,
    intent,
    builtInTagId,
  }: { assistantId: string; turnId: string; intent: string | null; builtInTagId: string },
): Promise<TagRow[]> {
  return run<TagRow>(
    db,
    statement`
    with ruled as (
      select unnest(tag_ids) as tag_id from tagging.tag_rule where assistant_id = ${assistantId} and intent = ${intent}
    ), wanted as (
      select tag_id from ruled union all select ${builtInTagId} where not exists (select from ruled)
    ), earlier as (
      select tag_id from tagging.turn_tag where turn_id = ${turnId}
    ), stored as (
      insert into tagging.turn_tag (turn_id, tag_id)
      select ${turnId}, tag_id from wanted, ${FLUSHED_WITH_A_LATER_COMMIT} where not exists (select from earlier)
      on conflict do nothing
      returning tag_id
    )
    select tag.* from tagging.tag where id in (select tag_id from stored union all select tag_id from earlier)
    order by name, id`,
  );
}

/** The tags of turns, by name. */
export function findTagsOfTurns(db: Database, turnIds: readonly string[]): Promise<(TagRow & { turnId: string })[]> {
  return tablesOf(db)
    .selectFrom('turnTag')
    .innerJoin('tag', 'tag.id', 'turnTag.tagId')
    .selectAll('tag')
    .select('turnTag.turnId')
    .where('turnTag.turnId', 'in', turnIds)
    .orderBy('tag.name')
    .orderBy('tag.id')
    .execute();
}
