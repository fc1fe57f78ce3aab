import { nearEqualKey } from '../../nlu/index.ts';
import type { ObjectStore } from '../../platform/objects/index.ts';
import type { Unlabelled } from '../../subgraphs/feedback/index.ts';
import { type Faces, PermanentFailure, type StepContext } from '../faces.ts';
import { decodeUnlabelled, MOST_UNLABELLED, unlabelledKeyOf } from '../unlabelled.ts';
import { decodeSourced, lineageKeyOf, sha256Of, type SourcedRow } from '../snapshot-rows.ts';

type ToRestore = NonNullable<Awaited<ReturnType<StepContext['models']['registry']['toRestore']>>>;

/**
 * The rows of a snapshot as they were taken, and what a person should know of them. A label goes as soon as any feedback behind it was taken
 * back, or its review undone: how much of its weight the others gave was never kept. Of what nobody had labelled stays what would be guessed
 * at today; what was spoken about, settled or forgotten since teaches nothing.
 * @throws PermanentFailure where the rows are gone or not the same any more: a snapshot is restored as it was, or not at all.
 */
export async function rowsAgain(
  {
    objects,
    feedback,
  }: {
    objects: Pick<ObjectStore, 'get' | 'keyOf'>;
    feedback: Pick<Faces['feedback'], 'standingReviews' | 'unlabelledFor'>;
  },
  { snapshot: { id, assistantId, sha256, uri, lineageUri, unlabelledUri, createdAt }, withdrawn }: ToRestore,
): Promise<{ sourced: SourcedRow[]; unlabelled: Unlabelled[]; lines: string[] }> {
  const read = (one: string) => objects.get(objects.keyOf(one)).catch(refuseMissing);
  const [bytes, lineage, said] = await Promise.all([
    read(uri),
    read(lineageUri),
    unlabelledUri === null ? Promise.resolve(NOTHING) : read(unlabelledUri),
  ]);
  if (!bytes || !lineage || !said) throw new PermanentFailure(`The rows of snapshot ${id} are not kept any more.`);
  // By its lineage is known what was withdrawn: with a line gone, a label that somebody took back would be taught again.
  const areTheSame =
    sha256Of(bytes) === sha256 &&
    objects.keyOf(lineageUri) === lineageKeyOf(sha256, lineage) &&
    (unlabelledUri === null || objects.keyOf(unlabelledUri) === unlabelledKeyOf(sha256, said));
  if (!areTheSame)
    throw new PermanentFailure(
      `The rows of snapshot ${id} are not those that were taken: something changed them since.`,
    );
  const all = decodeSourced(bytes, lineage);
  const standing = await feedback.standingReviews(all.flatMap(({ reviewIds }) => reviewIds));
  const sourced = all.filter(
    ({ feedbackIds, reviewIds }) =>
      !feedbackIds.some((feedbackId) => withdrawn.has(feedbackId)) &&
      reviewIds.every((reviewId) => standing.has(reviewId)),
  );
  const lines = [`${sourced.length} examples of snapshot ${id}, taken ${createdAt.toISOString()}, once more`];
  if (sourced.length < all.length)
    lines.push(
      `${all.length - sourced.length} labels left out: feedback behind them was taken back or relabelled since, or their review undone`,
    );
  const present = await feedback.unlabelledFor(assistantId, { limit: MOST_UNLABELLED });
  const unlabelled = decodeUnlabelled(said).filter(among(present));
  if (unlabelled.length > 0) lines.push(`${unlabelled.length} utterances beside them that nobody has labelled`);
  return { sourced, unlabelled, lines };
}

function among(present: readonly Unlabelled[]): (one: Unlabelled) => boolean {
  const keys = new Set(present.map(({ utterance }) => nearEqualKey(utterance)));
  return ({ utterance }) => keys.has(nearEqualKey(utterance));
}

const NOTHING = new Uint8Array(0);

/** Only an object that is not there is a reason not to try again. */
function refuseMissing(error: unknown): undefined {
  if (error instanceof Error && error.name === 'ObjectMissing') return undefined;
  throw error;
}
