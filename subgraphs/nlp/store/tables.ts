import type { ColumnType, Insertable, Selectable } from 'kysely';
import type { LabelledSpan, EntityDefinition, EntityKind, EntitySpan, IntentScore, Split } from '../../../nlu/index.ts';
import type { Database, Transaction } from '../../../platform/db/index.ts';

// Not an interface: those have no index signature, which Kysely asks of a schema.
export type NlpTables = {
  intent: IntentRow;
  intentLabel: IntentLabelRow;
  answer: AnswerRow;
  example: ExampleTable;
  entityType: EntityTypeTable;
  interpretation: InterpretationRow;
  servedVersion: ServedVersionRow;
  shadowInterpretation: ShadowInterpretationRow;
};

export interface IntentRow {
  id: string;
  assistantId: string;
  name: string;
  /** Whether who means it asks for a person. */
  isHandoff: boolean;
  createdAt: Date;
}

export interface IntentLabelRow {
  intentId: string;
  language: string;
  text: string;
}

export interface AnswerRow {
  intentId: string;
  language: string;
  text: string;
  updatedAt: Date;
}

export interface ExampleTable {
  id: string;
  assistantId: string;
  utterance: string;
  nearKey: string;
  intentId: string | null;
  language: string;
  split: Split;
  source: 'SEED' | 'IMPORT';
  weight: number;
  createdAt: Date;
  /** Entity spans; null where nobody has looked for any, empty where there are none. */
  spans: ColumnType<LabelledSpan[] | null, string | null, string | null>;
}
export type NewExampleRow = Insertable<ExampleTable>;

export interface EntityTypeTable {
  id: string;
  assistantId: string;
  name: string;
  kind: EntityKind;
  definition: ColumnType<EntityTypeDefinition, string, string>;
  createdAt: Date;
  updatedAt: Date;
}
export type EntityTypeRow = Selectable<EntityTypeTable>;

/** What of an `EntityDefinition` its name and kind do not say. */
export type EntityTypeDefinition = Omit<EntityDefinition, 'name' | 'kind'>;

export interface InterpretationRow {
  turnId: string;
  assistantId: string;
  conversationId: string;
  deploymentId: string;
  modelVersionId: string;
  intent: string | null;
  confidence: number;
  isOutOfScope: boolean;
  isCloseCall: boolean;
  language: string;
  ranking: ColumnType<IntentScore[], string, never>;
  entities: ColumnType<EntitySpan[], string, never>;
  latencyMs: number;
  at: Date;
}

/** What a deployment that is not heard made of a turn. */
export interface ShadowInterpretationRow {
  deploymentId: string;
  turnId: string;
  intent: string | null;
  confidence: number;
  isOutOfScope: boolean;
  /** Whether it would have been served as what was. */
  agrees: boolean;
  at: Date;
}

/** The deployments that this assistant was last answered with. */
export interface ServedVersionRow {
  deploymentId: string;
  assistantId: string;
  modelVersionId: string;
  artifactUri: string;
  artifactSha256: string;
  trafficShare: number;
  isCanary: boolean;
  servedBy: string;
  servedAt: Date;
}

/** The database, or one transaction of it. */
export type Db = Database | Transaction;

export function tablesOf(db: Db) {
  return db.withSchema('nlp').withTables<NlpTables>();
}
