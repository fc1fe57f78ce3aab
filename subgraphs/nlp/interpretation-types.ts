import { Directive, Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ReplyOption } from './types.ts';

@ObjectType({ description: 'How likely one intent is.' })
export class IntentScore {
  @Field(() => String, { description: 'Name of the intent.' })
  intent!: string;

  @Field(() => Float, { description: 'Calibrated probability, 0..1.' })
  confidence!: number;
}

@ObjectType({ description: 'A detail found in an utterance: a date, an amount, an e-mail address.' })
export class EntitySpan {
  @Field(() => String, { description: 'Name of the entity type.' })
  type!: string;

  @Field(() => String, { description: 'In its normal form where the type has one, else as written.' })
  value!: string;

  @Field(() => Int, { description: 'First UTF-16 code unit in the utterance.' })
  start!: number;

  @Field(() => Int, { description: 'UTF-16 code unit after the last.' })
  end!: number;

  @Field(() => Float, { nullable: true, description: '0..1; null where it was found by rule.' })
  confidence?: number | null;
}

@ObjectType({ description: 'What the version in service made of an utterance, kept as it was then.' })
export class Interpretation {
  @Field(() => String, {
    nullable: true,
    description: 'The best intent, even where it was refused; null where the version knows none.',
  })
  intent?: string | null;

  @Field(() => Float, { description: 'Calibrated probability that `intent` is right, 0..1.' })
  confidence!: number;

  @Field(() => Boolean, { description: 'Whether the utterance belongs to no intent of the assistant.' })
  isOutOfScope!: boolean;

  @Field(() => Boolean, { description: 'Whether the two best intents were too close to choose.' })
  isCloseCall!: boolean;

  @Field(() => String, {
    description: 'The language of the utterance; where it does not tell, that of the conversation so far. BCP 47 tag.',
  })
  language!: string;

  @Field(() => [IntentScore], {
    description: 'The likeliest intents, best first: three or more, all where there are fewer.',
  })
  ranking!: IntentScore[];

  @Field(() => [EntitySpan], { description: 'Details found in the utterance, in its order.' })
  entities!: EntitySpan[];

  @Field(() => ID, { description: 'The model version that interpreted it.' })
  modelVersionId!: string;

  @Field(() => ID, { description: 'The deployment by which that version answered; for the other rooms.' })
  @Directive('@inaccessible')
  deploymentId!: string;

  @Field(() => Float, { description: 'How long the model took, in milliseconds.' })
  latencyMs!: number;
}

@InputType({ description: 'An utterance to interpret, asked by conversation.' })
@Directive('@inaccessible')
export class InterpretInput {
  @Field(() => ID, { description: 'Whose model interprets.' })
  assistantId!: string;

  @Field(() => ID, { description: 'Decides whether a canary answers.' })
  conversationId!: string;

  @Field(() => ID, { description: 'The interpretation is kept under it; asking again gives the same.' })
  turnId!: string;

  @Field(() => String, { description: 'What the user said.' })
  utterance!: string;

  @Field(() => String, { nullable: true, description: 'BCP 47 tag of the conversation so far.' })
  language?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'IANA time zone in which relative dates are understood; UTC where absent.',
  })
  timeZone?: string | null;

  @Field(() => String, { nullable: true, description: 'The intent that the user picked from a disambiguation.' })
  chosenIntent?: string | null;
}

@ObjectType({ description: 'What an utterance means and what may be said to it.' })
@Directive('@inaccessible')
export class InterpretResult {
  @Field(() => Interpretation, { nullable: true, description: 'Null where no version serves yet.' })
  interpretation?: Interpretation | null;

  @Field(() => String, { description: 'ANSWER, DISAMBIGUATION or NONE.' })
  decision!: string;

  @Field(() => String, { nullable: true, description: 'The curated answer, with ANSWER.' })
  answer?: string | null;

  @Field(() => [ReplyOption], { description: 'What to ask, with DISAMBIGUATION.' })
  options!: ReplyOption[];

  @Field(() => [String], { description: 'The intents of the assistant that call a person, by name.' })
  handoffIntents!: string[];

  @Field(() => String, {
    description: 'Of the utterance, in which the reply is where there is one; "und" where nothing tells.',
  })
  language!: string;
}
