import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { connectionOf, DateTime, InputError, UserError } from '../../kit/index.ts';

@ObjectType({ description: 'One person talking with one assistant: an unbroken sequence of turns.' })
@Directive('@key(fields: "id")')
export class Conversation {
  @Field(() => ID, { description: 'Opaque, `conv_…`.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Where it takes place, in the front end’s words, e.g. `web`.' })
  channel!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'BCP 47 tag of the language it was started in; each utterance is read and answered in its own.',
  })
  language!: string | null;

  @Field(() => DateTime, { description: 'When it was started.' })
  startedAt!: Date;

  /** Resolved to `assistant`. */
  assistantId!: string;
}

const conversations = connectionOf('Conversation', () => Conversation);

@ObjectType({ description: 'Conversations, newest first.' })
export class ConversationConnection extends conversations.connection {}

@ObjectType({ description: 'The conversation that was started and the token to hold it with, or why none was.' })
export class StartConversationPayload {
  @Field(() => Conversation, {
    nullable: true,
    description: 'The new conversation; the same again for a repeated key.',
  })
  conversation?: Conversation | null;

  @Field(() => String, {
    nullable: true,
    description: 'A bearer token of the role `user`, good for this conversation alone and for 24 hours.',
  })
  conversationToken?: string | null;

  @Field(() => [UserError], { description: 'Empty where it was started.' })
  errors!: InputError[];
}
