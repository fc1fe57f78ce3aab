import { Directive, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, DateTime, InputError, UserError } from '../../kit/index.ts';
import { InputMode, ReplyKind } from '../vocabulary.ts';

registerEnumType(ReplyKind, {
  name: 'ReplyKind',
  description: 'What a reply is.',
  valuesConfig: {
    ANSWER: { description: 'The curated answer of the intent that was understood or chosen.' },
    DISAMBIGUATION: { description: 'A close call: “did you mean …?”, with options to choose from.' },
    KNOWLEDGE: { description: 'No intent was certain: a passage from a crawled page, with its source.' },
    FALLBACK: { description: 'Nothing fitted, and the assistant says so.' },
  },
});
registerEnumType(InputMode, {
  name: 'InputMode',
  description: 'How an utterance came in.',
  valuesConfig: { TEXT: { description: 'It was typed.' }, VOICE: { description: 'It was spoken and transcribed.' } },
});

@ObjectType('ReplyOption', { description: 'Something the user may have meant.' })
@Directive('@shareable')
export class ReplyOptionType {
  @Field(() => String, { description: 'The intent’s name; send it back as `chosenIntent`.' })
  intent!: string;

  @Field(() => String, { description: 'The intent in words for a user, in the language of the reply.' })
  label!: string;
}

@ObjectType('Citation', { description: 'A passage and the page it is from, as the page was when it was crawled.' })
export class CitationType {
  @Field(() => String, { nullable: true, description: 'The page’s title.' })
  title!: string | null;

  @Field(() => String, { description: 'The page’s address.' })
  url!: string;

  @Field(() => String, { description: 'The words that were cited.' })
  passage!: string;

  @Field(() => DateTime, { description: 'When the page was read.' })
  fetchedAt!: Date | string;

  @Field(() => ID, { description: 'The kept copy of the page.' })
  pageSnapshotId!: string;
}

@ObjectType('Reply', { description: 'What the assistant said.' })
export class ReplyType {
  @Field(() => ReplyKind, { description: 'What the reply is.' })
  kind!: ReplyKind;

  @Field(() => String, { description: 'The words to show.' })
  text!: string;

  @Field(() => [ReplyOptionType], { description: 'What the user may choose from next; mostly with a DISAMBIGUATION.' })
  options!: ReplyOptionType[];

  @Field(() => [CitationType], { description: 'The sources of a KNOWLEDGE reply, best first; else empty.' })
  citations!: CitationType[];
}

@ObjectType('ModelVersion')
@Directive('@key(fields: "id", resolvable: false)')
export class ModelVersionRef {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ description: 'One utterance and the reply to it. Never changes once it is there.' })
@Directive('@key(fields: "id")')
export class Turn {
  @Field(() => ID, { description: 'Opaque, `turn_…`.' })
  id!: string;

  @Field(() => ID, { description: 'The conversation it belongs to.' })
  conversationId!: string;

  @Field(() => Int, { description: 'Its place in the conversation, from 0 without gaps.' })
  index!: number;

  @Field(() => DateTime, { description: 'When it was answered.' })
  at!: Date;

  @Field(() => InputMode, { description: 'How the utterance came in.' })
  inputMode!: InputMode;

  @Field(() => String, { description: 'What the user said, without control characters.' })
  utterance!: string;

  @Field(() => String, { nullable: true, description: 'The option of the reply before that the user chose.' })
  chosenIntent!: string | null;

  @Field(() => ReplyType, { description: 'What the assistant said to it.' })
  reply!: ReplyType;

  @Field(() => Float, { description: 'From the message’s arrival to the reply, in milliseconds.' })
  latencyMs!: number;

  @Field(() => ModelVersionRef, {
    nullable: true,
    description: 'The version that interpreted it; null where none did.',
  })
  modelVersion!: ModelVersionRef | null;
}

const turns = connectionOf('Turn', () => Turn);

@ObjectType({ description: 'Turns in the order they were taken.' })
export class TurnConnection extends turns.connection {}

@ObjectType({ description: 'The turn that was taken, or why none was.' })
export class SendMessagePayload {
  @Field(() => Turn, { nullable: true, description: 'The new turn; the same again for a repeated key.' })
  turn?: Turn | null;

  @Field(() => [UserError], { description: 'Empty where the turn was taken.' })
  errors!: InputError[];
}
