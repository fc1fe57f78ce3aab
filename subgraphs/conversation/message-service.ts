import { LRUCache } from 'lru-cache';
import { predictionOf } from '../../nlu/index.ts';
import { type Database, type Notifications, transaction, type Transaction } from '../../platform/db/index.ts';
import type { Clock } from '../../platform/lifecycle/index.ts';
import type { Outbox } from '../../platform/queue/index.ts';
import {
  earlierResult,
  idempotent,
  type IdempotentInput,
  invariant,
  newId,
  NotFound,
  type RoomCall,
} from '../kit/index.ts';
import { admitToConversation } from './access.ts';
import { decideReply } from './decide-reply.ts';
import { InvalidChoice } from './errors.ts';
import type { TurnObserved } from './messages.ts';
import type { Neighbours, Tag, Understanding } from './neighbours.ts';
import { findStanding, holdConversation, type Standing } from './store/conversation-store.ts';
import type { TurnRow } from './store/tables.ts';
import { findTurns, takeTurn } from './store/turn-store.ts';
import { TURN_CHANNEL } from './turn-service.ts';
import { cleanUtterance } from './utterance.ts';
import { InputMode } from './vocabulary.ts';

const SCHEMA = 'conversation';
const OPERATION = 'sendMessage';
const STANDINGS_KEPT = 5_000;
const RANKED = 3;

export interface SendMessage extends IdempotentInput {
  conversationId: string;
  text: string;
  chosenIntent?: string | null | undefined;
}

/** A turn without its place, which is known when it is taken. */
interface AnsweredTurn {
  turn: Omit<TurnRow, 'index'>;
  tags: readonly Tag[];
  understood: Understood;
}
/** What the turn's message alone tells. */
type Understood = Required<
  Pick<TurnObserved, 'isOutOfScope' | 'isCloseCall' | 'ranking' | 'deploymentId' | 'isHandoff'>
>;

/** Takes turns: hears a message, decides the reply (CORE), and commits both with all that was true at the time. */
export class MessageService {
  readonly #db: Database;
  readonly #neighbours: Neighbours;
  readonly #outbox: Outbox;
  readonly #notifications: Notifications;
  readonly #clock: Clock;
  readonly #monotonicMs: () => number;
  // Where conversations stood when they last spoke to this process. Taking a turn finds out whether that is still so.
  readonly #standings = new LRUCache<string, Standing>({ max: STANDINGS_KEPT });

  constructor(deps: {
    db: Database;
    neighbours: Neighbours;
    outbox: Outbox;
    notifications: Notifications;
    clock: Clock;
    monotonicMs: () => number;
  }) {
    this.#db = deps.db;
    this.#neighbours = deps.neighbours;
    this.#outbox = deps.outbox;
    this.#notifications = deps.notifications;
    this.#clock = deps.clock;
    this.#monotonicMs = deps.monotonicMs;
  }

  /**
   * Answers a message. The turn commits with its facts and its TurnObserved message, or nothing does. Rooms that are down cost the reply
   * what they know, never the turn. A repeated key gives the same turn.
   * @throws Forbidden, NotFound, InvalidChoice; DomainError TEXT_REQUIRED, TEXT_TOO_LONG, IDEMPOTENCY_CONFLICT.
   */
  async send(input: SendMessage, call: RoomCall): Promise<TurnRow> {
    const arrivedMs = this.#monotonicMs();
    const { conversationId, chosenIntent = null } = input;
    admitToConversation(call.identity, conversationId);
    const utterance = cleanUtterance(input.text, ['input', 'text']);
    const use = { schema: SCHEMA, operation: OPERATION, identity: call.identity, input };
    // A repeat is looked for first: its choice was one among the options before the turn that it made.
    const [replayedId, standing] = await Promise.all([
      earlierResult(this.#db, use),
      // What may be chosen must be known for certain.
      (chosenIntent === null && this.#standings.get(conversationId)) || findStanding(this.#db, conversationId),
    ]);
    if (replayedId !== undefined) {
      // Whoever took it may have ended before it said so: that is when clients ask again.
      this.#announce(conversationId);
      return this.#turn(this.#db, replayedId);
    }
    if (!standing) throw new NotFound('conversation', ['input', 'conversationId']);
    if (chosenIntent !== null && !standing.lastTurn?.replyOptions.some(({ intent }) => intent === chosenIntent))
      throw new InvalidChoice(chosenIntent);

    const answered = await this.#answer(standing, { utterance, chosenIntent, arrivedMs }, call);
    // One statement takes the turn; only a key needs a transaction around it.
    const turn =
      input.idempotencyKey == null
        ? await this.#take(this.#db, answered, standing)
        : await transaction(this.#db, async (tx) => {
            let taken: TurnRow | undefined;
            const id = await idempotent(tx, use, async () => {
              taken = await this.#take(tx, answered, standing);
              return taken.id;
            });
            return taken ?? this.#turn(tx, id);
          });
    this.#announce(conversationId);
    this.#standings.set(conversationId, standingAfter(turn, standing));
    return turn;
  }

  /** A turn was taken in the conversation, and its message waits for the relay. */
  #announce(conversationId: string): void {
    this.#notifications.announce(TURN_CHANNEL, conversationId);
    this.#outbox.announce();
  }

  /** What is said to the message, and what was true when it was. Nothing is committed here. */
  async #answer(
    { conversation: { id: conversationId, assistantId, language: startLanguage }, timeZone, lastTurn }: Standing,
    { utterance, chosenIntent, arrivedMs }: { utterance: string; chosenIntent: string | null; arrivedMs: number },
    call: RoomCall,
  ): Promise<AnsweredTurn> {
    const turnId = newId('turn');
    // Who has switched stays there: an "ok" says nothing of its own language and follows what was said last.
    const languageSoFar = lastTurn?.language ?? startLanguage;
    const understanding = await this.#neighbours.interpret(
      { assistantId, conversationId, turnId, utterance, language: languageSoFar, timeZone, chosenIntent },
      call,
    );
    const language = understanding?.language ?? languageSoFar;
    const reply = await decideReply({ assistantId, utterance, language }, understanding, {
      neighbours: this.#neighbours,
      call,
    });
    const interpretation = understanding?.interpretation ?? null;
    const intent = interpretation && predictionOf(interpretation);
    const tags = await this.#neighbours.tagTurn(
      { assistantId, turnId, intent: chosenIntent ?? intent, replyKind: reply.kind },
      call,
    );
    const turn = {
      id: turnId,
      conversationId,
      at: this.#clock.now(),
      inputMode: InputMode.TEXT,
      utterance,
      language,
      chosenIntent,
      replyKind: reply.kind,
      replyText: reply.text,
      replyOptions: reply.options,
      replyCitations: reply.citations,
      latencyMs: this.#monotonicMs() - arrivedMs,
      intent,
      confidence: interpretation?.confidence ?? null,
      modelVersionId: interpretation?.modelVersionId ?? null,
    };
    const meant = chosenIntent ?? intent;
    const isHandoff =
      reply.kind !== 'DISAMBIGUATION' && meant !== null && (understanding?.handoffIntents.includes(meant) ?? false);
    return { turn, tags, understood: { ...understoodOf(interpretation), isHandoff } };
  }

  /** Takes the turn at the conversation's next index. */
  async #take(db: Database | Transaction, answered: AnsweredTurn, standing: Standing): Promise<TurnRow> {
    const turn = await this.#takeAfter(standing, answered, db);
    if (turn) return turn;
    // Somebody else took turns while this one was thought about: stand in line, and look again who was the last.
    const takeInLine = async (tx: Transaction) => {
      await holdConversation(tx, answered.turn.conversationId);
      const present = await findStanding(tx, answered.turn.conversationId);
      const late = present && (await this.#takeAfter(present, answered, tx));
      if (!present) throw new NotFound('conversation', ['input', 'conversationId']);
      invariant(late, 'nobody else takes a turn of a conversation that is held');
      return late;
    };
    return db.isTransaction ? takeInLine(db as Transaction) : transaction(db, takeInLine);
  }

  async #takeAfter(
    { conversation, lastTurn }: Standing,
    { turn: answered, ...facts }: AnsweredTurn,
    db: Database | Transaction,
  ): Promise<TurnRow | undefined> {
    const turn: TurnRow = { ...answered, index: conversation.turnCount };
    const body = observationOf(turn, { conversation, lastTurn, ...facts });
    const isTaken = await takeTurn(db, turn, (condition) =>
      this.#outbox.appendingWhere(condition, { groupId: conversation.id, deduplicationId: turn.id, body }),
    );
    return isTaken ? turn : undefined;
  }

  async #turn(db: Database | Transaction, id: string): Promise<TurnRow> {
    const [turn] = await findTurns(db, [id]);
    invariant(turn, 'a remembered turn is there');
    return turn;
  }
}

function standingAfter(turn: TurnRow, { conversation, timeZone }: Standing): Standing {
  return { conversation: { ...conversation, turnCount: turn.index + 1 }, timeZone, lastTurn: turn };
}

function understoodOf(interpretation: Understanding['interpretation']): Omit<Understood, 'isHandoff'> {
  if (!interpretation) return { isOutOfScope: false, isCloseCall: false, ranking: [], deploymentId: null };
  const { isOutOfScope, isCloseCall, ranking, deploymentId } = interpretation;
  return {
    isOutOfScope,
    isCloseCall,
    ranking: ranking.slice(0, RANKED).map(({ intent, confidence }) => ({ intent, confidence })),
    deploymentId,
  };
}

function observationOf(
  turn: TurnRow,
  { conversation, lastTurn, tags, understood }: Omit<Standing, 'timeZone'> & Omit<AnsweredTurn, 'turn'>,
): TurnObserved {
  const { id: turnId, inputMode, utterance, language, index, replyKind, intent, chosenIntent, confidence } = turn;
  return {
    kind: 'TurnObserved',
    version: 1,
    turnId,
    conversationId: conversation.id,
    assistantId: conversation.assistantId,
    endUserId: conversation.endUserId,
    origin: conversation.origin,
    channel: conversation.channel,
    inputMode,
    utterance,
    language,
    index,
    at: turn.at.toISOString(),
    replyKind,
    intent,
    chosenIntent,
    confidence,
    modelVersionId: turn.modelVersionId,
    latencyMs: turn.latencyMs,
    tags: tags.map(({ id, name }) => ({ id, name })),
    ...understood,
    previous: lastTurn && {
      turnId: lastTurn.id,
      utterance: lastTurn.utterance,
      replyKind: lastTurn.replyKind,
      at: lastTurn.at.toISOString(),
    },
  };
}
