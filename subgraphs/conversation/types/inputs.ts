import { Field, ID, InputType, Int } from 'type-graphql';
import { KeyedInput } from '../../kit/index.ts';

@InputType({ description: 'An assistant to make.' })
export class CreateAssistantInput extends KeyedInput {
  @Field(() => String, { description: 'What people will call it; at most 200 characters.' })
  name!: string;

  @Field(() => [String], { description: 'BCP 47 tags, 1..20; the first is spoken unless asked otherwise.' })
  languages!: string[];

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether anyone may talk with it without a token; false unless given.',
  })
  isPublic?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'IANA time zone of its users, e.g. `America/Sao_Paulo`; `UTC` unless given.',
  })
  timeZone?: string | null;
}

@InputType({ description: 'A conversation to start.' })
export class StartConversationInput extends KeyedInput {
  @Field(() => ID, { description: 'With whom.' })
  assistantId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'BCP 47 tag; `pt` finds `pt-BR`. The assistant’s first language unless given.',
  })
  language?: string | null;

  @Field(() => String, { nullable: true, description: 'Where it takes place, e.g. `web`; at most 100 characters.' })
  channel?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Who talks, in the front end’s own terms; at most 200 characters. An anonymous caller’s claim is kept apart from those of apps.',
  })
  endUserId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The same key with the same input within 24 hours gives the same conversation. From an anonymous caller only a key of 16 characters or more counts: who guessed it would get the conversation.',
  })
  override idempotencyKey?: string | null;
}

@InputType({ description: 'Something to say.' })
export class SendMessageInput extends KeyedInput {
  @Field(() => ID, { description: 'In which conversation.' })
  conversationId!: string;

  @Field(() => String, { description: 'The utterance; at most 2,000 UTF-16 code units.' })
  text!: string;

  @Field(() => String, {
    nullable: true,
    description: 'One of the options of the reply before, where the user picked one.',
  })
  chosenIntent?: string | null;
}

@InputType({ description: 'A token to issue.' })
export class IssueTokenInput {
  @Field(() => String, { description: '`analyst`, `ci` or `app`.' })
  role!: string;

  @Field(() => String, { description: 'Who or what will carry it; at most 100 characters.' })
  name!: string;

  @Field(() => Int, { description: 'How long it is good, 1..365.' })
  expiresInDays!: number;
}
