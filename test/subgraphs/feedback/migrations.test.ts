import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { migrate } from '../../../platform/db/index.ts';
import { feedbackMigrations } from '../../../subgraphs/feedback/index.ts';
import { createTestDatabase } from '../../kit/database.ts';

it('find turns of before the review inbox by what was said, but for choices among options', async () => {
  const before = Object.entries(feedbackMigrations).filter(([name]) => name < '20261128T12');
  const database = await createTestDatabase({ migrations: Object.fromEntries(before) });
  const { db } = database;
  try {
    await sql`
      insert into feedback.observed_turn (turn_id, at, assistant_id, conversation_id, facts, tags)
      select turn_id, '2026-11-20T10:30Z', 'asst', 'conv', facts::jsonb, '{}' from (values
        ('one', '{"utterance": "Olá, onde está?", "chosenIntent": null}'), ('near', '{"utterance": "ola onde esta"}'),
        ('other', '{"utterance": "something else"}'), ('chosen', '{"utterance": "ola onde esta", "chosenIntent": "x"}')
      ) as turns (turn_id, facts)`.execute(db);
    await migrate({ db, migrations: feedbackMigrations });
    const { rows } = await sql<{ turnId: string; utteranceKey: string | null }>`
      select turn_id, utterance_key from feedback.observed_turn`.execute(db);
    const keys = new Map(rows.map(({ turnId, utteranceKey }) => [turnId, utteranceKey]));
    expect(keys.get('one')).toMatch(/^[0-9a-f]{32}$/);
    expect(keys.get('near')).toBe(keys.get('one'));
    expect(keys.get('other')).not.toBe(keys.get('one'));
    expect(keys.get('chosen')).toBeNull();
  } finally {
    await database.close();
  }
});
