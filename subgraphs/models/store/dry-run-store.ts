import { sql } from 'kysely';
import type { PolicyFacts } from '../policy/dry-run.ts';
import type { Db } from './tables.ts';

/** What a dry run goes by, from the facts that are kept. */
export async function policyFactsOf(
  db: Db,
  assistantId: string,
  { from, to }: { from: Date; to: Date },
): Promise<Omit<PolicyFacts, 'rules'>> {
  const requests = sql`models.run_request request join models.training_run run on run.id = request.run_id`;
  const { rows } = await sql<Omit<PolicyFacts, 'labels' | 'rules'>>`
    select
      (select max(request.at) from ${requests} where run.assistant_id = ${assistantId} and request.at < ${from}) as last_requested_at,
      array(select request.at from ${requests}
        where run.assistant_id = ${assistantId} and request.trigger in ('MANUAL', 'CI') and request.at between ${from} and ${to}
        order by request.at) as requests,
      array(select at from models.audit_entry
        where assistant_id = ${assistantId} and action in ('ROLLED_BACK', 'ROLLED_BACK_AUTOMATICALLY') and at <= ${to}
        order by at) as roll_backs,
      coalesce((select extract(epoch from percentile_cont(0.5) within group (order by finished_at - started_at)) * 1000
        from models.training_run
        where assistant_id = ${assistantId} and state in ('SUCCEEDED', 'GATE_REFUSED') and created_at between ${from} and ${to}
      ), 0)::double precision as run_ms`.execute(db);
  const [facts] = rows;
  const lastRequestedAt = facts?.lastRequestedAt ?? null;
  const labels = await sql<{ at: Date }>`
    select at from models.counted_label label
    where at > ${lastRequestedAt ?? new Date(0)} and at <= ${to} and exists (
      select from models.observed_feedback feedback
      where feedback.turn_id = label.turn_id and feedback.assistant_id = ${assistantId})
    order by at`.execute(db);
  return {
    lastRequestedAt,
    requests: facts?.requests ?? [],
    rollBacks: facts?.rollBacks ?? [],
    runMs: facts?.runMs ?? 0,
    labels: labels.rows.map(({ at }) => at),
  };
}
