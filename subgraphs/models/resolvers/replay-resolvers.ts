import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { pageRequest, type SubgraphContext, toConnection } from '../../kit/index.ts';
import type { Reader } from '../reader.ts';
import type { VersionRow } from '../store/tables.ts';
import { ReplayArgs, ReplayChangeConnection } from '../types/replay-types.ts';
import { ModelVersion } from '../types/version-types.ts';

@Resolver(() => ModelVersion)
export class ReplayResolver {
  readonly #reader: Reader;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  @FieldResolver(() => ReplayChangeConnection, {
    nullable: true,
    description: 'What it would have said otherwise to the last real turns; null of the first versions.',
  })
  async replay(
    @Root() { reportId }: VersionRow,
    @Args(() => ReplayArgs) { first, after, change: effect, feedback }: ReplayArgs,
    @Ctx() { batches }: SubgraphContext,
  ): Promise<object | null> {
    const page = pageRequest<readonly [number]>({ first, after }, ['index']);
    const summary = (await batches.load(this.#reader.reports, reportId))?.content.replay;
    if (!summary) return null;
    const wanted = { reportId, filter: { effect, feedback } };
    const [rows, totalCount] = await Promise.all([
      this.#reader.pageOfChanges(wanted, page),
      this.#reader.countChanges(wanted),
    ]);
    const { turns, from, to, changed, effects } = summary;
    return {
      ...toConnection(rows, page, {
        key: ({ position }) => [position],
        node: (row) => ({ ...row, turn: { id: row.turnId } }),
      }),
      totalCount,
      turns,
      from: from && new Date(from),
      to: to && new Date(to),
      changed,
      breaks: effects.BREAKS,
      fixes: effects.FIXES,
      mayFix: effects.MAY_FIX,
      stillWrong: effects.STILL_WRONG,
      unjudged: effects.UNJUDGED,
    };
  }
}
