import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, InputError, KeyedInput, UserError } from '../kit/index.ts';
import { ReviewItem } from './review-types.ts';

@ObjectType({
  description:
    'Utterances of the review inbox that were not recognised and have words in common: perhaps an intent that the assistant lacks.',
})
export class ProposedIntent {
  @Field(() => String, {
    description:
      'What most of them say and others do not, as intents are named. Where there is an intent of that name, accepting relabels to it.',
  })
  suggestedName!: string;

  @Field(() => Int, { description: 'How many items of the inbox it has.' })
  size!: number;

  @Field(() => Int, { description: 'How many turns these are together, in ninety days.' })
  traffic!: number;

  @Field(() => [String], { description: 'The most central of them, five at most, the most central first.' })
  samples!: string[];

  @Field(() => [ID], {
    description:
      'The items, the most central first; 200 at most, as one acceptance takes. To reject a proposal, reject or skip these with `reviewUtterance`.',
  })
  itemIds!: string[];
}

const proposals = connectionOf('ProposedIntent', () => ProposedIntent);

@ObjectType({ description: 'Proposed intents, what is said most often first.' })
export class ProposedIntentConnection extends proposals.connection {}

@InputType({ description: 'Which items of the review inbox become which intent.' })
export class AcceptProposedIntentInput extends KeyedInput {
  @Field(() => ID, { description: 'The assistant.' })
  assistantId!: string;

  @Field(() => String, {
    description: 'The intent’s name, the suggested one or another, 1..100 characters; where there is one, it is that.',
  })
  name!: string;

  @Field(() => [ID], { description: 'Items of the proposal, or some of them; 1..200.' })
  items!: string[];

  @Field(() => String, { nullable: true, description: 'A word on each review; 4,000 UTF-16 code units at most.' })
  comment?: string | null;
}

@ObjectType({ description: 'The intent with the utterances that it was given, or why nothing was decided.' })
export class AcceptProposedIntentPayload {
  @Field(() => String, { nullable: true, description: 'The intent’s name.' })
  intent?: string | null;

  @Field(() => [ReviewItem], { nullable: true, description: 'The items as they now stand, in the order of the input.' })
  items?: ReviewItem[] | null;

  @Field(() => [UserError], { description: 'Empty where it was accepted.' })
  errors!: InputError[];
}
