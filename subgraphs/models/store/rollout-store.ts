import { type RawBuilder, sql } from 'kysely';
import type { Hits } from '../../../nlu/index.ts';
import { type CanaryPlan, DEFAULT_CANARY_PLAN } from '../rollout/canary-plan.ts';
import type { HeardStratum } from '../rollout/hearing.ts';
import type { RolloutStepRow, RolloutWatchRow, ServingFault } from './rollout-tables.ts';
import { type Db, tablesOf } from './tables.ts';
import { voiceOf } from './voice-store.ts';

/** The assistant's plan; the default where nobody has set one. */
export async function findCanaryPlan(db: Db, assistantId: string): Promise<CanaryPlan> {
  const row = await tablesOf(db)
    .selectFrom('canaryPlan')
    .select('plan')
    .where('assistantId', '=', assistantId)
    .executeTakeFirst();
  return { ...DEFAULT_CANARY_PLAN, ...row?.plan };
}

export async function putCanaryPlan(tx: Db, assistantId: string, plan: CanaryPlan): Promise<void> {
  const stored = JSON.stringify(plan);
  await tablesOf(tx)
    .insertInto('canaryPlan')
    .values({ assistantId, plan: stored })
    .onConflict((conflict) => conflict.column('assistantId').doUpdateSet({ plan: stored }))
    .execute();
}

export async function insertSteps(tx: Db, steps: readonly RolloutStepRow[]): Promise<void> {
  await tablesOf(tx).insertInto('rolloutStep').values(steps).execute();
}

/** The steps of these deployments, in their order. */
export async function stepsOf(db: Db, deploymentIds: readonly string[]): Promise<RolloutStepRow[]> {
  return tablesOf(db)
    .selectFrom('rolloutStep')
    .selectAll()
    .where('deploymentId', '=', sql<string>`any(${deploymentIds})`)
    .orderBy('deploymentId')
    .orderBy('number')
    .execute();
}

export async function changeStep(
  tx: Db,
  { deploymentId, number }: Pick<RolloutStepRow, 'deploymentId' | 'number'>,
  change: Partial<Pick<RolloutStepRow, 'startedAt' | 'passedAt'>>,
): Promise<void> {
  await tablesOf(tx)
    .updateTable('rolloutStep')
    .set(change)
    .where('deploymentId', '=', deploymentId)
    .where('number', '=', number)
    .execute();
}

/** Passes the step in which a deployment is, if it is in one. */
export async function passPresentStep(tx: Db, deploymentId: string, at: Date): Promise<void> {
  await tablesOf(tx)
    .updateTable('rolloutStep')
    .set({ passedAt: at })
    .where('deploymentId', '=', deploymentId)
    .where('startedAt', 'is not', null)
    .where('passedAt', 'is', null)
    .execute();
}

/** Watches a deployment from now on, in place of how it was watched before. */
export async function putWatch(tx: Db, row: RolloutWatchRow): Promise<void> {
  const { deploymentId: _, ...values } = row;
  await tablesOf(tx)
    .insertInto('rolloutWatch')
    .values(row)
    .onConflict((conflict) => conflict.column('deploymentId').doUpdateSet(values))
    .execute();
}

export async function watchesOf(db: Db, deploymentIds: readonly string[]): Promise<RolloutWatchRow[]> {
  return tablesOf(db)
    .selectFrom('rolloutWatch')
    .selectAll()
    .where('deploymentId', '=', sql<string>`any(${deploymentIds})`)
    .execute();
}

/** Assistants with a version that takes over step by step, or has taken over and is watched. */
export async function watchedAssistants(db: Db, now: Date): Promise<string[]> {
  const rows = await tablesOf(db)
    .selectFrom('deployment')
    .innerJoin('rolloutWatch', 'rolloutWatch.deploymentId', 'deployment.id')
    .select('assistantId')
    .distinct()
    .where((eb) =>
      eb.or([
        eb('state', 'in', ['SHADOW', 'CANARY']),
        eb.and([eb('state', '=', 'LIVE'), eb('phase', '=', 'LIVE'), eb('until', '>', now)]),
      ]),
    )
    .orderBy('assistantId')
    .execute();
  return rows.map(({ assistantId }) => assistantId);
}

/** A deployment's turns of a while, `to` not included; those of one stratum are held against each other. */
export interface Arm {
  deploymentId: string;
  /** Of the version that is tested; else of what it is held against. */
  isChallenger: boolean;
  stratum: number;
  from: Date;
  to: Date;
}

/**
 * What was said of the version that is tested and what it answered, beside what it is held against, stratum by stratum. Each conversation
 * has one voice, that of its first turn of which somebody speaks, for the deployment that answered it; and it was answered at once, or was
 * not, by the deployment that met its first message.
 */
export async function heardByStratum(db: Db, arms: readonly Arm[]): Promise<HeardStratum[]> {
  const { rows } = await sql<Hits & { isHelped: boolean; isChallenger: boolean; stratum: number }>`
    with arm as (${armRows(arms)}), turn as (
      select turn_id, conversation_id, is_challenger, t.at, stratum
      from models.observed_turn t join arm
        on arm.deployment_id = t.deployment_id and t.at >= arm.from_at and t.at < arm.to_at
      where exists (select from models.observed_feedback f where f.turn_id = t.turn_id)
    ), spoken as (
      select distinct on (conversation_id) is_challenger, stratum, verdict
      from turn cross join lateral ${voiceOf(sql`turn.turn_id`)} voice order by conversation_id, at, turn.turn_id
    )
    select true as is_helped, is_challenger, stratum, count(*)::integer as trials,
      (count(*) filter (where verdict = 'HELPFUL'))::integer as hits
    from spoken group by is_challenger, stratum
    union all
    select false, is_challenger, stratum, count(*)::integer, (count(*) filter (where reply_kind = 'ANSWER'))::integer
    from models.observed_turn t join arm
      on arm.deployment_id = t.deployment_id and t.at >= arm.from_at and t.at < arm.to_at
    where turn_index = 0 and reply_kind is not null group by is_challenger, stratum`.execute(db);
  const hitsOf = (isHelped: boolean, isChallenger: boolean, stratum: number): Hits => {
    const row = rows.find(
      (one) => one.isHelped === isHelped && one.isChallenger === isChallenger && one.stratum === stratum,
    );
    return { hits: row?.hits ?? 0, trials: row?.trials ?? 0 };
  };
  const bothOf = (isHelped: boolean, stratum: number) => ({
    challenger: hitsOf(isHelped, true, stratum),
    champion: hitsOf(isHelped, false, stratum),
  });
  return [...new Set(arms.map(({ stratum }) => stratum))].map((stratum) => ({
    helped: bothOf(true, stratum),
    answered: bothOf(false, stratum),
  }));
}

function armRows(arms: readonly Arm[]): RawBuilder<unknown> {
  return sql`select * from unnest(
    ${arms.map(({ deploymentId }) => deploymentId)}::text[], ${arms.map(({ isChallenger }) => isChallenger)}::boolean[],
    ${arms.map(({ stratum }) => stratum)}::integer[],
    ${arms.map(({ from }) => from.toISOString())}::timestamptz[], ${arms.map(({ to }) => to.toISOString())}::timestamptz[]
  ) as a(deployment_id, is_challenger, stratum, from_at, to_at)`;
}

/** What processes with a lease say of deployments that they cannot serve. */
export async function faultsOf(
  db: Db,
  deploymentIds: readonly string[],
  now: Date,
): Promise<(ServingFault & { processId: string })[]> {
  const rows = await tablesOf(db)
    .selectFrom('servingProcess')
    .select(['id', 'faults'])
    .where('leasedUntil', '>', now)
    .where(sql<boolean>`jsonb_array_length(faults) > 0`)
    .orderBy('id')
    .execute();
  return rows
    .flatMap(({ id, faults }) => faults.map((fault) => ({ ...fault, at: new Date(fault.at), processId: id })))
    .filter(({ deploymentId }) => deploymentIds.includes(deploymentId));
}
