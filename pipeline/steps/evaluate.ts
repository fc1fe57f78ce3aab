import type { Run, StepContext } from '../faces.ts';
import { judgeAgainstChampion } from '../judgement.ts';
import type { Artifact } from './train.ts';

/** Judges what was trained, tells the figures, and gives the id of the report. @throws PermanentFailure, RunIsOver */
export async function evaluateCandidate(
  context: StepContext,
  { runId, snapshotId, artifact, signal }: Run & { snapshotId: string; artifact: Artifact; signal: AbortSignal },
): Promise<string> {
  const { recorder } = context.models;
  await recorder.record(runId, { stage: 'evaluate', progress: 0.72 });
  const { reportId, report, championNumber, replaySeconds } = await judgeAgainstChampion(context, {
    runId,
    snapshotId,
    artifactUri: artifact.uri,
    training: artifact,
    signal,
  });
  const { candidate, champion, leftOut, verdict, latency, crossValidation, replay } = report;
  const { languageAccuracy, entities } = candidate;
  await recorder.record(runId, {
    progress: 0.92,
    metrics: [
      { name: 'accuracy', step: 0, value: candidate.accuracy.value },
      { name: 'macro_f1', step: 0, value: candidate.macroF1 },
      { name: 'out_of_scope_recall', step: 0, value: candidate.outOfScope.recall },
      { name: 'calibration_error', step: 0, value: candidate.calibrationError },
      ...(typeof languageAccuracy === 'number'
        ? [{ name: 'language_accuracy', step: 0, value: languageAccuracy }]
        : []),
      ...(entities ? [{ name: 'entity_f1', step: 0, value: entities.overall.f1 }] : []),
      ...(latency ? [{ name: 'latency_p99_ms', step: 0, value: latency.candidate.p99Ms }] : []),
    ],
    lines: [
      `judged on ${candidate.support} test examples: accuracy ${percent(candidate.accuracy.value)}, macro-F1 ${percent(candidate.macroF1)}`,
      champion
        ? `version ${championNumber}, the champion, on the same ones: accuracy ${percent(champion.accuracy.value)}; ${verdict}`
        : 'there is no champion to beat',
      ...(typeof languageAccuracy === 'number'
        ? [`told the language of ${percent(languageAccuracy)} of them from the utterance alone`]
        : []),
      ...(crossValidation
        ? [
            `${crossValidation.folds}-fold cross-validation on ${crossValidation.support} training examples: accuracy ${percent(crossValidation.accuracy.value)}`,
          ]
        : []),
      ...(replay && replay.turns > 0
        ? [
            `replayed ${replay.turns} real turns in ${replaySeconds.toFixed(2)} s: ${replay.changed} replies would change, of which users liked ${replay.effects.BREAKS} and corrected ${replay.effects.FIXES} to just that`,
          ]
        : []),
      ...(leftOut > 0 ? [`${leftOut} test examples left out: the champion had learned them`] : []),
    ],
  });
  return reportId;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
