export {
  type Database,
  type DatabaseOptions,
  isAnswering,
  openDatabase,
  openPool,
  type Transaction,
  transaction,
} from './database.ts';
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './embedded-postgres.ts';
export {
  createIdempotencyTable,
  findReplay,
  fingerprintOf,
  forgetIdempotencyKeys,
  IdempotencyConflict,
  type IdempotencyUse,
  withIdempotencyKey,
} from './idempotency.ts';
export { ADVISORY, advisoryLock, alone, holdAdvisoryLocks, tryAdvisoryLock } from './locks.ts';
export { migrate, type Migration } from './migrate.ts';
export { createNotifications, type ListenOptions, type Notifications } from './notifications.ts';
export {
  columnsOf,
  excluded,
  FLUSHED_WITH_A_LATER_COMMIT,
  inSql,
  insertionOf,
  listOf,
  run,
  Statement,
  statement,
  verbatim,
} from './statement.ts';
export { pgClientOf, type QueryOnly } from './pg-client.ts';
