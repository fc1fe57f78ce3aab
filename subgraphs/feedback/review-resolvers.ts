import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { OfAssistantArgs, payload, type SubgraphContext } from '../kit/index.ts';
import type { FeedbackRow } from './feedback-row.ts';
import {
  AssignReviewItemInput,
  AssignReviewItemPayload,
  ReviewAgreement,
  ReviewFilter,
  ReviewItem,
  ReviewItemConnection,
  ReviewPolicy,
  ReviewUtteranceInput,
  ReviewUtterancePayload,
  SetReviewPolicyInput,
  SetReviewPolicyPayload,
  UndoReviewInput,
  UndoReviewPayload,
  UtteranceReview,
} from './review-types.ts';
import { type ReviewReader, visibleReviews } from './review/reader.ts';
import type { ReviewItemRow, ReviewRow } from './review/review-item.ts';
import type { ReviewService } from './review/service.ts';
import type { InboxFilter } from './store/review-items.ts';
import { Feedback, TurnRef } from './types.ts';

@Resolver()
export class ReviewQueries {
  readonly #reader: ReviewReader;

  constructor(reader: ReviewReader) {
    this.#reader = reader;
  }

  @Query(() => ReviewItemConnection, {
    description: 'Utterances of one assistant that are worth a person’s look, what teaches most first.',
  })
  reviewInbox(
    @Args(() => OfAssistantArgs) { assistantId, ...page }: OfAssistantArgs,
    @Arg('filter', () => ReviewFilter, { nullable: true, description: 'Which of them.' }) filter: ReviewFilter | null,
    @Ctx() { identity }: SubgraphContext,
  ): Promise<object> {
    const { states, reasons, predictedIntents, assignee } = filter ?? {};
    return this.#reader.inbox({ assistantId, states, reasons, predictedIntents, assignee }, page, identity);
  }

  @Query(() => ReviewItem, { nullable: true, description: 'One utterance of the inbox; null where there is none.' })
  reviewItem(@Arg('id', () => ID) id: string, @Ctx() { identity }: SubgraphContext): Promise<ReviewItemRow | null> {
    return this.#reader.item(id, identity);
  }

  @Query(() => ReviewAgreement, {
    description: 'How far two reviewers agree who did not know of each other’s verdicts.',
  })
  reviewAgreement(
    @Arg('assistantId', () => ID, { description: 'The assistant.' }) assistantId: string,
    @Ctx() { identity }: SubgraphContext,
  ): Promise<ReviewAgreement> {
    return this.#reader.agreement(assistantId, identity);
  }

  @Query(() => ReviewPolicy, { description: 'How an assistant’s utterances are reviewed.' })
  reviewPolicy(
    @Arg('assistantId', () => ID, { description: 'The assistant.' }) assistantId: string,
    @Ctx() { identity }: SubgraphContext,
  ): Promise<ReviewPolicy> {
    return this.#reader.policy(assistantId, identity);
  }
}

@Resolver(() => ReviewItemConnection)
export class ReviewItemCounts {
  readonly #reader: ReviewReader;

  constructor(reader: ReviewReader) {
    this.#reader = reader;
  }

  @FieldResolver(() => Int, { description: 'How many the filter lets through, on all pages together.' })
  totalCount(@Root() { filter }: { filter: InboxFilter }): Promise<number> {
    return this.#reader.count(filter);
  }
}

@Resolver(() => ReviewItem)
export class ReviewItemFields {
  readonly #reader: ReviewReader;

  constructor(reader: ReviewReader) {
    this.#reader = reader;
  }

  @FieldResolver(() => [TurnRef], { description: 'The latest of its turns, five at most, the latest first.' })
  turns(@Root() { turnIds }: ReviewItemRow): TurnRef[] {
    return turnIds.map((id) => ({ id }));
  }

  @FieldResolver(() => [Feedback], { description: 'What was said about its turns, the latest first; twenty at most.' })
  async feedback(@Root() { id }: ReviewItemRow, @Ctx() { batches }: SubgraphContext): Promise<FeedbackRow[]> {
    return ((await batches.load(this.#reader.feedbackOfItems, id)) as FeedbackRow[] | null) ?? [];
  }

  @FieldResolver(() => [UtteranceReview], {
    description:
      'Who decided what, oldest first. Before it is settled or disputed without what others took back; while a second verdict is awaited, the viewer’s own alone.',
  })
  async reviews(
    @Root() item: ReviewItemRow,
    @Ctx() { batches, identity }: SubgraphContext,
  ): Promise<UtteranceReview[]> {
    const reviews = (await batches.load(this.#reader.reviewsOfItems, item.id)) as ReviewRow[] | null;
    return visibleReviews(item, reviews ?? [], identity);
  }
}

@Resolver()
export class ReviewMutations {
  readonly #service: ReviewService;

  constructor(service: ReviewService) {
    this.#service = service;
  }

  @Mutation(() => ReviewUtterancePayload, {
    description:
      'Gives a verdict on what an utterance means; once settled it beats all feedback. Fails with INVALID_STATE where it is settled.',
  })
  reviewUtterance(
    @Arg('input', () => ReviewUtteranceInput) input: ReviewUtteranceInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object> {
    return payload(() => this.#service.review(input, context));
  }

  @Mutation(() => UndoReviewPayload, {
    description: 'Takes a review back: its utterance stands as if it had never been.',
  })
  undoReview(
    @Arg('input', () => UndoReviewInput) input: UndoReviewInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object> {
    return payload(async () => ({ item: await this.#service.undo(input, context) }));
  }

  @Mutation(() => AssignReviewItemPayload, {
    description: 'Gives an utterance of the inbox to somebody, or to nobody.',
  })
  assignReviewItem(
    @Arg('input', () => AssignReviewItemInput) input: AssignReviewItemInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object> {
    return payload(async () => ({ item: await this.#service.assign(input, context) }));
  }

  @Mutation(() => SetReviewPolicyPayload, { description: 'Sets how an assistant’s utterances are reviewed.' })
  setReviewPolicy(
    @Arg('input', () => SetReviewPolicyInput) input: SetReviewPolicyInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object> {
    return payload(async () => ({ reviewPolicy: await this.#service.setPolicy(input, context) }));
  }
}
