import type { Database, Migration } from '../../platform/db/index.ts';
import { buildSubgraph, type Rooms, type Subgraph } from '../kit/index.ts';
import * as created from './migrations/20261122T1440-tagging-create.ts';
import { TagResolver, TurnTagsResolver } from './resolvers.ts';
import { TaggingService } from './service.ts';
import { TurnRef } from './types.ts';

export const taggingMigrations: Record<string, Migration> = { '20261122T1440-tagging-create': created };

export interface TaggingDeps {
  db: Database;
  rooms: Rooms;
}

/** The room of categories, rules and the tags of turns. */
export interface Tagging {
  readonly subgraph: Subgraph;
  readonly service: TaggingService;
  /** Adds categories and rules that are not there, and changes none that are; twice is safe. */
  importCategories: TaggingService['importCategories'];
}

/** Makes the room; nothing connects before the first operation. */
export function createTagging({ db, rooms }: TaggingDeps): Tagging {
  const service = new TaggingService({ db, rooms });
  const subgraph = buildSubgraph({
    name: 'tagging',
    resolvers: [new TagResolver(service), new TurnTagsResolver(service)],
    references: { Tag: service.find },
    stubs: { Turn: TurnRef },
  });
  return { subgraph, service, importCategories: (categories) => service.importCategories(categories) };
}
