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
import { POLICY } from './audit-log.ts';
import type { Parts } from './parts.ts';
import { tellOfRun } from './run-feed.ts';
import { addLabels, resetLabels } from './store/policy-store.ts';
import { addLabelsToRun, findRun, holdQueuedRun, insertRun, insertRunRequest } from './store/run-store.ts';
import { findSnapshots } from './store/snapshot-store.ts';
import type { RuleFigure, RunRow } from './store/tables.ts';
import { endInVain } from './vain-runs.ts';
import type { RunTrigger } from './vocabulary.ts';

const REASON_LIMIT = 4_000;
const REVISION_LIMIT = 200;

export interface RetrainingRequest extends IdempotentInput {
  assistantId: string;
  reason: string;
  revision?: string | null | undefined;
}
export interface SnapshotRestoration extends IdempotentInput {
  assistantId: string;
  snapshotId: string;
  reason: string;
}
export interface RunCancellation extends IdempotentInput {
  runId: string;
  reason?: string | null | undefined;
}
/** A run that somebody or something wants. */
export interface WantedRun {
  assistantId: string;
  trigger: RunTrigger;
  /** The rule of the policy that asks, and the figures by which it does. */
  rule?: string;
  figures?: readonly RuleFigure[];
  reason: string;
  revision?: string | null | undefined;
  /** The snapshot whose rows are to be learned again. */
  restores?: string;
  /** Null where no person asked. */
  requestedBy: string | null;
  /** Who asked, person or not; the policy unless given. */
  by?: string;
  requestId?: string;
}

/** Asks for training runs and cancels them. */
export class RunService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Asks for a run; where one waits already, that one.
   * @throws NotFound, TEXT_REQUIRED, TEXT_TOO_LONG, IDEMPOTENCY_CONFLICT, Unavailable; InvalidState where the run that waits restores a snapshot.
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
      by: call.identity.id,
      requestId: call.requestId,
    };
    return transaction(db, async (tx) => {
      const use = { schema: 'models', operation: 'requestRetraining', identity: call.identity, input };
      const id = await idempotent(tx, use, async () => (await this.want(tx, wanted)).id);
      return this.#required(tx, id);
    });
  }

  /**
   * Asks for a run that learns an earlier snapshot's rows again, but for those whose labels do not hold any more; where one waits already that does
   * so, that one. Runs after it learn what is taught then.
   * @throws NotFound, also for a snapshot of another assistant; InvalidState where the run that waits learns anything else;
   * TEXT_REQUIRED, TEXT_TOO_LONG, IDEMPOTENCY_CONFLICT, Unavailable.
   */
  async restore(input: SnapshotRestoration, call: RoomCall): Promise<RunRow> {
    const { assistantId, snapshotId, reason } = input;
    checkText(reason, { path: ['input', 'reason'], limit: REASON_LIMIT, required: true });
    const { db, assistants } = this.#parts;
    await assistants.require(assistantId, call);
    const { id: by } = call.identity;
    const { requestId } = call;
    return transaction(db, async (tx) => {
      const use = { schema: 'models', operation: 'restoreDatasetSnapshot', identity: call.identity, input };
      const id = await idempotent(tx, use, async () => {
        const [snapshot] = await findSnapshots(tx, [snapshotId]);
        if (snapshot?.assistantId !== assistantId) throw new NotFound('dataset snapshot', ['input', 'snapshotId']);
        const wanted = { assistantId, reason, trigger: 'MANUAL', requestedBy: by, requestId } as const;
        return (await this.want(tx, { ...wanted, restores: snapshotId })).id;
      });
      return this.#required(tx, id);
    });
  }

  /**
   * Asks for a run within the caller's transaction; one that waits already learns the same, and is given instead.
   * @throws InvalidState where what waits learns another dataset: nobody is given a run of other rows than they asked for.
   */
  async want(tx: Transaction, wanted: WantedRun): Promise<RunRow> {
    const { assistantId } = wanted;
    const now = this.#parts.clock.now();
    // Its row lock makes requests for one assistant wait for one another.
    const { newLabels } = await addLabels(tx, assistantId, 0);
    const { restores = null } = wanted;
    const queued = await holdQueuedRun(tx, assistantId);
    if (queued && queued.restoredSnapshotId !== restores) throw learnsSomethingElse(queued);
    // What a snapshot holds was taught long ago: the new labels still wait for a run that learns them.
    const labels = restores === null ? newLabels : 0;
    if (restores === null) await resetLabels(tx, assistantId, now);
    const run = queued ? await addLabelsToRun(tx, queued.id, labels) : await this.#enqueue(tx, wanted, { labels, now });
    await this.#noteRequest(tx, wanted, { run, now, isJoined: queued !== undefined });
    return run;
  }

  /** Whether a run waits that restores a snapshot, which no rule's run can join: the rule waits until that has begun. Its caller holds the counter. */
  async isRestoreQueued(tx: Transaction, assistantId: string): Promise<boolean> {
    return ((await holdQueuedRun(tx, assistantId))?.restoredSnapshotId ?? null) !== null;
  }

  async #enqueue(
    tx: Transaction,
    { assistantId, trigger, reason, revision, restores, requestedBy }: WantedRun,
    { labels, now }: { labels: number; now: Date },
  ): Promise<RunRow> {
    const { workflows, notifications } = this.#parts;
    const run: RunRow = {
      id: newId('run'),
      assistantId,
      trigger,
      reason,
      revision: revision ?? null,
      requestedBy,
      labels,
      restoredSnapshotId: restores ?? null,
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

  /** Whoever joins a run has asked for it as well: both persons of a second person's rule are known by it. */
  async #noteRequest(
    tx: Transaction,
    {
      trigger,
      rule,
      figures = [],
      reason,
      revision = null,
      restores,
      requestedBy,
      by = requestedBy ?? POLICY,
      requestId,
    }: WantedRun,
    { run, now, isJoined }: { run: RunRow; now: Date; isJoined: boolean },
  ): Promise<void> {
    const asked = { rule: rule ?? null, figures: [...figures], reason, revision };
    await insertRunRequest(tx, { runId: run.id, by, trigger, ...asked, at: now });
    await this.#parts.audit.record(tx, {
      assistantId: run.assistantId,
      actor: by,
      action: restores === undefined ? 'RETRAINING_REQUESTED' : 'DATASET_RESTORED',
      subject: run.id,
      requestId,
      facts: [
        { name: 'trigger', value: trigger },
        { name: 'reason', value: reason },
        ...(rule === undefined ? [] : [{ name: 'rule', value: rule }]),
        ...figures.map(({ name, value }) => ({ name, value: String(value) })),
        ...(revision === null ? [] : [{ name: 'revision', value: revision }]),
        ...(restores === undefined ? [] : [{ name: 'snapshot', value: restores }]),
        ...(isJoined ? [{ name: 'joined', value: 'a run that waited already' }] : []),
      ],
    });
  }

  /** @throws NotFound; InvalidState where the run is over; TEXT_TOO_LONG, IDEMPOTENCY_CONFLICT. */
  async cancel(input: RunCancellation, call: RoomCall): Promise<RunRow> {
    checkText(input.reason, { path: ['input', 'reason'], limit: REASON_LIMIT });
    const { db, workflows } = this.#parts;
    const run = await transaction(db, async (tx) => {
      const use = { schema: 'models', operation: 'cancelTrainingRun', identity: call.identity, input };
      await idempotent(tx, use, () => this.#cancel(tx, input, call));
      return this.#required(tx, input.runId);
    });
    // After the commit: a workflow that is told first could not yet see why. One that is not told finds its run over.
    await workflows.cancel(run.id);
    return run;
  }

  async #cancel(
    tx: Transaction,
    { runId, reason }: RunCancellation,
    { identity: { id: actor }, requestId }: RoomCall,
  ): Promise<string> {
    const line = `cancelled by ${actor}${reason ? `: ${reason}` : ''}`;
    const run = await endInVain(this.#parts, tx, { runId, state: 'CANCELLED', line });
    if (run) {
      const facts = [{ name: 'reason', value: reason ?? null }];
      const act = { assistantId: run.assistantId, actor, requestId, action: 'RUN_CANCELLED', subject: runId } as const;
      await this.#parts.audit.record(tx, { ...act, facts });
      return runId;
    }
    if (!(await findRun(tx, runId))) throw new NotFound('training run', ['input', 'runId']);
    throw new InvalidState('The run is over.', ['input', 'runId']);
  }

  async #required(tx: Transaction, id: string): Promise<RunRow> {
    const run = await findRun(tx, id);
    invariant(run, 'a run is never deleted');
    return run;
  }
}

function learnsSomethingElse({ restoredSnapshotId }: RunRow): InvalidState {
  return restoredSnapshotId === null
    ? new InvalidState('A run that waits learns what is taught now. Ask again once it has begun, or cancel it.', [
        'input',
        'snapshotId',
      ])
    : new InvalidState(
        `A run that waits restores snapshot ${restoredSnapshotId}. Ask again once it has begun, or cancel it.`,
        ['input'],
      );
}
