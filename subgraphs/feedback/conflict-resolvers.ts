import { Args, Ctx, Query, Resolver } from 'type-graphql';
import {
  type Connection,
  OfAssistantArgs,
  pageRequest,
  type RoomCall,
  type SubgraphContext,
  toConnection,
} from '../kit/index.ts';
import { LabelConflictConnection } from './conflict-types.ts';
import type { LabelConflict } from './labels.ts';

@Resolver()
export class ConflictQueries {
  readonly #find: (assistantId: string, call: RoomCall) => Promise<LabelConflict[]>;

  constructor(find: (assistantId: string, call: RoomCall) => Promise<LabelConflict[]>) {
    this.#find = find;
  }

  @Query(() => LabelConflictConnection, {
    description: 'What feedback of one assistant disagrees about now, with itself or with an example.',
  })
  async labelConflicts(
    @Args(() => OfAssistantArgs) { assistantId, first, after }: OfAssistantArgs,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<LabelConflict>> {
    const page = pageRequest<readonly [string]>({ first, after }, ['string']);
    const [last] = page.from ?? [];
    const all = await this.#find(assistantId, context);
    const rows = all.filter(({ utterance }) => last === undefined || utterance > last).slice(0, page.limit + 1);
    return toConnection(rows, page, { key: ({ utterance }) => [utterance], node: (conflict) => conflict });
  }
}
