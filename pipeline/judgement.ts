import type { Report } from '../subgraphs/models/index.ts';
import type { EvaluationTask, Found } from './evaluate.worker.ts';
import type { StepContext } from './faces.ts';
import { runInThread } from './thread.ts';

/**
 * Judges a candidate on the test rows of its snapshot, and the champion of now on the very same ones; what the champion has learned is
 * left out first. Keeps the report for good.
 * @throws PermanentFailure where nothing is left to judge by, or an encoder of theirs is not on this machine.
 */
export async function judgeAgainstChampion(
  { models: { registry }, nlp, objects, encoders }: StepContext,
  {
    runId,
    snapshotId,
    artifactUri,
    training,
    known,
    signal,
  }: {
    runId: string;
    snapshotId: string;
    artifactUri: string;
    training: EvaluationTask['training'];
    /** An earlier report on the same version: how long it takes was measured then, and would differ by chance now. */
    known?: Report;
    signal: AbortSignal;
  },
): Promise<{
  reportId: string;
  report: Omit<Report, 'outcomes'>;
  championNumber: number | null;
  replaySeconds: number;
}> {
  const read = (uri: string) => objects.get(objects.keyOf(uri));
  const taught = async (id: string) => {
    const { uri, unlabelledUri } = await registry.snapshot(id);
    return { snapshot: await read(uri), unlabelled: unlabelledUri === null ? null : await read(unlabelledUri) };
  };
  const snapshot = await registry.snapshot(snapshotId);
  const champion = await registry.champion(snapshot.assistantId);
  const context = await registry.evidenceContext(snapshotId, champion?.id ?? null);
  const task: EvaluationTask = {
    gate: context.gate,
    training,
    replayable: {
      turns: await registry.turnsToReplay(snapshot.assistantId),
      intents: await nlp.intentsOf(snapshot.assistantId),
    },
    snapshot: await read(snapshot.uri),
    candidate: await read(artifactUri),
    champion: champion && { model: await read(champion.artifactUri), ...(await taught(champion.datasetSnapshotId)) },
  };
  const { judged, changes, replaySeconds } = await runInThread<Found>('evaluate', task, {
    signal,
    encodersRoot: encoders.root,
  });
  const report: Omit<Report, 'outcomes'> = {
    ...context,
    ...judged,
    ...(known?.latency && {
      latency:
        known.championId === context.championId
          ? known.latency
          : { ...known.latency, champion: judged.latency?.champion ?? null },
    }),
    snapshotSha256: snapshot.sha256,
    replay: registry.replaySummary(task.replayable.turns, changes),
  };
  const reportId = await registry.recordReport(runId, report, changes);
  return { reportId, report, championNumber: champion?.number ?? null, replaySeconds };
}
