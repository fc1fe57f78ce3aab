import { type Transaction, transaction } from '../../platform/db/index.ts';
import {
  checkText,
  idempotent,
  type IdempotentInput,
  invariant,
  InvalidState,
  newId,
  NotFound,
  type RoomCall,
} from '../kit/index.ts';
import type { Parts } from './parts.ts';
import { tellOfRun } from './run-feed.ts';
import { addLabels, resetLabels } from './store/policy-store.ts';
import { addLabelsToRun, findRun, holdQueuedRun, insertRun } from './store/run-store.ts';
import type { RunRow } from './store/tables.ts';
import { endInVain } from './vain-runs.ts';
import type { RunTrigger } from './vocabulary.ts';

const REASON_LIMIT = 4_000;
const REVISION_LIMIT = 200;

export interface RetrainingRequest extends IdempotentInput {
  assistantId: string;
  reason: string;
  revision?: string | null | undefined;
}
export interface RunCancellation extends IdempotentInput {
  runId: string;
  reason?: string | null | undefined;
}
/** A run that somebody or something wants. */
export interface WantedRun {
  assistantId: string;
  trigger: RunTrigger;
  reason: string;
  revision?: string | null | undefined;
  /** Null where no person asked. */
  requestedBy: string | null;
}

/** Asks for training runs and cancels them. */
export class RunService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Asks for a run; where one waits already, that one.
   * @throws NotFound, TEXT_REQUIRED, TEXT_TOO_LONG, IDEMPOTENCY_CONFLICT, Unavailable.
   */
  async request(input: RetrainingRequest, call: RoomCall): Promise<RunRow> {
    const { assistantId, reason, revision } = input;
    checkText(reason, { path: ['input', 'reason'], limit: REASON_LIMIT, required: true });
    checkText(revision, { path: ['input', 'revision'], limit: REVISION_LIMIT });
    const { db, assistants } = this.#parts;
    await assistants.require(assistantId, call);
    // A pipeline of CI is no person who could approve: its runs have no requester.
    const isCi = call.identity.roles.includes('ci');
    const wanted: WantedRun = {
      assistantId,
      reason,
      revision,
      trigger: isCi ? 'CI' : 'MANUAL',
      requestedBy: isCi ? null : call.identity.id,
    };
    return transaction(db, async (tx) => {
      const use = { schema: 'models', operation: 'requestRetraining', identity: call.identity, input };
      const id = await idempotent(tx, use, async () => (await this.want(tx, wanted)).id);
      return this.#required(tx, id);
    });
  }

  /** Asks for a run within the caller's transaction; one that waits already learns the same, and is given instead. */
  async want(tx: Transaction, { assistantId, trigger, reason, revision, requestedBy }: WantedRun): Promise<RunRow> {
    const { clock, workflows, notifications } = this.#parts;
    const now = clock.now();
    // Its row lock makes requests for one assistant wait for one another.
    const { newLabels: labels } = await addLabels(tx, assistantId, 0);
    await resetLabels(tx, assistantId, now);
    const queued = await holdQueuedRun(tx, assistantId);
    if (queued) return labels > 0 ? addLabelsToRun(tx, queued.id, labels) : queued;
    const run: RunRow = {
      id: newId('run'),
      assistantId,
      trigger,
      reason,
      revision: revision ?? null,
      requestedBy,
      labels,
      state: 'QUEUED',
      stage: 'queued',
      progress: 0,
      sequence: 1,
      error: null,
      createdAt: now,
      startedAt: null,
      finishedAt: null,
    };
    await insertRun(tx, run);
    await workflows.enqueueRetrain(tx, run);
    await tellOfRun(notifications, tx, run);
    return run;
  }

  /** @throws NotFound; InvalidState where the run is over; TEXT_TOO_LONG, IDEMPOTENCY_CONFLICT. */
  async cancel(input: RunCancellation, { identity }: RoomCall): Promise<RunRow> {
    checkText(input.reason, { path: ['input', 'reason'], limit: REASON_LIMIT });
    const { db, workflows } = this.#parts;
    const run = await transaction(db, async (tx) => {
      const use = { schema: 'models', operation: 'cancelTrainingRun', identity, input };
      await idempotent(tx, use, () => this.#cancel(tx, input, identity.id));
      return this.#required(tx, input.runId);
    });
    // After the commit: a workflow that is told first could not yet see why. One that is not told finds its run over.
    await workflows.cancel(run.id);
    return run;
  }

  async #cancel(tx: Transaction, { runId, reason }: RunCancellation, by: string): Promise<string> {
    const line = `cancelled by ${by}${reason ? `: ${reason}` : ''}`;
    if (await endInVain(this.#parts, tx, { runId, state: 'CANCELLED', line })) return runId;
    if (!(await findRun(tx, runId))) throw new NotFound('training run', ['input', 'runId']);
    throw new InvalidState('The run is over.', ['input', 'runId']);
  }

  async #required(tx: Transaction, id: string): Promise<RunRow> {
    const run = await findRun(tx, id);
    invariant(run, 'a run is never deleted');
    return run;
  }
}
