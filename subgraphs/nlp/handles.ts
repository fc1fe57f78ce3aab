import { createHash } from 'node:crypto';
import type { Interpretation, InterpretOptions, Model } from '../../nlu/index.ts';

/** A deployed version, loaded and ready; immutable. */
export interface ServedVersion {
  readonly deploymentId: string;
  readonly modelVersionId: string;
  readonly artifactUri: string;
  readonly artifactSha256: string;
  /** Of the conversations, 0..1; 1 for a champion. */
  readonly trafficShare: number;
  readonly model: Model;
  /** By the model's encoder; null where it reads the words alone. */
  readonly encode: ((utterance: string) => Promise<Float32Array>) | null;
}

/** What the version makes of an utterance, by its words and, where it has an encoder, by its vector. */
export async function interpretBy(
  { model, encode }: ServedVersion,
  utterance: string,
  context: Omit<InterpretOptions, 'vector'>,
): Promise<Interpretation> {
  return model.interpret(utterance, encode ? { ...context, vector: await encode(utterance) } : context);
}

/** What one assistant is answered with: replaced as a whole, never changed. */
export interface Serving {
  readonly champion: ServedVersion | undefined;
  readonly canary: ServedVersion | undefined;
  /** Interprets too, and is never heard. */
  readonly shadow?: ServedVersion | undefined;
}

const NOTHING: Serving = Object.freeze({ champion: undefined, canary: undefined });

/**
 * The versions in service in this process, one pointer per assistant. A message reads its pointer once, so a swap in the middle of
 * it changes nothing for it and everything for the next.
 */
export class Handles {
  readonly #serving = new Map<string, Serving>();

  of(assistantId: string): Serving {
    return this.#serving.get(assistantId) ?? NOTHING;
  }

  /** The version that answers in this conversation; undefined where none serves. */
  versionFor(assistantId: string, conversationId: string): ServedVersion | undefined {
    const { champion, canary } = this.of(assistantId);
    return canary && takesCanary(canary, conversationId) ? canary : champion;
  }

  /** The version if it is in service here, whoever it answers. */
  loaded(assistantId: string, modelVersionId: string): ServedVersion | undefined {
    const { champion, canary } = this.of(assistantId);
    return [champion, canary].find((version) => version?.modelVersionId === modelVersionId);
  }

  swap(assistantId: string, serving: Serving): void {
    if (serving.champion || serving.canary || serving.shadow) this.#serving.set(assistantId, Object.freeze(serving));
    else this.#serving.delete(assistantId);
  }

  assistantIds(): string[] {
    return [...this.#serving.keys()];
  }

  /** The deployments that answer as champions here. */
  championIds(): string[] {
    return [...this.#serving.values()].flatMap(({ champion }) => (champion ? [champion.deploymentId] : []));
  }

  /** Every deployment in service here. */
  deploymentIds(): string[] {
    return [...this.#serving.values()].flatMap(({ champion, canary, shadow }) =>
      [champion, canary, shadow].flatMap((version) => (version ? [version.deploymentId] : [])),
    );
  }
}

/**
 * Whether a conversation falls in the canary's share. The conversation's place does not depend on the share, so a growing share
 * only adds conversations and none changes back and forth.
 */
export function takesCanary(
  { deploymentId, trafficShare }: Pick<ServedVersion, 'deploymentId' | 'trafficShare'>,
  conversationId: string,
): boolean {
  const digest = createHash('sha256').update(`${deploymentId}\0${conversationId}`).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48 < trafficShare;
}
