import type { Database, Notifications } from '../../platform/db/index.ts';
import type { Clock } from '../../platform/lifecycle/index.ts';
import type { Outbox } from '../../platform/queue/index.ts';
import type { Assistants } from '../kit/index.ts';

/** Other processes forget what they keep in memory of the assistant in the payload. */
export const CATALOGUE_CHANNEL = 'nlp_catalogue';

/** What those work with who change what an assistant is taught. */
export interface NlpParts {
  db: Database;
  notifications: Notifications;
  assistants: Assistants;
  clock: Clock;
  /** Where acts leave for the audit log. */
  outbox: Outbox;
  /** Lets this process look again at what an assistant is taught. */
  forget: (assistantId: string) => void;
}
