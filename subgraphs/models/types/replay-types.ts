import { ArgsType, Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../kit/index.ts';
import { ReplayEffect, ReplayFeedback, ServedKind } from '../vocabulary.ts';
import './enums.ts';

/** What was said there: conversation owns it. */
@ObjectType('Turn')
@Directive('@key(fields: "id")')
export class TurnRef {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ description: 'What is said to an utterance, as far as curated answers go.' })
export class ServedReply {
  @Field(() => ServedKind, { description: 'What kind of reply.' })
  kind!: ServedKind;

  @Field(() => [String], { description: 'The intent answered, or those asked about.' })
  intents!: string[];

  @Field(() => Float, { nullable: true, description: 'Confidence in the best intent.' })
  confidence?: number | null;
}

@ObjectType({ description: 'A real turn whose reply would change.' })
export class ReplayChange {
  @Field(() => ID, { description: 'The turn.' })
  turnId!: string;

  @Field(() => TurnRef, { nullable: true, description: 'The turn, as conversation has it.' })
  turn?: TurnRef | null;

  @Field(() => String, { nullable: true, description: 'What was said; null once the facts of the turn are forgotten.' })
  utterance?: string | null;

  @Field(() => ServedReply, { description: 'What was served.' })
  served!: ServedReply;

  @Field(() => ServedReply, { description: 'What the version would serve.' })
  next!: ServedReply;

  @Field(() => ReplayEffect, { description: 'What the feedback on the reply that was served says of the change.' })
  effect!: ReplayEffect;

  @Field(() => String, {
    nullable: true,
    description: 'The verdict on the reply that was served; null where nobody gave one.',
  })
  verdict?: string | null;

  @Field(() => String, { nullable: true, description: 'The intent that it was corrected to.' })
  correctedIntent?: string | null;
}

const { connection } = connectionOf('ReplayChange', () => ReplayChange);

@ObjectType('ReplayChangeConnection', {
  description:
    'Replies that would change, what users liked first. The version may have learned from feedback on these very turns: this says what would change, the evaluation how good it is.',
})
export class ReplayChangeConnection extends connection {
  @Field(() => Int, { description: 'Changes that the filter lets through.' })
  totalCount!: number;

  @Field(() => Int, { description: 'Turns replayed, the last ones before the evidence was made.' })
  turns!: number;

  @Field(() => Date, { nullable: true, description: 'When the first of them was.' })
  from?: Date | null;

  @Field(() => Date, { nullable: true, description: 'When the last of them was.' })
  to?: Date | null;

  @Field(() => Int, { description: 'Replies that would change.' })
  changed!: number;

  @Field(() => Int, { description: 'Of these, the ones that users liked as they were.' })
  breaks!: number;

  @Field(() => Int, { description: 'The ones that users corrected, and that would be as they said.' })
  fixes!: number;

  @Field(() => Int, { description: 'The ones that users disliked without saying what was right.' })
  mayFix!: number;

  @Field(() => Int, { description: 'The ones that users corrected, and that would be something else again.' })
  stillWrong!: number;

  @Field(() => Int, { description: 'The ones of which nobody said anything.' })
  unjudged!: number;
}

@ArgsType()
export class ReplayArgs {
  @Field(() => Int, { description: 'How many, 1..100.' })
  first!: number;

  @Field(() => String, { nullable: true, description: 'The cursor after which the page begins.' })
  after?: string | null;

  @Field(() => ReplayEffect, { nullable: true, description: 'Only changes with this effect.' })
  change?: ReplayEffect | null;

  @Field(() => ReplayFeedback, { nullable: true, description: 'Only turns with this feedback.' })
  feedback?: ReplayFeedback | null;
}
