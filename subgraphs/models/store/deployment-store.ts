import { sql } from 'kysely';
import type { DeploymentState } from '../vocabulary.ts';
import type { ServingFault } from './rollout-tables.ts';
import { type Db, type DeploymentRow, tablesOf } from './tables.ts';

export async function findDeployment(db: Db, id: string): Promise<DeploymentRow | undefined> {
  return tablesOf(db).selectFrom('deployment').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function findDeployments(db: Db, ids: readonly string[]): Promise<DeploymentRow[]> {
  return tablesOf(db)
    .selectFrom('deployment')
    .selectAll()
    .where('id', '=', sql<string>`any(${ids})`)
    .execute();
}

/** The one that changed last; of those that changed together, the one that answers now. */
export async function latestDeployment(db: Db, assistantId: string): Promise<DeploymentRow | undefined> {
  return tablesOf(db)
    .selectFrom('deployment')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .orderBy('at', 'desc')
    .orderBy((eb) => eb('state', 'in', ['LIVE', 'ROLLING_OUT']), 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function findInState(
  db: Db,
  assistantId: string,
  state: 'LIVE' | 'ROLLING_OUT',
): Promise<DeploymentRow | undefined> {
  return tablesOf(db)
    .selectFrom('deployment')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .where('state', '=', state)
    .executeTakeFirst();
}

/** What takes over now, in whatever step it is; at most one of an assistant. */
export async function findUnderWay(db: Db, assistantId: string): Promise<DeploymentRow | undefined> {
  return tablesOf(db)
    .selectFrom('deployment')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .where('state', 'in', ['ROLLING_OUT', 'SHADOW', 'CANARY'])
    .executeTakeFirst();
}

/** Every deployment of these versions, oldest first. */
export async function deploymentsOf(db: Db, versionIds: readonly string[]): Promise<DeploymentRow[]> {
  return tablesOf(db)
    .selectFrom('deployment')
    .selectAll()
    .where('versionId', '=', sql<string>`any(${versionIds})`)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
}

/** Deployments of an assistant that were in service after `after` and were not taken back. */
export async function supersededSince(db: Db, assistantId: string, after: Date): Promise<DeploymentRow[]> {
  return tablesOf(db)
    .selectFrom('deployment')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .where('state', '=', 'SUPERSEDED')
    .where('at', '>', after)
    .execute();
}

export async function insertDeployment(tx: Db, row: DeploymentRow): Promise<void> {
  await tablesOf(tx).insertInto('deployment').values(row).execute();
}

export async function changeDeployment(
  tx: Db,
  id: string,
  change: { state?: DeploymentState; trafficShare?: number; at?: Date },
): Promise<DeploymentRow> {
  return tablesOf(tx)
    .updateTable('deployment')
    .set(change)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/**
 * The champion of each assistant: the version that is LIVE, or, while a roll back is on its way, the one gone back to. A first version
 * that is still rolling out answers nobody yet.
 */
export async function championsOf(db: Db, assistantIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tablesOf(db)
    .selectFrom('deployment')
    .distinctOn('assistantId')
    .select(['assistantId', 'versionId'])
    .where('assistantId', '=', sql<string>`any(${assistantIds})`)
    .where((eb) =>
      eb.or([eb('state', '=', 'LIVE'), eb.and([eb('state', '=', 'ROLLING_OUT'), eb('isRollBack', '=', true)])]),
    )
    .orderBy('assistantId')
    .orderBy('createdAt', 'desc')
    .execute();
  return new Map(rows.map(({ assistantId, versionId }) => [assistantId, versionId]));
}

/** The version that was champion most recently, of those that were never rolled back. */
export async function formerChampion(tx: Db, assistantId: string, present: string): Promise<string | undefined> {
  const row = await tablesOf(tx)
    .selectFrom('deployment')
    .innerJoin('modelVersion', 'modelVersion.id', 'deployment.versionId')
    .select('deployment.versionId')
    .where('deployment.assistantId', '=', assistantId)
    .where('deployment.state', '=', 'SUPERSEDED')
    .where('modelVersion.state', '=', 'SUPERSEDED')
    .where('deployment.versionId', '!=', present)
    .orderBy('deployment.at', 'desc')
    .orderBy('deployment.createdAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.versionId;
}

/**
 * What should be in service, assistant by assistant: what is rolling out, else what is live, and then what takes over beside it.
 */
export async function desiredDeployments(db: Db) {
  return tablesOf(db)
    .selectFrom('deployment')
    .innerJoin('modelVersion', 'modelVersion.id', 'deployment.versionId')
    .select([
      'deployment.id as deploymentId',
      'deployment.assistantId',
      'deployment.versionId as modelVersionId',
      'artifactUri',
      'artifactSha256',
      'deployment.state',
      'deployment.trafficShare',
    ])
    .where('deployment.state', 'in', ['ROLLING_OUT', 'LIVE', 'SHADOW', 'CANARY'])
    .where((eb) =>
      eb.not(
        eb.and([
          eb('deployment.state', '=', 'LIVE'),
          eb.exists(
            eb
              .selectFrom('deployment as next')
              .select('next.id')
              .whereRef('next.assistantId', '=', 'deployment.assistantId')
              .where('next.state', '=', 'ROLLING_OUT'),
          ),
        ]),
      ),
    )
    .orderBy('deployment.assistantId')
    .orderBy((eb) => eb('deployment.state', 'in', ['ROLLING_OUT', 'LIVE']), 'desc')
    .execute();
}

export async function rollingOutAssistants(db: Db): Promise<string[]> {
  const rows = await tablesOf(db)
    .selectFrom('deployment')
    .select('assistantId')
    .where('state', '=', 'ROLLING_OUT')
    .execute();
  return rows.map(({ assistantId }) => assistantId);
}

/** Says what a process serves, until the lease ends. */
export async function putServingProcess(
  db: Db,
  {
    id,
    faults,
    ...serving
  }: { id: string; deploymentIds: string[]; championIds: string[]; leasedUntil: Date; faults: readonly ServingFault[] },
): Promise<void> {
  const values = { ...serving, faults: JSON.stringify(faults) };
  await tablesOf(db)
    .insertInto('servingProcess')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** What a process said last of deployments that it cannot serve. */
export async function faultsOfProcess(db: Db, id: string): Promise<ServingFault[]> {
  const row = await tablesOf(db).selectFrom('servingProcess').select('faults').where('id', '=', id).executeTakeFirst();
  return (row?.faults ?? []).map((fault) => ({ ...fault, at: new Date(fault.at) }));
}

export async function forgetServingProcesses(db: Db, before: Date): Promise<void> {
  await tablesOf(db).deleteFrom('servingProcess').where('leasedUntil', '<', before).execute();
}

/** How many processes hold a lease, and how many of them answer with the deployment as their champion. */
export async function acknowledgements(
  db: Db,
  deploymentId: string,
  now: Date,
): Promise<{ leased: number; serving: number }> {
  return tablesOf(db)
    .selectFrom('servingProcess')
    .select((eb) => [
      eb.fn.countAll<number>().as('leased'),
      sql<number>`count(*) filter (where ${deploymentId} = any(champion_ids))`.as('serving'),
    ])
    .where('leasedUntil', '>', now)
    .executeTakeFirstOrThrow();
}
