import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { migrate } from '../../../platform/db/index.ts';
import { modelsMigrations } from '../../../subgraphs/models/index.ts';
import { createTestDatabase } from '../../kit/database.ts';

it('tell what was observed before they ran as what is observed now is told', async () => {
  const before = Object.entries(modelsMigrations).filter(([name]) => name < '20261128');
  const database = await createTestDatabase({ migrations: Object.fromEntries(before) });
  const { db } = database;
  try {
    await sql`
      insert into models.observed_turn (turn_id, at, assistant_id, model_version_id, intent)
      values ('answered', '2026-11-20T10:30Z', 'asst', 'v1', 'grades'), ('refused', '2026-11-20T10:40Z', 'asst', 'v1', null)
    `.execute(db);
    await sql`
      insert into models.observed_feedback (feedback_id, sequence, verdict, status, turn_id, source)
      values ('a', 1, 'HELPFUL', 'RECORDED', 'answered', 'EXPLICIT'), ('b', 1, 'UNHELPFUL', 'RECORDED', 'answered', 'IMPLICIT'),
        ('c', 2, 'CORRECTION', 'REJECTED', 'refused', 'EXPLICIT'), ('d', 1, 'HELPFUL', 'RECORDED', 'not there', 'EXPLICIT')
    `.execute(db);
    await sql`
      insert into models.quality_window (assistant_id, model_version_id, hour, turns, helpful, unhelpful, corrections)
      values ('asst', 'v1', '2026-11-20T10:00Z', 2, 1, 1, 1)`.execute(db);
    await migrate({ db, migrations: modelsMigrations });
    const { rows: windows } =
      await sql`select turns, helpful, unhelpful, corrections from models.quality_window`.execute(db);
    expect(windows).toEqual([{ turns: 2, helpful: 1, unhelpful: 0, corrections: 0 }]);
    const { rows: refused } = await sql`select turn_id from models.observed_turn where is_out_of_scope`.execute(db);
    expect(refused).toEqual([{ turnId: 'refused' }]);
    const { rows: feedback } = await sql`
      select feedback_id as id, assistant_id, turn_at < '2026-11-21' as is_dated from models.observed_feedback order by 1
    `.execute(db);
    expect(feedback).toEqual([
      { id: 'a', assistantId: 'asst', isDated: true },
      { id: 'b', assistantId: 'asst', isDated: true },
      { id: 'c', assistantId: 'asst', isDated: true },
      { id: 'd', assistantId: null, isDated: false },
    ]);
  } finally {
    await database.close();
  }
});
