import type { Model } from '../nlu/index.ts';
import { encodersIn, type SentenceEncoder } from '../platform/encoder/index.ts';

interface Spoken {
  readonly utterance: string;
}
type Encoded<T> = T & { readonly vector?: Float32Array };

/** Examples, or turns, with what the encoder makes of each beside them. */
export async function encoded<T extends Spoken>(spoken: readonly T[], encoder: SentenceEncoder): Promise<Encoded<T>[]> {
  const all: Encoded<T>[] = [];
  for (const one of spoken) all.push({ ...one, vector: await encoder.encode(one.utterance) });
  return all;
}

/** The same as the model reads them. @throws EncoderUnavailable where its very encoder is not in the folder. */
export async function encodedFor<T extends Spoken>(
  { encoder }: Model,
  spoken: readonly T[],
  encodersRoot: string | undefined,
): Promise<readonly Encoded<T>[]> {
  if (!encoder) return spoken;
  return encoded(spoken, await encodersIn(encodersRoot).open(encoder.name, encoder.sha256));
}
