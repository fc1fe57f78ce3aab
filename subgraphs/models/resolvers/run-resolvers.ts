import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import {
  BadUserInput,
  type Connection,
  OfAssistantArgs,
  openedByRoom,
  pageRequest,
  type Payload,
  payload,
  type SubgraphContext,
  toConnection,
} from '../../kit/index.ts';
import type { Reader, TrialWithCurve } from '../reader.ts';
import type { RunService } from '../run-service.ts';
import { NEWEST_FIRST, newestFirstKey } from '../store/page.ts';
import type { RunRow, StageRow, VersionRow } from '../store/tables.ts';
import { CancelTrainingRunInput, RequestRetrainingInput, RestoreDatasetSnapshotInput } from '../types/input-types.ts';
import {
  CancelTrainingRunPayload,
  RequestRetrainingPayload,
  RestoreDatasetSnapshotPayload,
} from '../types/payload-types.ts';
import { MetricPoint, RunRequest, RunStage, TrainingRun, TrainingRunConnection } from '../types/run-types.ts';
import { Trial } from '../types/trial-types.ts';
import { ModelVersion } from '../types/version-types.ts';
import { STAGES } from '../vocabulary.ts';

const LAST_MAX = 1_000;
const LINES_SHOWN = 100;

@Resolver(() => TrainingRun)
export class RunResolver {
  readonly #reader: Reader;
  readonly #runs: RunService;
  // An event is one object for all who follow the run: what they read of it is read once.
  readonly #stages = new WeakMap<object, Promise<StageRow[]>>();
  readonly #metrics = new WeakMap<object, Promise<MetricPoint[]>>();
  readonly #lines = new WeakMap<object, Promise<string[]>>();
  readonly #trials = new WeakMap<object, Promise<TrialWithCurve[] | null>>();
  readonly #versions = new WeakMap<object, Promise<VersionRow | null>>();

  constructor(reader: Reader, runs: RunService) {
    this.#reader = reader;
    this.#runs = runs;
  }

  @Query(() => TrainingRun, { nullable: true, description: 'One training run; null where there is none.' })
  trainingRun(@Arg('id', () => ID) id: string, @Ctx() { batches }: SubgraphContext): Promise<RunRow | null> {
    return batches.load(this.#reader.runs, id);
  }

  @Query(() => TrainingRunConnection, { description: 'The training runs of an assistant, newest first.' })
  async trainingRuns(
    @Args(() => OfAssistantArgs) { assistantId, first, after }: OfAssistantArgs,
  ): Promise<Connection<RunRow>> {
    const page = pageRequest<readonly [string, string]>({ first, after }, NEWEST_FIRST);
    const rows = await this.#reader.pageOfRuns(assistantId, page);
    return toConnection(rows, page, { key: newestFirstKey, node: (run) => run });
  }

  @Mutation(() => RequestRetrainingPayload, {
    description:
      'Asks for a training run; where one waits already, joins it. Fails with NOT_FOUND, and with INVALID_STATE where the run that waits restores a snapshot.',
  })
  requestRetraining(
    @Arg('input', () => RequestRetrainingInput) input: RequestRetrainingInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(async () => ({ trainingRun: await this.#runs.request(input, context) }));
  }

  @Mutation(() => RestoreDatasetSnapshotPayload, {
    description:
      'Has the next training run learn the rows of an earlier dataset snapshot again, but for labels whose feedback was retracted, rejected or relabelled since; runs after it learn what is taught then. Fails with NOT_FOUND, also for a snapshot of another assistant, and with INVALID_STATE where a run that waits learns anything else.',
  })
  restoreDatasetSnapshot(
    @Arg('input', () => RestoreDatasetSnapshotInput) input: RestoreDatasetSnapshotInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(async () => ({ trainingRun: await this.#runs.restore(input, context) }));
  }

  @Mutation(() => CancelTrainingRunPayload, {
    description:
      'Stops a training run that waits or runs. Fails with NOT_FOUND, and with INVALID_STATE for one that is over.',
  })
  cancelTrainingRun(
    @Arg('input', () => CancelTrainingRunInput) input: CancelTrainingRunInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(async () => ({ trainingRun: await this.#runs.cancel(input, context) }));
  }

  @FieldResolver(() => [RunRequest], {
    description: 'All who asked for it: the first, and who joined it while it waited.',
  })
  async requests(@Root() { id }: RunRow, @Ctx() { batches }: SubgraphContext): Promise<RunRequest[]> {
    return (await batches.load(this.#reader.requestsOfRuns, id)) ?? [];
  }

  @FieldResolver(() => [RunStage], {
    description: 'All stages in their order, those to come included; `trials` only once the run tries parameters.',
  })
  async stages(@Root() run: RunRow): Promise<RunStage[]> {
    const rows = await once(this.#stages, run, () => this.#reader.stagesOf(run.id));
    return STAGES.flatMap((name) => {
      const row = rows.find((stage) => stage.name === name);
      if (!row && name === 'trials') return [];
      return [{ name, startedAt: row?.startedAt ?? null, finishedAt: row?.finishedAt ?? null }];
    });
  }

  @FieldResolver(() => [Trial], {
    description: 'The choices of parameters that it tried before it trained, by number: none, or at most 100.',
  })
  async trials(@Root() run: RunRow, @Ctx() { batches }: SubgraphContext): Promise<TrialWithCurve[]> {
    return (await once(this.#trials, run, () => batches.load(this.#reader.trialsOfRuns, run.id))) ?? [];
  }

  @FieldResolver(() => [MetricPoint], { description: 'The curves so far, by name and step.' })
  async metrics(
    @Root() run: RunRow,
    @Arg('name', () => String, { nullable: true, description: 'Only this curve.' }) name: string | null,
    @Arg('last', () => Int, { nullable: true, description: 'Only the last so many points of each curve, 1..1000.' })
    last: number | null,
  ): Promise<MetricPoint[]> {
    checkLast(last);
    const points = await once(this.#metrics, run, () => this.#reader.metricsOf(run.id));
    const wanted = name === null || name === undefined ? points : points.filter((point) => point.name === name);
    if (last === null || last === undefined) return wanted;
    return [...Map.groupBy(wanted, (point) => point.name).values()].flatMap((curve) => curve.slice(-last));
  }

  @FieldResolver(() => [String], {
    description: 'What happened, oldest line first: the last 100 unless `last` says otherwise.',
  })
  async log(
    @Root() run: RunRow,
    @Arg('last', () => Int, { nullable: true, description: 'So many of the last lines, 1..1000.' }) last: number | null,
  ): Promise<string[]> {
    checkLast(last);
    const lines = await once(this.#lines, run, () => this.#reader.linesOf(run.id));
    return lines.slice(-(last ?? LINES_SHOWN));
  }

  @FieldResolver(() => ModelVersion, { nullable: true, description: 'What it made; null until that is registered.' })
  modelVersion(@Root() run: RunRow, @Ctx() { batches }: SubgraphContext): Promise<VersionRow | null> {
    return once(this.#versions, run, () => batches.load(this.#reader.versionsOfRuns, run.id));
  }

  @Subscription(() => TrainingRun, {
    subscribe: openedByRoom,
    description:
      'The run as it is, then every newer state up to the last. States that follow each other closely are skipped.',
  })
  trainingRunUpdated(
    @Root() run: RunRow,
    @Arg('runId', () => ID) _runId: string,
    @Arg('after', () => Int, { nullable: true, description: 'The `sequence` that the subscriber has seen already.' })
    _after: number | null,
  ): RunRow {
    return run;
  }

  @Subscription(() => TrainingRun, {
    subscribe: openedByRoom,
    description: 'Every change of every training run of an assistant, from now on.',
  })
  trainingRunChanged(@Root() run: RunRow, @Arg('assistantId', () => ID) _assistantId: string): RunRow {
    return run;
  }
}

function once<T>(known: WeakMap<object, Promise<T>>, key: object, read: () => Promise<T>): Promise<T> {
  let value = known.get(key);
  if (!value) {
    value = read();
    known.set(key, value);
  }
  return value;
}

function checkLast(last: number | null | undefined): void {
  if (last != null && (last < 1 || last > LAST_MAX))
    throw new BadUserInput(`\`last\` must be between 1 and ${LAST_MAX}.`, ['last']);
}
