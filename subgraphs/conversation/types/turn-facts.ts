import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kit/index.ts';
import { ReplyKind } from '../vocabulary.ts';

@ObjectType({ description: 'What was true when a turn was answered; for the other rooms.' })
@Directive('@inaccessible')
export class TurnFacts {
  @Field(() => ID, { description: 'The turn.' })
  turnId!: string;

  @Field(() => ID, { description: 'Its conversation.' })
  conversationId!: string;

  @Field(() => ID, { description: 'The assistant that answered.' })
  assistantId!: string;

  @Field(() => ID, { nullable: true, description: 'Who spoke, where the front end said so.' })
  endUserId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where an anonymous caller started the conversation: a pseudonym of the network address.',
  })
  origin!: string | null;

  @Field(() => String, { description: 'What was said.' })
  utterance!: string;

  @Field(() => String, { description: 'BCP 47 tag of the utterance’s language.' })
  language!: string;

  @Field(() => Int, { description: 'Its place in the conversation, from 0.' })
  index!: number;

  @Field(() => DateTime, { description: 'When it was answered.' })
  at!: Date;

  @Field(() => ReplyKind, { description: 'What the reply was.' })
  replyKind!: ReplyKind;

  @Field(() => String, {
    nullable: true,
    description: 'What the model predicted; null where it refused the utterance.',
  })
  intent!: string | null;

  @Field(() => String, { nullable: true, description: 'What the user chose from the options before.' })
  chosenIntent!: string | null;

  @Field(() => Float, { nullable: true, description: 'The model’s confidence, 0..1.' })
  confidence!: number | null;

  @Field(() => ID, { nullable: true, description: 'The version that predicted.' })
  modelVersionId!: string | null;
}
