import { setTimeout as sleep } from 'node:timers/promises';
import { SingleBar } from 'cli-progress';
import { type Graph, mayPass } from './graph.ts';

export type RunState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'GATE_REFUSED' | 'FAILED' | 'CANCELLED';

/** A training run as far as the terminal shows it. */
export interface Run {
  id: string;
  state: RunState;
  stage: string;
  progress: number;
  sequence: number;
  error: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  modelVersion: Version | null;
}
export interface Version {
  id: string;
  number: number;
  state: string;
  evidenceHash: string | null;
  evaluation: Evaluation | null;
}
export interface Evaluation {
  verdict: string;
  accuracy: { value: number; low: number; high: number };
  macroF1: number;
  support: number;
  championAccuracy: number | null;
  outOfScope: { recall: number; support: number } | null;
}

const RUN_FIELDS = `id state stage progress sequence error startedAt finishedAt
  modelVersion { id number state evidenceHash
    evaluation { verdict accuracy { value low high } macroF1 support championAccuracy outOfScope { recall support } } }`;
const RUN_UPDATED = `subscription RunUpdated($runId: ID!) { trainingRunUpdated(runId: $runId) { ${RUN_FIELDS} } }`;
const RUN = `query Run($id: ID!) { trainingRun(id: $id) { ${RUN_FIELDS} } }`;
const PAUSE_MS = 1_000;
/** A connection may die without a sign: so long it is listened to before another one is made. */
const LISTEN_MS = 30_000;

/** True once nothing more will happen to the run. */
export function isOver(state: RunState): boolean {
  return state !== 'QUEUED' && state !== 'RUNNING';
}

/**
 * Shows the run's progress until it is over, through dropped connections and restarts of Malha: each stream begins with the present state,
 * so nothing is missed.
 * @returns the last state seen; not over when `signal` aborted first.
 */
export async function followRun(
  graph: Graph,
  runId: string,
  { signal, isQuiet = false }: { signal: AbortSignal; isQuiet?: boolean },
): Promise<Run> {
  const bar = new SingleBar({
    format: '{bar} {percentage}% | {stage}',
    stream: process.stderr,
    hideCursor: true,
    noTTYOutput: !isQuiet && !process.stderr.isTTY,
    notTTYSchedule: 2_000,
    barsize: 30,
  });
  let run = await readRun(graph, runId);
  const show = (seen: Run) => {
    run = seen;
    if (!isQuiet) bar.update(seen.progress, { stage: seen.stage });
  };
  if (!isQuiet) bar.start(1, run.progress, { stage: run.stage });
  try {
    while (!isOver(run.state) && !signal.aborted) {
      const listening = AbortSignal.any([signal, AbortSignal.timeout(LISTEN_MS)]);
      await listen(graph, runId, { signal: listening, show }).catch(goOn);
      if (isOver(run.state) || listening.aborted) continue;
      await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
      // A request says what a broken stream does not, e.g. that the token has expired.
      await readRun(graph, runId).then(show, goOn);
    }
    return run;
  } finally {
    bar.stop();
  }
}

function goOn(error: unknown): void {
  if (!mayPass(error)) throw error;
}

/** Resolves when the stream ends. */
async function listen(
  graph: Graph,
  runId: string,
  { signal, show }: { signal: AbortSignal; show: (run: Run) => void },
): Promise<void> {
  const events = graph.subscribe<{ trainingRunUpdated: Run }>(RUN_UPDATED, { runId }, signal);
  for await (const { trainingRunUpdated } of events) {
    show(trainingRunUpdated);
    if (isOver(trainingRunUpdated.state)) return;
  }
}

async function readRun(graph: Graph, id: string): Promise<Run> {
  return (await graph.requestAgain<{ trainingRun: Run }>(RUN, { id })).trainingRun;
}
