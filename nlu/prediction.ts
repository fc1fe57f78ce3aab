/**
 * What a version predicts of an utterance: its best intent, and none where it refused the utterance as out of scope. Whoever counts, judges
 * or labels predictions goes by this, not by the best intent alone.
 */
export function predictionOf({
  intent,
  isOutOfScope,
}: {
  readonly intent: string | null;
  readonly isOutOfScope: boolean;
}): string | null {
  return isOutOfScope ? null : intent;
}
