import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { BuiltIn, EntityKind } from '../../nlu/index.ts';
import { connectionOf, KeyedInput, UserError } from '../kit/index.ts';

const ENTITY_KIND = { LIST: 'LIST', PATTERN: 'PATTERN', BUILT_IN: 'BUILT_IN', LEARNED: 'LEARNED' } as const satisfies {
  [kind in EntityKind]: kind;
};
registerEnumType(ENTITY_KIND, {
  name: 'EntityKind',
  description: 'How entities of a type are found.',
  valuesConfig: {
    LIST: { description: 'By a list of values and their synonyms, whatever their case and accents.' },
    PATTERN: { description: 'By a regular expression of RE2.' },
    BUILT_IN: { description: 'By a grammar that Malha brings.' },
    LEARNED: { description: 'By a tagger that each version learns from annotated examples.' },
  },
});

const BUILT_IN = {
  DATE: 'DATE',
  TIME: 'TIME',
  DATE_TIME: 'DATE_TIME',
  NUMBER: 'NUMBER',
  MONEY: 'MONEY',
  EMAIL: 'EMAIL',
  URL: 'URL',
  PHONE: 'PHONE',
  CPF: 'CPF',
  CNPJ: 'CNPJ',
} as const satisfies { [builtIn in BuiltIn]: builtIn };
registerEnumType(BUILT_IN, {
  name: 'BuiltInEntity',
  description: 'What Malha finds without being taught, in Portuguese and English.',
  valuesConfig: {
    DATE: { description: 'A day, such as "12/03/2026", "12 de março" or "tomorrow".' },
    TIME: { description: 'A time of day, such as "15h30" or "3:30 pm".' },
    DATE_TIME: { description: 'A day and a time of day together.' },
    NUMBER: { description: 'A number, in figures.' },
    MONEY: { description: 'An amount with its currency.' },
    EMAIL: { description: 'An e-mail address.' },
    URL: { description: 'An address of a page.' },
    PHONE: { description: 'A telephone number.' },
    CPF: { description: 'A Brazilian taxpayer number of a person, with right check digits.' },
    CNPJ: { description: 'A Brazilian taxpayer number of a company, with right check digits.' },
  },
});

@ObjectType({ description: 'One value of a list, and how it is said.' })
export class EntityValue {
  @Field(() => String, { description: 'What a span is worth; found where it is said, too.' })
  value!: string;

  @Field(() => [String], { description: 'Other ways to say it.' })
  synonyms!: readonly string[];

  @Field(() => String, { nullable: true, description: 'BCP 47 tag of the only language in which it is said.' })
  language?: string | null;
}

@ObjectType({ description: 'A kind of detail that an assistant looks for in what is said.' })
export class EntityType {
  @Field(() => ID, { description: 'Opaque.' })
  id!: string;

  @Field(() => ID, { description: 'The assistant it belongs to.' })
  assistantId!: string;

  @Field(() => String, { description: 'Unique within the assistant, whatever its case; the `type` of its spans.' })
  name!: string;

  @Field(() => ENTITY_KIND, { description: 'How its spans are found.' })
  kind!: EntityKind;

  @Field(() => [EntityValue], { description: 'Of a LIST, in the order written, up to 10,000; else empty.' })
  values!: readonly EntityValue[];

  @Field(() => Int, { description: 'How many values it has.' })
  valueCount!: number;

  @Field(() => String, { nullable: true, description: 'Of a PATTERN: RE2 syntax.' })
  pattern?: string | null;

  @Field(() => BUILT_IN, { nullable: true, description: 'Of a BUILT_IN: which one.' })
  builtIn?: BuiltIn | null;

  @Field(() => Date, { description: 'When its definition was last written.' })
  updatedAt!: Date;
}

const { connection: Connection } = connectionOf('EntityType', () => EntityType);

@ObjectType('EntityTypeConnection', { description: 'Entity types of one assistant, by name.' })
export class EntityTypeConnection extends Connection {}

@InputType({ description: 'One value of a list, and how it is said.' })
export class EntityValueInput {
  @Field(() => String, { description: 'What a span is worth; 1 to 200 characters.' })
  value!: string;

  @Field(() => [String], { nullable: true, description: 'Other ways to say it, up to 100.' })
  synonyms?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'BCP 47 tag of the only language in which it is said; in all where absent.',
  })
  language?: string | null;
}

@InputType({ description: 'What the kind of an entity type needs: the field of its own kind, and no other.' })
export abstract class EntityDefinitionInput extends KeyedInput {
  @Field(() => [EntityValueInput], { nullable: true, description: 'Of a LIST, 1 to 10,000.' })
  values?: EntityValueInput[] | null;

  @Field(() => String, { nullable: true, description: 'Of a PATTERN: RE2 syntax, at most 500 characters.' })
  pattern?: string | null;

  @Field(() => BUILT_IN, { nullable: true, description: 'Of a BUILT_IN.' })
  builtIn?: BuiltIn | null;
}

@InputType({ description: 'A new entity type.' })
export class CreateEntityTypeInput extends EntityDefinitionInput {
  @Field(() => ID, { description: 'Whose entity type it is.' })
  assistantId!: string;

  @Field(() => String, {
    description: 'Letters, digits, `_`, `-` and `.`, at most 64; unique within the assistant, whatever its case.',
  })
  name!: string;

  @Field(() => ENTITY_KIND, { description: 'How its spans are found; it stays.' })
  kind!: EntityKind;
}

@InputType({ description: 'Another definition of an entity type; its name and kind stay.' })
export class UpdateEntityTypeInput extends EntityDefinitionInput {
  @Field(() => ID, { description: 'Which entity type.' })
  entityTypeId!: string;
}

@InputType({ description: 'An entity type to delete.' })
export class DeleteEntityTypeInput extends KeyedInput {
  @Field(() => ID, { description: 'Which entity type.' })
  entityTypeId!: string;
}

@ObjectType()
abstract class EntityTypePayload {
  @Field(() => EntityType, { nullable: true, description: 'The entity type as it is now.' })
  entityType?: EntityType | null;

  @Field(() => [UserError], { description: 'Why nothing changed.' })
  errors!: UserError[];
}

@ObjectType({ description: 'The new entity type.' })
export class CreateEntityTypePayload extends EntityTypePayload {}

@ObjectType({ description: 'The entity type with its new definition.' })
export class UpdateEntityTypePayload extends EntityTypePayload {}

@ObjectType({ description: 'What was deleted.' })
export class DeleteEntityTypePayload {
  @Field(() => ID, { nullable: true, description: 'The id that the entity type had.' })
  entityTypeId?: string | null;

  @Field(() => [UserError], { description: 'Why nothing changed.' })
  errors!: UserError[];
}
