import { compare, decodeModel, evaluate, type Evaluation, type Example, nearEqualKey } from '../../nlu/index.ts';
import { PermanentFailure, type StepContext } from '../faces.ts';
import { decodeRows, toExample } from './snapshot-rows.ts';

/**
 * Judges a candidate on the snapshot's test rows, and the champion on the very same ones; what the champion has trained on is left out
 * first. Keeps the report for good and gives its id.
 * @throws PermanentFailure where nothing is left to judge by.
 */
export async function evaluateStep(
  { models, objects }: StepContext,
  { runId, snapshotId, artifactUri }: { runId: string; snapshotId: string; artifactUri: string },
): Promise<string> {
  const snapshot = await models.registry.snapshot(snapshotId);
  const champion = await models.registry.champion(snapshot.assistantId);
  const readRows = async (uri: string) => decodeRows(await objects.get(objects.keyOf(uri)));
  const test = (await readRows(snapshot.uri)).filter(({ split }) => split === 'test').map(toExample);

  const championSnapshot = champion && (await models.registry.snapshot(champion.datasetSnapshotId));
  const taught = new Set(
    championSnapshot
      ? (await readRows(championSnapshot.uri)).flatMap(({ split, utterance }) =>
          split === 'test' ? [] : [nearEqualKey(utterance)],
        )
      : [],
  );
  const items = test.filter(({ utterance }) => !taught.has(nearEqualKey(utterance)));
  if (!items.some(({ intent }) => intent !== null))
    throw new PermanentFailure('There is no test example to judge the version by.');

  const judge = async (uri: string) => evaluate(decodeModel(await objects.get(objects.keyOf(uri))), items);
  const candidate = await judge(artifactUri);
  const former = champion && (await judge(champion.artifactUri));
  const comparison = former && compare(inScope(candidate, items), inScope(former, items));
  return models.registry.recordReport(runId, {
    ...(await models.registry.evidenceContext(snapshotId, champion?.id ?? null)),
    snapshotSha256: snapshot.sha256,
    leftOut: test.length - items.length,
    verdict: comparison?.verdict ?? 'IMPROVED',
    candidate: figuresOf(candidate),
    champion: former && figuresOf(former),
    comparison,
  });
}

/** Accuracy is about what has an intent; refusing the rest is judged by its own figures. */
function inScope({ correct }: Evaluation, items: readonly Example[]): boolean[] {
  return correct.filter((_, i) => items[i]?.intent !== null);
}

function figuresOf({ correct: _correct, predictions: _predictions, ...figures }: Evaluation) {
  return figures;
}
