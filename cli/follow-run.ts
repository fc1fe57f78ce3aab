import { setTimeout as sleep } from 'node:timers/promises';
import { SingleBar } from 'cli-progress';
import type { Graph } from './graph.ts';

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
const RUN_UPDATED = `subscription RunUpdated($runId: ID!, $after: Int) { trainingRunUpdated(runId: $runId, after: $after) { ${RUN_FIELDS} } }`;
const RUN = `query Run($id: ID!) { trainingRun(id: $id) { ${RUN_FIELDS} } }`;
const POLL_MS = 2_000;

/** True once nothing more will happen to the run. */
export function isOver(state: RunState): boolean {
  return state !== 'QUEUED' && state !== 'RUNNING';
}

/**
 * Shows the run's progress until it is over, through dropped connections: the stream begins with the present state, so nothing is missed.
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
  const isShown = !isQuiet;
  let run = await readRun(graph, runId);
  if (isShown) bar.start(1, run.progress, { stage: run.stage });
  try {
    while (!isOver(run.state) && !signal.aborted) {
      try {
        const events = graph.subscribe<{ trainingRunUpdated: Run }>(RUN_UPDATED, () => ({ runId }), signal);
        for await (const event of events) {
          run = event.trainingRunUpdated;
          if (isShown) bar.update(run.progress, { stage: run.stage });
          if (isOver(run.state)) break;
        }
        if (!isOver(run.state)) run = await readRun(graph, runId);
      } catch (error) {
        if (signal.aborted) break;
        // The connection is gone for now; the run goes on without us.
        await sleep(POLL_MS);
        run = await readRun(graph, runId).catch((readError: unknown) => {
          if (isUnreachable(readError)) return run;
          throw error;
        });
      }
    }
    return run;
  } finally {
    bar.stop();
  }
}

async function readRun(graph: Graph, id: string): Promise<Run> {
  return (await graph.request<{ trainingRun: Run }>(RUN, { id })).trainingRun;
}

function isUnreachable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'UNREACHABLE' || error.code === 'UNAVAILABLE');
}
