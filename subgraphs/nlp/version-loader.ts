import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { decodeModel } from '../../nlu/index.ts';
import type { Encoders } from '../../platform/encoder/index.ts';
import type { Logger } from '../../platform/log/index.ts';
import type { ServedVersion } from './handles.ts';

/** The object is not the one that was registered. */
class ArtifactMismatch extends Error {
  constructor(uri: string, expected: string, found: string) {
    super(`${uri} has sha256 ${found}, registered was ${expected}`);
    this.name = 'ArtifactMismatch';
  }
}

// Champion, canary and the champion before of a few assistants: a roll back finds its model still here.
const MODELS_KEPT = 8;
/** UTF-16 units of a reason that leaves the process. */
const FAULT_LIMIT = 500;

/** Loads versions for service; what is loaded is known to be what was registered. */
export class VersionLoader {
  readonly #models = new LRUCache<string, Pick<ServedVersion, 'model' | 'encode'>>({ max: MODELS_KEPT });
  /** Deployments that could not be loaded, and why, so that a lasting fault is logged once. */
  readonly #faults = new Map<string, string>();
  readonly #readArtifact: (uri: string) => Promise<Uint8Array>;
  readonly #encoders: Pick<Encoders, 'open'>;
  readonly #log: Logger;

  constructor({
    readArtifact,
    encoders,
    log,
  }: {
    readArtifact: (uri: string) => Promise<Uint8Array>;
    encoders: Pick<Encoders, 'open'>;
    log: Logger;
  }) {
    this.#readArtifact = readArtifact;
    this.#encoders = encoders;
    this.#log = log;
  }

  /** Undefined, and the reason in the log, where the artefact is missing, altered, or no model that this code can read, or its encoder is not here. */
  async load(wanted: Omit<ServedVersion, 'model' | 'encode'>): Promise<ServedVersion | undefined> {
    const { deploymentId, modelVersionId, artifactUri, artifactSha256, trafficShare } = wanted;
    try {
      const loaded = await this.#model(artifactUri, artifactSha256);
      this.#faults.delete(deploymentId);
      return { deploymentId, modelVersionId, artifactUri, artifactSha256, trafficShare, ...loaded };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (this.#faults.get(deploymentId) !== reason)
        this.#log.error({ err: error, deploymentId, modelVersionId }, 'version cannot be loaded, the old one stays');
      this.#faults.set(deploymentId, reason);
      return undefined;
    }
  }

  /** Those of the deployments that could not be loaded last, and why. */
  faultsOf(deploymentIds: readonly string[]): { deploymentId: string; message: string }[] {
    return deploymentIds.flatMap((deploymentId) => {
      const message = this.#faults.get(deploymentId);
      return message === undefined ? [] : [{ deploymentId, message: message.slice(0, FAULT_LIMIT) }];
    });
  }

  async #model(uri: string, sha256: string): Promise<Pick<ServedVersion, 'model' | 'encode'>> {
    const known = this.#models.get(sha256);
    if (known) return known;
    const bytes = await this.#readArtifact(uri);
    const found = createHash('sha256').update(bytes).digest('hex');
    if (found !== sha256) throw new ArtifactMismatch(uri, sha256, found);
    const model = decodeModel(bytes);
    const encoder = model.encoder && (await this.#encoders.open(model.encoder.name, model.encoder.sha256));
    const loaded = { model, encode: encoder && encoder.encode };
    this.#models.set(sha256, loaded);
    return loaded;
  }
}
