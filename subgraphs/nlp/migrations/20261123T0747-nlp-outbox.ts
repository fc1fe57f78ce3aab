import type { Kysely } from 'kysely';
import { addOutboxRefusals, createOutboxTable } from '../../../platform/queue/index.ts';

/** What is done here leaves for the audit log through the queue. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createOutboxTable(db, 'nlp');
  await addOutboxRefusals(db, 'nlp');
}
