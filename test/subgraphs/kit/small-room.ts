import {
  Arg,
  Directive,
  Field,
  FieldResolver,
  ID,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import {
  buildSubgraph,
  DomainError,
  Interval,
  NotFound,
  openedByRoom,
  payload,
  type Subgraph,
  Topic,
  UserError,
} from '../../../subgraphs/kit/index.ts';

@ObjectType({ description: 'A book.' })
@Directive('@key(fields: "id")')
class Book {
  @Field(() => ID) id!: string;
  @Field(() => Date) at!: Date;
}
@ObjectType()
class BookPayload {
  @Field(() => Book, { nullable: true }) book?: Book | null;
  @Field(() => [UserError]) errors!: UserError[];
}

@Resolver(() => Book)
class BookResolver {
  @Query(() => Book, { nullable: true })
  book(@Arg('id', () => ID) id: string): Book | null {
    if (id === 'secret') throw new Error('password=hunter2 at 10.0.0.7');
    if (id === 'absent') throw new NotFound('book');
    return { id, at: new Date('2026-11-22T10:00:00Z') };
  }
  @Query(() => String)
  unanswered(): Promise<string> {
    return new Promise(() => undefined);
  }
  @Query(() => Interval)
  share(): Interval {
    return { value: 0.5, low: 0.4, high: 0.6 };
  }
  @Mutation(() => BookPayload)
  lendBook(@Arg('id', () => ID) id: string) {
    return payload(async () => {
      if (id === 'lent') throw new DomainError('INVALID_STATE', 'The book is lent already.', ['id']);
      return { book: this.book(id) };
    });
  }
  @FieldResolver(() => String)
  title(@Root() { id }: Book): string {
    return `Title of ${id}`;
  }
  @Subscription(() => Book, { subscribe: openedByRoom })
  bookLent(@Root() book: Book): Book {
    return book;
  }
}

/** A room of books, with the batches its reference resolver was asked for. */
export async function smallRoom(): Promise<{ subgraph: Subgraph; batches: string[][]; lent: Topic<Book> }> {
  const batches: string[][] = [];
  const lent = new Topic<Book>();
  const loadMany = (ids: readonly string[]) => {
    batches.push([...ids]);
    const known = ids.filter((id) => id !== 'absent');
    return Promise.resolve(new Map(known.map((id) => [id, { id, at: new Date('2026-11-22T10:00:00Z') }])));
  };
  const subgraph = buildSubgraph({
    name: 'books',
    resolvers: [new BookResolver()],
    references: { Book: loadMany },
    subscriptions: { bookLent: () => lent.listen('all') },
  });
  return { subgraph, batches, lent };
}
