import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { connectionOf, DateTime, InputError, UserError } from '../../kit/index.ts';

@ObjectType({ description: 'Somebody to talk to: a name, the languages it speaks, and what it has learned.' })
@Directive('@key(fields: "id")')
export class Assistant {
  @Field(() => ID, { description: 'Opaque, `asst_…`.' })
  id!: string;

  @Field(() => String, { description: 'What people call it.' })
  name!: string;

  @Field(() => [String], { description: 'BCP 47 tags; the first is the one it speaks unless asked otherwise.' })
  languages!: readonly string[];

  @Field(() => Boolean, { description: 'Whether anyone may start a conversation, without a token.' })
  isPublic!: boolean;

  @Field(() => String, {
    description: 'IANA time zone in which “tomorrow” and other relative dates are understood; `UTC` unless given.',
  })
  timeZone!: string;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date;
}

const assistants = connectionOf('Assistant', () => Assistant);

@ObjectType({ description: 'Assistants, oldest first.' })
export class AssistantConnection extends assistants.connection {}

@ObjectType({ description: 'The assistant that was made, or why none was.' })
export class CreateAssistantPayload {
  @Field(() => Assistant, { nullable: true, description: 'The new assistant.' })
  assistant?: Assistant | null;

  @Field(() => [UserError], { description: 'Empty where it was made.' })
  errors!: InputError[];
}
