import { ArgsType, Directive, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, KeyedInput, UserError } from '../kit/index.ts';
import type { SourceState } from './store/tables.ts';

const SOURCE_STATE = { IDLE: 'IDLE', CRAWLING: 'CRAWLING', FAILED: 'FAILED' } as const;
registerEnumType(SOURCE_STATE, {
  name: 'SourceState',
  description: 'What is going on with a source.',
  valuesConfig: {
    IDLE: { description: 'Nothing; its passages can be cited.' },
    CRAWLING: { description: 'Its pages are being read.' },
    FAILED: { description: 'The last crawl read nothing; what was read before can still be cited.' },
  },
});

@ObjectType({ description: 'A web site, or a folder of one, that an assistant may cite.' })
@Directive('@key(fields: "id")')
export class Source {
  @Field(() => ID, { description: 'Opaque.' })
  id!: string;

  @Field(() => ID, { description: 'The assistant that cites it.' })
  assistantId!: string;

  @Field(() => String, { description: 'The page where a crawl begins; it stays on this host and in this folder.' })
  url!: string;

  @Field(() => SOURCE_STATE, { description: 'What is going on with it.' })
  state!: SourceState;

  @Field(() => Date, { nullable: true, description: 'When a crawl last came to its end; null before the first.' })
  lastCrawledAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'Why the last crawl read nothing; null where it did not fail.' })
  lastError?: string | null;

  @Field(() => Int, { description: 'Pages that can be cited.' })
  pageCount!: number;
}

const { connection: Connection } = connectionOf('Source', () => Source);

@ObjectType({ description: 'Sources of one assistant, in the order they were added.' })
export class SourceConnection extends Connection {}

@InputType({ description: 'A site for an assistant to cite.' })
export class AddSourceInput extends KeyedInput {
  @Field(() => ID, { description: 'Who may cite it.' })
  assistantId!: string;

  @Field(() => String, { description: 'http or https; the page where a crawl begins.' })
  url!: string;
}

@InputType({ description: 'A source to read now.' })
export class CrawlSourceInput extends KeyedInput {
  @Field(() => ID, { description: 'Which.' })
  sourceId!: string;
}

@ObjectType()
abstract class SourcePayload {
  @Field(() => Source, { nullable: true, description: 'The source as it is now.' })
  source?: Source | null;

  @Field(() => [UserError], { description: 'Why nothing changed.' })
  errors!: UserError[];
}

@ObjectType({ description: 'The new source, not yet crawled.' })
export class AddSourcePayload extends SourcePayload {}

@ObjectType({ description: 'The source, being crawled.' })
export class CrawlSourcePayload extends SourcePayload {}

@ArgsType()
export class PassageArgs {
  @Field(() => ID, { description: 'Whose sources are searched.' })
  assistantId!: string;

  @Field(() => String, { description: 'A question in anybody’s words.' })
  query!: string;

  @Field(() => String, { nullable: true, description: 'Its language, where known; BCP 47 tag.' })
  language?: string | null;

  @Field(() => Int, { description: 'How many at most, 1..100.' })
  first!: number;
}

@ObjectType({ description: 'A passage that shares words with a question.' })
@Directive('@inaccessible')
export class PassageHit {
  @Field(() => String, { nullable: true, description: 'Of the page.' })
  title?: string | null;

  @Field(() => String, { description: 'Of the page.' })
  url!: string;

  @Field(() => String, { description: 'Its text, as the page had it.' })
  passage!: string;

  @Field(() => Date, { description: 'When the page was read.' })
  fetchedAt!: Date;

  @Field(() => ID, { description: 'The page as it was then.' })
  pageSnapshotId!: string;

  @Field(() => Float, { description: 'How well it fits, 0..1; comparable within one answer only.' })
  rank!: number;

  @Field(() => Boolean, { description: 'Whether it speaks of enough of the question to answer it.' })
  isRelevant!: boolean;
}
