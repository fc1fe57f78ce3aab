import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../kit/index.ts';
import type { Reader } from '../reader.ts';
import type { VersionRow } from '../store/tables.ts';
import { AssistantRef, FeedbackFate, FeedbackRef, ModelVersion } from '../types/version-types.ts';

@Resolver(() => AssistantRef)
export class AssistantFields {
  readonly #reader: Reader;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  @FieldResolver(() => ModelVersion, {
    nullable: true,
    description: 'The version that answers; null before the first.',
  })
  champion(@Root() { id }: AssistantRef, @Ctx() { batches }: SubgraphContext): Promise<VersionRow | null> {
    return batches.load(this.#reader.champions, id);
  }
}

interface Fate extends FeedbackFate {
  modelVersionId: string | null;
  removedInVersionId: string | null;
}

const NO_FATE: Fate = {
  datasetSnapshotId: null,
  modelVersionId: null,
  removedFromSnapshotId: null,
  removedInVersionId: null,
};

@Resolver(() => FeedbackRef)
export class FeedbackFields {
  readonly #reader: Reader;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  @FieldResolver(() => FeedbackFate, {
    nullable: true,
    description:
      'What became of it: the first dataset and the first version served that learned from it, and those that did without it again.',
  })
  async fate(@Root() { id }: FeedbackRef, @Ctx() { batches }: SubgraphContext): Promise<Fate> {
    return (await batches.load(this.#reader.fates, id)) ?? NO_FATE;
  }
}

@Resolver(() => FeedbackFate)
export class FateFields {
  readonly #reader: Reader;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  @FieldResolver(() => ModelVersion, {
    nullable: true,
    description: 'The first version served that learned from it.',
  })
  async modelVersion(
    @Root() { modelVersionId }: Fate,
    @Ctx() { batches }: SubgraphContext,
  ): Promise<VersionRow | null> {
    return modelVersionId === null ? null : batches.load(this.#reader.versions, modelVersionId);
  }

  @FieldResolver(() => ModelVersion, {
    nullable: true,
    description: 'The first version served that did without it again; null where it was never learned, or still is.',
  })
  async removedInVersion(
    @Root() { removedInVersionId }: Fate,
    @Ctx() { batches }: SubgraphContext,
  ): Promise<VersionRow | null> {
    return removedInVersionId === null ? null : batches.load(this.#reader.versions, removedInVersionId);
  }
}
