import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AlertDesk, MINUTE_MS, UNHELPFUL } from './alert-desk.ts';
import { ModelsRoom } from './models-room.ts';

const DAY_MS = 24 * 60 * MINUTE_MS;

describe('the minute’s tick', () => {
  let room: ModelsRoom;
  beforeEach(async () => {
    room = await ModelsRoom.open();
  });
  afterEach(() => room.close());

  it('asks for the runs of an assistant although the policy of another one fails', async () => {
    for (const id of ['asst_a_fails', 'asst_b_goes_on']) await room.setPolicy(id, { cron: '* * * * *' });
    const { db } = room.database;
    await sql`update models.retrain_policy set time_zone = 'No/Where' where assistant_id = 'asst_a_fails'`.execute(db);
    room.clock.advance(2 * MINUTE_MS);
    await expect(room.models.triggerDue()).rejects.toBeInstanceOf(Error);
    const { rows } = await sql`select assistant_id from models.training_run`.execute(db);
    expect(rows).toEqual([{ assistantId: 'asst_b_goes_on' }]);
  });

  it('forgets alerts ninety days after they were over, with what webhooks were told of them, and no open one', async () => {
    const desk = new AlertDesk(room, 'asst_old_alerts');
    const rule = await desk.rule({ ...UNHELPFUL, everyMinutes: 1, windowMinutes: 5 });
    await desk.turns({ unhelpful: 10 });
    await desk.tick(1);
    const [raised] = await desk.alerts(true);
    await sql`insert into models.alert_delivery (id, alert_id, rule_id, event, body, state, created_at, next_attempt_at)
      values ('delivery_old', ${raised?.id}, ${rule}, 'RAISED', '{}', 'DELIVERED', now(), now())`.execute(
      room.database.db,
    );
    room.clock.advance(91 * DAY_MS);
    await room.models.triggerDue();
    expect(await desk.alerts(true)).toMatchObject([{ deliveries: [{ id: 'delivery_old' }] }]);
    await desk.delete(rule);
    room.clock.advance(89 * DAY_MS);
    await room.models.triggerDue();
    expect(await desk.alerts()).toMatchObject([{ endedBy: 'RULE_DELETED' }]);
    room.clock.advance(2 * DAY_MS);
    await room.models.triggerDue();
    expect(await desk.alerts()).toEqual([]);
    const { rows } = await sql`select id from models.alert_delivery`.execute(room.database.db);
    expect(rows).toEqual([]);
  });
});
