import {
  Arg,
  Args,
  Ctx,
  FieldResolver,
  Float,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { type LoadReferences, openedByRoom, PageArgs, payload, type SubgraphContext } from '../kit/index.ts';
import { isStaff, maySee } from './access.ts';
import { type FeedbackRow, reviewOf } from './feedback-row.ts';
import {
  FeedbackFilter,
  RecordSignalInput,
  RetractFeedbackInput,
  ReviewFeedbackInput,
  SubmitFeedbackInput,
} from './input-types.ts';
import { LABEL_WEIGHTS, labelKindOf } from './label-weights.ts';
import type { FeedbackReader } from './reader.ts';
import type { FeedbackService } from './service.ts';
import type { HistoryFilter } from './store/history.ts';
import {
  Feedback,
  FeedbackConnection,
  FeedbackReview,
  FeedbackStatistic,
  RecordSignalPayload,
  RetractFeedbackPayload,
  ReviewFeedbackPayload,
  SubmitFeedbackPayload,
  TurnRef,
} from './types.ts';
import { FeedbackGroup } from './vocabulary.ts';

/** What people do with feedback. */
@Resolver()
export class FeedbackMutations {
  readonly #service: FeedbackService;

  constructor(service: FeedbackService) {
    this.#service = service;
  }

  @Mutation(() => SubmitFeedbackPayload, {
    description: 'Says what a reply was worth, and what would have been right.',
  })
  submitFeedback(
    @Arg('input', () => SubmitFeedbackInput) input: SubmitFeedbackInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object> {
    return payload(async () => ({ feedback: await this.#service.submit(input, context) }));
  }

  @Mutation(() => RecordSignalPayload, {
    description:
      'Says what a user did about a reply that only the front end can see. Once a turn, however often it is said.',
  })
  recordSignal(
    @Arg('input', () => RecordSignalInput) input: RecordSignalInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object> {
    return payload(async () => ({ feedback: await this.#service.report(input, context) }));
  }

  @Mutation(() => RetractFeedbackPayload, { description: 'Takes a feedback back.' })
  retractFeedback(
    @Arg('input', () => RetractFeedbackInput) input: RetractFeedbackInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object> {
    return payload(async () => ({ feedback: await this.#service.retract(input, context) }));
  }

  @Mutation(() => ReviewFeedbackPayload, { description: 'Decides whether, and what, a feedback teaches.' })
  reviewFeedback(
    @Arg('input', () => ReviewFeedbackInput) input: ReviewFeedbackInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object> {
    return payload(async () => ({ feedback: await this.#service.review(input, context) }));
  }
}

/** What was said, found again. */
@Resolver()
export class FeedbackQueries {
  readonly #reader: FeedbackReader;

  constructor(reader: FeedbackReader) {
    this.#reader = reader;
  }

  @Query(() => Feedback, {
    nullable: true,
    description: 'One feedback; null where there is none, or none for the caller.',
  })
  feedback(@Arg('id', () => ID) id: string, @Ctx() { identity }: SubgraphContext): Promise<FeedbackRow | null> {
    return this.#reader.one(id, identity);
  }

  @Query(() => FeedbackConnection, { description: 'Feedback of one assistant, newest first.' })
  feedbackHistory(
    @Arg('filter', () => FeedbackFilter) filter: FeedbackFilter,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { identity }: SubgraphContext,
  ): Promise<object> {
    return this.#reader.history(filter, page, identity);
  }

  @Query(() => [FeedbackStatistic], {
    description: 'How much of each kind was said, per key of the group: days in order, all else by count.',
  })
  feedbackStatistics(
    @Arg('filter', () => FeedbackFilter) filter: FeedbackFilter,
    @Arg('groupBy', () => FeedbackGroup) group: FeedbackGroup,
    @Ctx() { identity }: SubgraphContext,
  ): Promise<FeedbackStatistic[]> {
    return this.#reader.statistics(filter, group, identity);
  }
}

@Resolver(() => FeedbackConnection)
export class FeedbackCounts {
  readonly #reader: FeedbackReader;

  constructor(reader: FeedbackReader) {
    this.#reader = reader;
  }

  @FieldResolver(() => Int, { description: 'How much feedback the filter lets through, on all pages together.' })
  totalCount(@Root() { filter }: { filter: HistoryFilter }): Promise<number> {
    return this.#reader.count(filter);
  }
}

@Resolver(() => Feedback)
export class FeedbackFields {
  @FieldResolver(() => TurnRef, { nullable: true, description: 'The turn it is about.' })
  turn(@Root() { turnId }: FeedbackRow): TurnRef {
    return { id: turnId };
  }

  @FieldResolver(() => String, { nullable: true })
  correctedIntent(@Root() { reviewIntent, correctedIntent }: FeedbackRow): string | null {
    return reviewIntent ?? correctedIntent;
  }

  @FieldResolver(() => Float)
  labelWeight(@Root() row: FeedbackRow): number {
    return LABEL_WEIGHTS[labelKindOf(row)];
  }

  @FieldResolver(() => String, { nullable: true })
  predictedIntent(@Root() { intent }: FeedbackRow): string | null {
    return intent;
  }

  @FieldResolver(() => FeedbackReview, { nullable: true })
  review(@Root() row: FeedbackRow, @Ctx() { identity }: SubgraphContext): FeedbackReview | null {
    return isStaff(identity) ? reviewOf(row) : null;
  }
}

/** What this room knows of turns. */
@Resolver(() => TurnRef)
export class TurnFields {
  readonly #loadOfTurns: LoadReferences;

  constructor(loadOfTurns: LoadReferences) {
    this.#loadOfTurns = loadOfTurns;
  }

  @FieldResolver(() => [Feedback], {
    nullable: true,
    description: 'What was said about the reply, the latest hundred, oldest first.',
  })
  async feedback(@Root() { id }: TurnRef, @Ctx() { batches, identity }: SubgraphContext): Promise<FeedbackRow[]> {
    const rows = (await batches.load(this.#loadOfTurns, id)) as FeedbackRow[] | null;
    return (rows ?? []).filter(({ conversationId }) => maySee(identity, conversationId));
  }
}

@Resolver()
export class FeedbackSubscriptions {
  @Subscription(() => Feedback, {
    description:
      'Feedback of an assistant as it comes through the queue, or is retracted or reviewed. Begins with the next.',
    subscribe: openedByRoom,
  })
  feedbackRecorded(
    @Arg('assistantId', () => ID, { description: 'Of this assistant.' }) _assistantId: string,
    @Root() feedback: FeedbackRow,
  ): FeedbackRow {
    return feedback;
  }
}
