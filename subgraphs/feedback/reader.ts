import { wilsonInterval } from '../../nlu/index.ts';
import type { Identity } from '../../platform/auth/index.ts';
import type { Database } from '../../platform/db/index.ts';
import {
  type Connection,
  type Interval,
  type LoadReferences,
  type PageArguments,
  pageRequest,
  toConnection,
} from '../kit/index.ts';
import { admitStaff, maySee } from './access.ts';
import type { FeedbackRow } from './feedback-row.ts';
import {
  countHistory,
  type HistoryFilter,
  historyKey,
  type HistoryKey,
  readHistory,
  readStatistics,
  type StatisticRow,
} from './store/history.ts';
import { findFeedback, findFeedbackByIds, findFeedbackOfTurns } from './store/states.ts';
import { FeedbackStatus, type FeedbackGroup } from './vocabulary.ts';

const FEEDBACK_OF_TURN = 100;
const COUNTED = Object.values(FeedbackStatus).filter((status) => status !== 'RETRACTED');

/** Finds what was said. The whole of an assistant's feedback is for staff. */
export class FeedbackReader {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async one(id: string, identity: Identity): Promise<FeedbackRow | null> {
    const row = await findFeedback(this.#db, id);
    return row && maySee(identity, row.conversationId) ? row : null;
  }

  /** @throws BadUserInput for a page size out of range or a cursor of something else. */
  async history(
    filter: HistoryFilter,
    page: PageArguments,
    identity: Identity,
  ): Promise<Connection<FeedbackRow> & { filter: HistoryFilter }> {
    admitStaff(identity);
    const request = pageRequest<HistoryKey>(page, ['instant', 'string']);
    const rows = await readHistory(this.#db, filter, request);
    return { ...toConnection(rows, request, { key: historyKey, node: (row) => row }), filter };
  }

  count(filter: HistoryFilter): Promise<number> {
    return countHistory(this.#db, filter);
  }

  /** Leaves out what was retracted, unless the filter names statuses. The helpful rate is of turns, each told by its one voice. */
  async statistics(
    filter: HistoryFilter,
    group: FeedbackGroup,
    identity: Identity,
  ): Promise<(StatisticRow & { helpfulRate: Interval | null })[]> {
    admitStaff(identity);
    const rows = await readStatistics(this.#db, { ...filter, statuses: filter.statuses ?? COUNTED }, group);
    return rows.map((row) => ({
      ...row,
      helpfulRate: row.voices > 0 ? wilsonInterval(row.helped, row.voices) : null,
    }));
  }

  readonly loadMany: LoadReferences = async (ids) => {
    const rows = await findFeedbackByIds(this.#db, ids);
    return new Map(rows.map((row) => [row.id, row]));
  };

  readonly loadOfTurns: LoadReferences = async (turnIds) => {
    const rows = await findFeedbackOfTurns(this.#db, turnIds, FEEDBACK_OF_TURN);
    return Map.groupBy(rows, ({ turnId }) => turnId);
  };
}
