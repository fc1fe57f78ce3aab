import { Directive, Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, KeyedInput, UserError } from '../kit/index.ts';

@ObjectType({ description: 'What a person reads for an intent, in one language.' })
export class IntentLabel {
  @Field(() => String, { description: 'BCP 47 tag.' })
  language!: string;

  @Field(() => String, { description: 'A few words, e.g. "Renew a loan".' })
  text!: string;
}

@ObjectType({ description: 'The curated answer of an intent in one language.' })
export class Answer {
  @Field(() => String, { description: 'BCP 47 tag.' })
  language!: string;

  @Field(() => String, { description: 'What the assistant says.' })
  text!: string;

  @Field(() => Date, { description: 'When it was last written.' })
  updatedAt!: Date;
}

@ObjectType({ description: 'Something that users of an assistant want.' })
@Directive('@key(fields: "id")')
export class Intent {
  @Field(() => ID, { description: 'Opaque.' })
  id!: string;

  @Field(() => ID, { description: 'The assistant it belongs to.' })
  assistantId!: string;

  @Field(() => String, { description: 'Unique within the assistant; what a model predicts and a correction names.' })
  name!: string;

  @Field(() => Boolean, {
    description:
      'Whether who means it asks for a person: fallbacks offer it, and asking says of the reply before that it did not help.',
  })
  isHandoff!: boolean;

  @Field(() => [IntentLabel], { description: 'What people read for it, one for each language that has one.' })
  labels!: IntentLabel[];

  @Field(() => [Answer], { description: 'What the assistant answers, one for each language that has one.' })
  answers!: Answer[];
}

const { connection: Connection } = connectionOf('Intent', () => Intent);

@ObjectType('IntentConnection', { description: 'Intents of one assistant, by name.' })
export class IntentConnection extends Connection {}

@ObjectType({ description: 'Something the user may have meant.' })
@Directive('@shareable')
export class ReplyOption {
  @Field(() => String, { description: 'The intent’s name; send it back as `chosenIntent`.' })
  intent!: string;

  @Field(() => String, { description: 'The intent in words for a user, in the conversation’s language.' })
  label!: string;
}

/** Where the model answered a turn that conversation owns. */
@ObjectType('Turn')
@Directive('@key(fields: "id")')
export class TurnRef {
  @Field(() => ID)
  id!: string;
}

@ObjectType('Assistant')
@Directive('@key(fields: "id")')
export class AssistantRef {
  @Field(() => ID)
  id!: string;
}

/** How it would have interpreted what another did: models owns the deployment. */
@ObjectType('Deployment')
@Directive('@key(fields: "id")')
export class DeploymentRef {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ description: 'What a version that was not heard made of what another was asked.' })
export class ShadowComparison {
  @Field(() => Int, { description: 'Turns that both interpreted.' })
  turns!: number;

  @Field(() => Int, { description: 'Of those, turns of which both made the same intent, or none.' })
  agreeing!: number;

  @Field(() => Float, { description: 'The share of them, 0..1.' })
  agreement!: number;
}

@InputType({ description: 'A text in one language.' })
export class LocalizedTextInput {
  @Field(() => String, { description: 'BCP 47 tag.' })
  language!: string;

  @Field(() => String, { description: 'The text.' })
  text!: string;
}

@InputType({ description: 'A new intent.' })
export class CreateIntentInput extends KeyedInput {
  @Field(() => ID, { description: 'Whose intent it is.' })
  assistantId!: string;

  @Field(() => String, { description: 'Unique within the assistant, at most 100 characters.' })
  name!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether who means it asks for a person; false where left out.',
  })
  isHandoff?: boolean | null;

  @Field(() => [LocalizedTextInput], { nullable: true, description: 'What people read for it, by language.' })
  labels?: LocalizedTextInput[] | null;

  @Field(() => [LocalizedTextInput], { nullable: true, description: 'What the assistant answers, by language.' })
  answers?: LocalizedTextInput[] | null;
}

@InputType({ description: 'The text of an intent in one language.' })
abstract class IntentTextInput extends KeyedInput {
  @Field(() => ID, { description: 'Whose intent it is.' })
  assistantId!: string;

  @Field(() => String, { description: 'Name of the intent.' })
  intent!: string;

  @Field(() => String, { description: 'BCP 47 tag.' })
  language!: string;

  @Field(() => String, { description: 'The new text, in place of what was there.' })
  text!: string;
}

@InputType({ description: 'What the assistant answers to an intent in one language.' })
export class SetAnswerInput extends IntentTextInput {}

@InputType({ description: 'What people read for an intent in one language.' })
export class SetIntentLabelInput extends IntentTextInput {}

@InputType({ description: 'Whether an intent calls a person.' })
export class SetIntentHandoffInput extends KeyedInput {
  @Field(() => ID, { description: 'Whose intent it is.' })
  assistantId!: string;

  @Field(() => String, { description: 'Name of the intent.' })
  intent!: string;

  @Field(() => Boolean, { description: 'Whether who means it asks for a person.' })
  isHandoff!: boolean;
}

@ObjectType()
abstract class IntentPayload {
  @Field(() => Intent, { nullable: true, description: 'The intent as it is now.' })
  intent?: Intent | null;

  @Field(() => [UserError], { description: 'Why nothing changed.' })
  errors!: UserError[];
}

@ObjectType({ description: 'The new intent.' })
export class CreateIntentPayload extends IntentPayload {}

@ObjectType({ description: 'The intent with its new answer.' })
export class SetAnswerPayload extends IntentPayload {}

@ObjectType({ description: 'The intent, which now calls a person or does not.' })
export class SetIntentHandoffPayload extends IntentPayload {}

@ObjectType({ description: 'The intent with its new label.' })
export class SetIntentLabelPayload extends IntentPayload {}
