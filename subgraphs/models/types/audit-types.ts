import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../kit/index.ts';
import { AuditAction } from '../vocabulary.ts';
import './enums.ts';

@ObjectType({ description: 'One thing worth knowing of an act.' })
export class AuditFact {
  @Field(() => String, { description: 'What it is, e.g. `reason`, or the name of a setting.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What it was, or became.' })
  value?: string | null;

  @Field(() => String, { nullable: true, description: 'What it was before, where it was changed.' })
  before?: string | null;
}

@ObjectType({ description: 'What somebody did. Written together with the act, and never changed.' })
export class AuditEntry {
  @Field(() => ID, { description: 'Opaque.' })
  id!: string;

  @Field(() => ID, { nullable: true, description: 'Null where it concerns no single assistant.' })
  assistantId?: string | null;

  @Field(() => Int, { description: 'Counts the entries of the assistant from 1, in the order of writing.' })
  sequence!: number;

  @Field(() => String, {
    description: 'Who did it; `policy` where the assistant’s policy did, `alert` where an alert did.',
  })
  actor!: string;

  @Field(() => AuditAction, { description: 'What was done.' })
  action!: AuditAction;

  @Field(() => ID, { description: 'What it was done to, e.g. a version or a training run.' })
  subject!: string;

  @Field(() => Date, { description: 'When it was done.' })
  at!: Date;

  @Field(() => [AuditFact], { description: 'Reason, comment, evidence, settings before and after.' })
  facts!: AuditFact[];

  @Field(() => String, { nullable: true, description: 'The request that did it; null where none did.' })
  requestId?: string | null;

  @Field(() => String, { description: '`hash` of the entry before; 64 zeros for the first.' })
  previousHash!: string;

  @Field(() => String, { description: 'sha256 of the entry, `previousHash` included, hex.' })
  hash!: string;
}

@ObjectType({ description: 'How far a log bears looking at: every hash was computed anew.' })
export class AuditChain {
  @Field(() => Int, { description: 'Entries in it.' })
  length!: number;

  @Field(() => String, {
    nullable: true,
    description: '`hash` of the last; note it down to see later that none is cut off.',
  })
  headHash?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      '`sequence` of the first that was tampered with, or follows on one that is gone; null where all is sound.',
  })
  brokenAt?: number | null;
}

const { connection } = connectionOf('AuditEntry', () => AuditEntry);

@ObjectType('AuditEntryConnection', { description: 'Acts that concern one assistant, the last written first.' })
export class AuditEntryConnection extends connection {}

@InputType({ description: 'Which acts; what is left out does not narrow.' })
export class AuditFilter {
  @Field(() => [AuditAction], { nullable: true, description: 'Of these kinds.' })
  actions?: AuditAction[] | null;

  @Field(() => [String], { nullable: true, description: 'By these.' })
  actors?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Done to these.' })
  subjects?: string[] | null;

  @Field(() => Date, { nullable: true, description: 'Done then or later.' })
  from?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Done before then.' })
  to?: Date | null;
}

@ArgsType()
export class AuditLogArgs extends PageArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'The assistant; without one, the acts that concern none, e.g. tokens issued.',
  })
  assistantId?: string | null;

  @Field(() => AuditFilter, { nullable: true, description: 'Which of them.' })
  filter?: AuditFilter | null;
}
