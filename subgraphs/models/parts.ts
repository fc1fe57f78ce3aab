import type { Database, Notifications } from '../../platform/db/index.ts';
import type { Clock } from '../../platform/lifecycle/index.ts';
import type { Assistants } from '../kit/index.ts';
import type { AuditLog } from './audit-log.ts';
import type { Workflows } from './workflows.ts';

/** What the services of this room are made of. */
export interface Parts {
  db: Database;
  notifications: Notifications;
  clock: Clock;
  workflows: Workflows;
  assistants: Assistants;
  audit: AuditLog;
}
