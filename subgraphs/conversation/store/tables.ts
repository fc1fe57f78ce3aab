import type { Generated, Selectable } from 'kysely';
import type { Database, Transaction } from '../../../platform/db/index.ts';
import type { Citation, InputMode, ReplyKind, ReplyOption } from '../vocabulary.ts';

interface AssistantTable {
  id: string;
  name: string;
  languages: string[];
  isPublic: boolean;
  /** IANA. */
  timeZone: string;
  createdAt: Date;
}

interface ConversationTable {
  id: string;
  assistantId: string;
  channel: string | null;
  language: string;
  endUserId: string | null;
  /** Where an anonymous caller started it: the pseudonym of the network address. */
  origin: string | null;
  startedAt: Date;
  /** The next turn's index. Raising it is what makes two writers of one conversation wait for each other. */
  turnCount: Generated<number>;
}

interface TurnTable {
  id: string;
  conversationId: string;
  index: number;
  at: Date;
  inputMode: InputMode;
  utterance: string;
  language: string;
  chosenIntent: string | null;
  replyKind: ReplyKind;
  replyText: string;
  replyOptions: ReplyOption[];
  replyCitations: Citation[];
  latencyMs: number;
  intent: string | null;
  confidence: number | null;
  modelVersionId: string | null;
}

type ConversationTables = {
  assistant: AssistantTable;
  conversation: ConversationTable;
  turn: TurnTable;
};

export type AssistantRow = Selectable<AssistantTable>;
export type ConversationRow = Selectable<ConversationTable>;
export type TurnRow = Selectable<TurnTable>;

/** This room's tables, in a transaction or outside of one. */
export function tablesOf(db: Database | Transaction) {
  return db.withSchema('conversation').withTables<ConversationTables>();
}
