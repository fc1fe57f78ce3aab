import type { Database, Notifications } from '../../platform/db/index.ts';
import type { Encoders } from '../../platform/encoder/index.ts';
import type { Clock } from '../../platform/lifecycle/index.ts';
import type { ObjectStore } from '../../platform/objects/index.ts';
import type { Assistants } from '../kit/index.ts';
import type { AuditLog } from './audit-log.ts';
import type { Workflows } from './workflows.ts';

/** What the services of this room are made of. */
export interface Parts {
  db: Database;
  notifications: Notifications;
  /** Where snapshots, artefacts and reports are kept. */
  objects: ObjectStore;
  /** Where a policy's encoder must be. */
  encoders: Pick<Encoders, 'check'>;
  clock: Clock;
  workflows: Workflows;
  assistants: Assistants;
  audit: AuditLog;
}
