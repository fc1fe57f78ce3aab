import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { decodeModel, type Model } from '../../nlu/index.ts';

/** The object is not the one that was registered. */
export class ArtifactMismatch extends Error {
  constructor(uri: string, expected: string, found: string) {
    super(`${uri} has sha256 ${found}, registered was ${expected}`);
    this.name = 'ArtifactMismatch';
  }
}

// Champion, canary and the champion before of a few assistants: a roll back finds its model still here.
const MODELS_KEPT = 8;

/** Loads models by their digest; what is loaded is known to be what was registered. */
export class ArtifactLoader {
  readonly #models = new LRUCache<string, Model>({ max: MODELS_KEPT });
  readonly #read: (uri: string) => Promise<Uint8Array>;

  constructor(read: (uri: string) => Promise<Uint8Array>) {
    this.#read = read;
  }

  /** @throws ArtifactMismatch for other bytes than registered; NluError for bytes that are no model of this code. */
  async load({ artifactUri, artifactSha256 }: { artifactUri: string; artifactSha256: string }): Promise<Model> {
    const known = this.#models.get(artifactSha256);
    if (known) return known;
    const bytes = await this.#read(artifactUri);
    const found = createHash('sha256').update(bytes).digest('hex');
    if (found !== artifactSha256) throw new ArtifactMismatch(artifactUri, artifactSha256, found);
    const model = decodeModel(bytes);
    this.#models.set(artifactSha256, model);
    return model;
  }
}
