import { Arg, Args, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { type Connection, PageArgs } from '../../kit/index.ts';
import type { DatasetService, DatasetDifference as Difference } from '../dataset/dataset-service.ts';
import { countsOf } from '../dataset/difference.ts';
import type { SnapshotExample } from '../dataset/snapshot-examples.ts';
import type { SnapshotRow } from '../store/tables.ts';
import {
  DatasetChangeConnection,
  DatasetChangeCount,
  DatasetChangesArgs,
  DatasetDifference,
  SnapshotExampleConnection,
} from '../types/dataset-types.ts';
import { DatasetSnapshot } from '../types/version-types.ts';
import { pageOfWhole } from './page-of-whole.ts';

@Resolver(() => DatasetSnapshot)
export class SnapshotFields {
  readonly #datasets: DatasetService;

  constructor(datasets: DatasetService) {
    this.#datasets = datasets;
  }

  @FieldResolver(() => SnapshotExampleConnection, { description: 'Its examples, each with where it comes from.' })
  async examples(
    @Root() snapshot: SnapshotRow,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<SnapshotExample>> {
    return pageOfWhole(await this.#datasets.examples(snapshot), page);
  }
}

@Resolver(() => DatasetDifference)
export class DatasetResolver {
  readonly #datasets: DatasetService;

  constructor(datasets: DatasetService) {
    this.#datasets = datasets;
  }

  @Query(() => DatasetDifference, {
    nullable: true,
    description:
      'What changed between two dataset snapshots of one assistant; null where there is no such snapshot. Annotations of entities are not compared.',
  })
  datasetDifference(
    @Arg('from', () => ID, { description: 'The former snapshot.' }) from: string,
    @Arg('to', () => ID, { description: 'The latter snapshot.' }) to: string,
  ): Promise<Difference | null> {
    return this.#datasets.difference(from, to);
  }

  @FieldResolver(() => [DatasetChangeCount], {
    description: 'All changes by kind and source, those without any left out.',
  })
  counts(@Root() { all }: Difference): DatasetChangeCount[] {
    return countsOf(all);
  }

  @FieldResolver(() => DatasetChangeConnection, { description: 'The changes themselves.' })
  changes(
    @Root() { all }: Difference,
    @Args(() => DatasetChangesArgs) { kind, source, ...page }: DatasetChangesArgs,
  ): object {
    const wanted = all.filter(
      (change) =>
        (kind == null || change.kind === kind) &&
        (source == null || (change.after ?? change.before)?.source === source),
    );
    return { ...pageOfWhole(wanted, page), totalCount: wanted.length };
  }
}
