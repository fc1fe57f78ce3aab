import type { Kysely } from 'kysely';
import { addOutboxRefusals } from '../../../platform/queue/index.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await addOutboxRefusals(db, 'conversation');
}
