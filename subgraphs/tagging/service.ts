import { type Database, transaction, type Transaction } from '../../platform/db/index.ts';
import {
  Assistants,
  checkText,
  type Connection,
  idempotent,
  type IdempotentInput,
  InvalidInput,
  KNOWN_INTENTS,
  newId,
  NotFound,
  type PageArguments,
  pageRequest,
  Recent,
  type RoomCall,
  type Rooms,
  toConnection,
} from '../kit/index.ts';
import { builtInTagOf } from './built-in-tags.ts';
import { CategoryExists, UnknownIntent } from './errors.ts';
import {
  findTags,
  findTagsByKey,
  findTagsOfTurns,
  insertRules,
  insertTags,
  pageOfRules,
  pageOfTags,
  putRule,
  type TagRow,
  tagTurn,
} from './store.ts';

const SCHEMA = 'tagging';
const NAME_LIMIT = 100;
const KEY = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const TAGS_OF_A_RULE = 10;

export interface NewCategory {
  assistantId: string;
  key: string;
  name: string;
}
export interface Rule {
  assistantId: string;
  intent: string;
  tagIds: readonly string[];
}
export interface RuleWithTags {
  intent: string;
  tags: TagRow[];
}
/** Categories and the one category that each intent belongs to. */
export interface CategoryImport {
  assistantId: string;
  categories: readonly { key: string; name: string }[];
  /** `category` is a key among `categories` or of a category that is there. */
  rules: readonly { intent: string; category: string }[];
}
export interface TurnToTag {
  assistantId: string;
  turnId: string;
  intent?: string | null | undefined;
  replyKind: string;
}

/** The categories of replies: what they are, which intents they go with, and which ones each turn got. */
export class TaggingService {
  readonly #db: Database;
  readonly #rooms: Rooms;
  readonly #assistants: Assistants;
  readonly #recent = new Recent<TagRow[]>();

  constructor({ db, rooms }: { db: Database; rooms: Rooms }) {
    this.#db = db;
    this.#rooms = rooms;
    this.#assistants = new Assistants(rooms);
  }

  /** @throws CategoryExists, InvalidInput, NotFound, Unavailable; DomainError TEXT_REQUIRED, TEXT_TOO_LONG, IDEMPOTENCY_CONFLICT. */
  async createCategory(input: NewCategory & IdempotentInput, call: RoomCall): Promise<TagRow> {
    const tag = categoryOf(input);
    await this.#assistants.require(input.assistantId, call);
    return transaction(this.#db, async (tx) => {
      const use = { schema: SCHEMA, operation: 'createTagCategory', identity: call.identity, input };
      const id = await idempotent(tx, use, async () => {
        if ((await insertTags(tx, [tag])).length === 0) throw new CategoryExists(tag.key);
        return tag.id;
      });
      const [row] = await findTags(tx, [id]);
      return row ?? tag;
    });
  }

  /**
   * Sets what the answers to an intent are tagged with from now on; turns already taken keep their tags.
   * @throws UnknownIntent, InvalidInput, Unavailable; NotFound for a tag of another assistant; DomainError IDEMPOTENCY_CONFLICT.
   */
  async setRule(input: Rule & IdempotentInput, call: RoomCall): Promise<RuleWithTags> {
    const { assistantId, intent } = input;
    const tagIds = [...new Set(input.tagIds)];
    if (tagIds.length > TAGS_OF_A_RULE)
      throw new InvalidInput(`A rule has at most ${TAGS_OF_A_RULE} tags.`, ['input', 'tagIds']);
    const { knownIntents } = await this.#rooms.ask(KNOWN_INTENTS, { assistantId, names: [intent] }, call);
    if (!knownIntents.includes(intent)) throw new UnknownIntent(intent);
    return transaction(this.#db, async (tx) => {
      const tags = await tagsOf(tx, assistantId, tagIds);
      const use = { schema: SCHEMA, operation: 'setTagRule', identity: call.identity, input };
      await idempotent(tx, use, async () => {
        await putRule(tx, { assistantId, intent, tagIds });
        return intent;
      });
      return { intent, tags };
    });
  }

  /**
   * Adds the categories that are not there and rules for the intents that have none: what people have changed since stays as they changed it,
   * so the same import again does nothing. All of it or nothing.
   * @throws InvalidInput for a rule to a category that does not exist.
   */
  async importCategories({ assistantId, categories, rules }: CategoryImport): Promise<void> {
    const tags = categories.map(({ key, name }) => categoryOf({ assistantId, key, name }));
    await transaction(this.#db, async (tx) => {
      if (tags.length > 0) await insertTags(tx, tags);
      if (rules.length === 0) return;
      const keys = [...new Set(rules.map(({ category }) => category))];
      const idOf = new Map((await findTagsByKey(tx, assistantId, keys)).map((tag) => [tag.key, tag.id]));
      const missing = keys.filter((key) => !idOf.has(key));
      if (missing.length > 0) throw new InvalidInput(`There is no category ${missing.join(', ')}.`, ['rules']);
      const byIntent = Map.groupBy(rules, ({ intent }) => intent);
      await insertRules(
        tx,
        [...byIntent].map(([intent, own]) => ({
          assistantId,
          intent,
          tagIds: [...new Set(own.map(({ category }) => idOf.get(category)!))],
        })),
      );
    });
  }

  /**
   * Tags a turn by the present rules and keeps the tags: the same turn again gets the ones it got first.
   * Only an answer is about its intent; other replies get the built-in category of their kind.
   */
  async tagTurn({ assistantId, turnId, intent, replyKind }: TurnToTag): Promise<TagRow[]> {
    const tags = await tagTurn(this.#db, {
      assistantId,
      turnId,
      intent: replyKind === 'ANSWER' ? (intent ?? null) : null,
      builtInTagId: builtInTagOf(replyKind),
    });
    this.#recent.add(turnId, tags);
    return tags;
  }

  /** The tags behind ids, all at once. */
  readonly find = async (ids: readonly string[]): Promise<ReadonlyMap<string, TagRow>> => {
    const rows = await findTags(this.#db, ids);
    return new Map(rows.map((row) => [row.id, row]));
  };

  /** The tags of turns, all at once; a turn that was never tagged is left out. */
  readonly tagsOfTurns = (turnIds: readonly string[]): Promise<ReadonlyMap<string, TagRow[]>> =>
    this.#recent.of(turnIds, async (others) =>
      Map.groupBy(await findTagsOfTurns(this.#db, others), ({ turnId }) => turnId),
    );

  /** The assistant's categories and the built-in ones, by name. @throws BadUserInput */
  async categories(assistantId: string, page: PageArguments): Promise<Connection<TagRow>> {
    const request = pageRequest<readonly [string, string]>(page, ['string', 'string']);
    const rows = await pageOfTags(this.#db, assistantId, request);
    return toConnection(rows, request, { key: ({ name, id }) => [name, id], node: (row) => row });
  }

  /** The assistant's rules, by intent. @throws BadUserInput */
  async rules(assistantId: string, page: PageArguments): Promise<Connection<RuleWithTags>> {
    const request = pageRequest<readonly [string]>(page, ['string']);
    const rows = await pageOfRules(this.#db, assistantId, request);
    const ids = [...new Set(rows.flatMap(({ tagIds }) => tagIds))];
    const tags = ids.length > 0 ? await findTags(this.#db, ids) : [];
    return toConnection(rows, request, {
      key: ({ intent }) => [intent],
      node: ({ intent, tagIds }) => ({ intent, tags: tags.filter(({ id }) => tagIds.includes(id)) }),
    });
  }
}

function categoryOf({ assistantId, key, name }: NewCategory): TagRow {
  if (!KEY.test(key))
    throw new InvalidInput('A key is lower-case letters, digits, - and _, at most 64.', ['input', 'key']);
  checkText(name, { path: ['input', 'name'], limit: NAME_LIMIT, required: true });
  return { id: newId('tag'), assistantId, key, name: name.trim() };
}

async function tagsOf(tx: Transaction, assistantId: string, tagIds: readonly string[]): Promise<TagRow[]> {
  if (tagIds.length === 0) return [];
  const found = await findTags(tx, tagIds);
  const own = found.filter((tag) => tag.assistantId === assistantId || tag.assistantId === null);
  if (own.length < tagIds.length) throw new NotFound('tag', ['input', 'tagIds']);
  return own;
}
