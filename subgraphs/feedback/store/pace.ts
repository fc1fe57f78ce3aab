import { sql } from 'kysely';
import {
  type Database,
  run,
  type Statement,
  statement,
  type Transaction,
  verbatim,
} from '../../../platform/db/index.ts';
import { tablesOf } from './tables.ts';

/** How often one author may say something: `perMinute` in the long run, `burst` at once. */
export interface Pace {
  perMinute: number;
  burst: number;
}

/**
 * Takes one of what the author may say, as a part of a larger statement: a row where there was one, for as many as the relation `condition`
 * has. Nothing is written where there was none. The generic cell rate algorithm (ITU-T I.371) in one row: each word moves the author's
 * time on by a step, which may run ahead of the clock by a burst of steps.
 */
export function takingPace(author: string, at: Date, { perMinute, burst }: Pace, condition: string): Statement {
  const stepMs = 60_000 / perMinute;
  return statement`
    insert into feedback.pace (author, paid_until)
    select ${author}::text, ${new Date(at.getTime() + stepMs)}::timestamptz from ${verbatim(condition)}
    on conflict (author) do update
    set paid_until = greatest(pace.paid_until, ${at}::timestamptz) + make_interval(secs => ${stepMs / 1000}::float8)
    where pace.paid_until <= ${new Date(at.getTime() + (burst - 1) * stepMs)}::timestamptz
    returning author`;
}

/** The same as a statement of its own. */
export async function takePace(tx: Transaction, author: string, at: Date, pace: Pace): Promise<boolean> {
  const taken = await run(tx, takingPace(author, at, pace, '(values (1)) as once'));
  return taken.length > 0;
}

/** How long the author has to wait for the next, in whole seconds. */
export async function paceSeconds(
  db: Database | Transaction,
  author: string,
  at: Date,
  { perMinute, burst }: Pace,
): Promise<number> {
  const row = await tablesOf(db).selectFrom('pace').select('paidUntil').where('author', '=', author).executeTakeFirst();
  const aheadMs = (row?.paidUntil.getTime() ?? 0) - at.getTime();
  return Math.max(1, Math.ceil((aheadMs - ((burst - 1) * 60_000) / perMinute) / 1000));
}

/** Forgets authors who are behind their allowance. */
export async function forgetPaces(db: Database, now: Date): Promise<void> {
  await sql`delete from feedback.pace where paid_until < ${now}`.execute(db);
}
