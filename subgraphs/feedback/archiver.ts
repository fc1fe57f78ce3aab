import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, transaction } from '../../platform/db/index.ts';
import type { Lifecycle } from '../../platform/lifecycle/index.ts';
import type { Logger } from '../../platform/log/index.ts';
import type { ObjectStore } from '../../platform/objects/index.ts';
import { parquetOf } from './archive-file.ts';
import { readLoggedChange } from './messages.ts';
import { confirmArchived, hasUnarchived, readStretch, sealStretch } from './store/event-log.ts';
import type { FeedbackEventRow } from './store/tables.ts';

/** Writing a file is synchronous; more than this would hold up all else in the process for longer than 100 ms. */
const MAX_EVENTS = 5_000;

export interface Archiver {
  /** Brings the next events of the log to S3, at most 5,000; returns how many. Safe to repeat and to run in several processes. */
  archiveOnce(): Promise<number>;
  /** Archives in the background, so that an event is in the archive about `everyMs` after it was recorded. */
  start(lifecycle: Lifecycle, options?: { everyMs?: number }): void;
}

/**
 * Copies the event log to Parquet files on S3, one per assistant, day and stretch of the log, named by where they begin and end.
 * A stretch is sealed, then written, then confirmed: after a crash the very same files are written again, so each event is in
 * exactly one file.
 */
export function createArchiver({ db, objects, log }: { db: Database; objects: ObjectStore; log: Logger }): Archiver {
  async function archiveOnce(): Promise<number> {
    if (!(await hasUnarchived(db))) return 0;
    const stretch = await transaction(db, (tx) => sealStretch(tx, MAX_EVENTS));
    if (!stretch) return 0;
    const events = await readStretch(db, stretch);
    const files = Map.groupBy(events, folderOf);
    for (const [folder, ofFile] of files)
      await objects.put(`${folder}/${fileName(ofFile)}`, parquetOf(ofFile), {
        contentType: 'application/vnd.apache.parquet',
      });
    await transaction(db, (tx) => confirmArchived(tx, stretch));
    log.info({ events: events.length, files: files.size, upTo: stretch.upTo }, 'feedback archived');
    return events.length;
  }

  async function run(signal: AbortSignal, everyMs: number): Promise<void> {
    while (!signal.aborted) {
      let archived = 0;
      try {
        archived = await archiveOnce();
      } catch (error) {
        log.warn({ err: error }, 'feedback is not archived yet');
      }
      if (archived < MAX_EVENTS) await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  return {
    archiveOnce,
    start(lifecycle, { everyMs = 5_000 } = {}) {
      const running = run(lifecycle.signal, everyMs);
      lifecycle.onStop('feedback archiver', () => running);
    },
  };
}

function folderOf({ message }: FeedbackEventRow): string {
  const { turn, changedAt } = readLoggedChange(message);
  return `feedback/assistant=${turn.assistantId}/day=${changedAt.toISOString().slice(0, 10)}`;
}

function fileName(events: readonly FeedbackEventRow[]): string {
  return `part-${events[0]?.position}-${events.at(-1)?.position}.parquet`;
}
