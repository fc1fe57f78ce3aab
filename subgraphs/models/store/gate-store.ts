import { sql } from 'kysely';
import { DEFAULT_GATE_RULES, type GateRules } from '../gate/gate-rules.ts';
import { type Db, tablesOf } from './tables.ts';

/** The assistant's rules; the defaults where nobody has set any. */
export async function findGateRules(db: Db, assistantId: string): Promise<GateRules> {
  return (await findManyGateRules(db, [assistantId])).get(assistantId) ?? DEFAULT_GATE_RULES;
}

/** Those that somebody has set, by assistant. A rule that is newer than what was stored is at its default. */
export async function findManyGateRules(db: Db, assistantIds: readonly string[]): Promise<Map<string, GateRules>> {
  const rows = await tablesOf(db)
    .selectFrom('gateRules')
    .selectAll()
    .where('assistantId', '=', sql<string>`any(${assistantIds})`)
    .execute();
  return new Map(rows.map(({ assistantId, rules }) => [assistantId, { ...DEFAULT_GATE_RULES, ...rules }]));
}

export async function putGateRules(tx: Db, assistantId: string, rules: GateRules): Promise<void> {
  const stored = JSON.stringify(rules);
  await tablesOf(tx)
    .insertInto('gateRules')
    .values({ assistantId, rules: stored })
    .onConflict((conflict) => conflict.column('assistantId').doUpdateSet({ rules: stored }))
    .execute();
}
