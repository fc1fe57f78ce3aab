import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf, InputError, KeyedInput, UserError } from '../kit/index.ts';

@ObjectType({ description: 'A category of replies.' })
@Directive('@key(fields: "id")')
export class Tag {
  @Field(() => ID, { description: 'Opaque, `tag_…`.' })
  id!: string;

  @Field(() => String, { description: 'What people call it.' })
  name!: string;

  @Field(() => String, { description: 'Its short name, unique within the assistant, e.g. `library`.' })
  key!: string;

  @Field(() => Boolean, { description: 'Whether every assistant has it, for the replies to which no rule applies.' })
  isBuiltIn!: boolean;
}

const tags = connectionOf('Tag', () => Tag);

@ObjectType({ description: 'Categories, by name.' })
export class TagConnection extends tags.connection {}

@ObjectType({ description: 'Which tags the answers to an intent get.' })
export class TagRule {
  @Field(() => String, { description: 'The intent’s name.' })
  intent!: string;

  @Field(() => [Tag], { description: 'The tags, by name; none where the rule was emptied.' })
  tags!: Tag[];
}

const rules = connectionOf('TagRule', () => TagRule);

@ObjectType({ description: 'Rules, by intent.' })
export class TagRuleConnection extends rules.connection {}

@ObjectType('Turn')
@Directive('@key(fields: "id")')
export class TurnRef {
  @Field(() => ID)
  id!: string;
}

@InputType({ description: 'A category to add.' })
export class CreateTagCategoryInput extends KeyedInput {
  @Field(() => ID, { description: 'To which assistant.' })
  assistantId!: string;

  @Field(() => String, { description: 'Its short name: lower-case letters, digits, `-` and `_`, at most 64.' })
  key!: string;

  @Field(() => String, { description: 'What people call it; at most 100 characters.' })
  name!: string;
}

@ObjectType({ description: 'The category that was added, or why none was.' })
export class CreateTagCategoryPayload {
  @Field(() => Tag, { nullable: true, description: 'The new category.' })
  tagCategory?: Tag | null;

  @Field(() => [UserError], { description: 'Empty where it was added.' })
  errors!: InputError[];
}

@InputType({ description: 'What to tag the answers to an intent with from now on.' })
export class SetTagRuleInput extends KeyedInput {
  @Field(() => ID, { description: 'Of which assistant.' })
  assistantId!: string;

  @Field(() => String, { description: 'The intent’s name.' })
  intent!: string;

  @Field(() => [ID], { description: 'The tags, at most 10, in place of those before; none empties the rule.' })
  tagIds!: string[];
}

@ObjectType({ description: 'The rule as it is now, or why it was not set.' })
export class SetTagRulePayload {
  @Field(() => TagRule, { nullable: true, description: 'The rule. Turns already taken keep the tags they got.' })
  tagRule?: TagRule | null;

  @Field(() => [UserError], { description: 'Empty where it was set.' })
  errors!: InputError[];
}

@InputType({ description: 'A turn to tag; from conversation.' })
@Directive('@inaccessible')
export class TagTurnInput {
  @Field(() => ID, { description: 'The assistant that replies.' })
  assistantId!: string;

  @Field(() => ID, { description: 'The turn.' })
  turnId!: string;

  @Field(() => String, { nullable: true, description: 'The intent that was understood or chosen.' })
  intent?: string | null;

  @Field(() => String, { description: 'What the reply is: a value of ReplyKind.' })
  replyKind!: string;
}
