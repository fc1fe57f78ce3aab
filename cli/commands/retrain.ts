import { createHash, randomUUID } from 'node:crypto';
import { CliError } from '../errors.ts';
import { followRun, isOver, type Run } from '../follow-run.ts';
import { type Graph, refuseUserErrors } from '../graph.ts';

const REQUEST = `mutation Retrain($input: RequestRetrainingInput!) {
  requestRetraining(input: $input) { trainingRun { id state } errors { code message } } }`;

/** What the process ends with; part of the CLI's contract with CI. */
export const EXIT = { succeeded: 0, failed: 1, gateRefused: 2, timedOut: 3 } as const;

export interface RetrainOptions {
  wait: boolean;
  timeoutMs: number;
  reason: string;
  revision?: string | undefined;
  /** The same key again returns the same run. By default the revision's, where there is one, else no other request's. */
  key?: string | undefined;
  isQuiet?: boolean;
}

/** Asks for a retraining; with `wait`, follows it to its verdict. @returns the exit code and the run's last state. */
export async function retrain(
  graph: Graph,
  assistantId: string,
  { wait, timeoutMs, reason, revision, key, isQuiet = false }: RetrainOptions,
): Promise<{ exitCode: number; runId: string; run: Run | undefined }> {
  const idempotencyKey = key ?? (revision ? keyOf(assistantId, revision) : randomUUID());
  // The key makes it safe to ask again where only the answer was lost.
  const { requestRetraining } = await graph.requestAgain<{
    requestRetraining: { trainingRun: { id: string } | null; errors: { code: string; message: string }[] };
  }>(REQUEST, { input: { assistantId, reason, idempotencyKey, ...(revision && { revision }) } });
  refuseUserErrors(requestRetraining.errors);
  const runId = requestRetraining.trainingRun?.id;
  if (!runId) throw new CliError('UNEXPECTED_ANSWER', 'The graph returned neither a run nor an error.');
  if (!wait) return { exitCode: EXIT.succeeded, runId, run: undefined };
  const run = await followRun(graph, runId, { signal: AbortSignal.timeout(timeoutMs), isQuiet });
  return { exitCode: exitCodeOf(run), runId, run };
}

/** One of its own for each assistant: the same key with another input would be a conflict. */
function keyOf(assistantId: string, revision: string): string {
  return createHash('sha256')
    .update(JSON.stringify([assistantId, revision]))
    .digest('hex');
}

function exitCodeOf(run: Run): number {
  if (!isOver(run.state)) return EXIT.timedOut;
  if (run.state === 'SUCCEEDED') return EXIT.succeeded;
  return run.state === 'GATE_REFUSED' ? EXIT.gateRefused : EXIT.failed;
}

/** One line a person reads after the bar. */
export function describeRun(run: Run): string {
  const version = run.modelVersion;
  const accuracy = version?.evaluation && percent(version.evaluation.accuracy.value);
  switch (run.state) {
    case 'SUCCEEDED':
      return `succeeded: version ${version?.number} (${version?.evaluation?.verdict}, accuracy ${accuracy}) is ${version?.state}`;
    case 'GATE_REFUSED':
      return `refused by the gate: version ${version?.number} (${version?.evaluation?.verdict}, accuracy ${accuracy})`;
    case 'FAILED':
      return `failed: ${run.error ?? 'no reason was recorded'}`;
    case 'CANCELLED':
      return 'cancelled';
    case 'QUEUED':
    case 'RUNNING':
      return `still ${run.state.toLowerCase()} (${run.stage}); it goes on without us`;
  }
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
