import { Arg, Args, Ctx, Directive, Mutation, Query, Resolver } from 'type-graphql';
import {
  type Connection,
  OfAssistantArgs,
  pageRequest,
  type Payload,
  payload,
  type SubgraphContext,
  toConnection,
} from '../kit/index.ts';
import type { ScrapingService } from './service.ts';
import type { SourceKey } from './store/source-store.ts';
import {
  AddSourceInput,
  AddSourcePayload,
  CrawlSourceInput,
  CrawlSourcePayload,
  PassageArgs,
  PassageHit,
  Source,
  SourceConnection,
} from './types.ts';

@Resolver(() => Source)
export class SourceResolver {
  readonly #service: ScrapingService;

  constructor(service: ScrapingService) {
    this.#service = service;
  }

  @Query(() => SourceConnection, { description: 'The sources of an assistant, in the order they were added.' })
  async sources(
    @Args(() => OfAssistantArgs) { assistantId, first, after }: OfAssistantArgs,
  ): Promise<Connection<object>> {
    const page = pageRequest<SourceKey>({ first, after }, ['instant', 'string']);
    const sources = await this.#service.sources(assistantId, page);
    return toConnection(sources, page, {
      key: ({ createdAt, id }) => [createdAt.toISOString(), id],
      node: (source) => source,
    });
  }

  @Mutation(() => AddSourcePayload, {
    description: 'Adds a site for an assistant to cite. Fails with URL_REFUSED, SOURCE_EXISTS.',
  })
  addSource(
    @Arg('input', () => AddSourceInput) input: AddSourceInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(async () => ({ source: await this.#service.addSource(input, context) }));
  }

  @Mutation(() => CrawlSourcePayload, {
    description: 'Begins to read a source and returns at once. Fails with INVALID_STATE where it is being read.',
  })
  crawlSource(
    @Arg('input', () => CrawlSourceInput) input: CrawlSourceInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(async () => ({ source: await this.#service.crawlSource(input, context) }));
  }

  @Query(() => [PassageHit], { description: 'The passages that fit a question, best first.' })
  @Directive('@inaccessible')
  searchPassages(
    @Args(() => PassageArgs) { first, language = null, ...question }: PassageArgs,
    @Ctx() { signal }: SubgraphContext,
  ): Promise<PassageHit[]> {
    const { limit } = pageRequest({ first }, []);
    return this.#service.searchPassages({ ...question, language, first: limit }, signal);
  }
}
