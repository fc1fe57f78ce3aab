import { Field, ID, ObjectType } from 'type-graphql';
import { DateTime, InputError, UserError } from '../../kit/index.ts';

@ObjectType({ description: 'Who is asking.' })
export class Viewer {
  @Field(() => ID, { description: 'The subject of the token.' })
  id!: string;

  @Field(() => [String], { description: 'Among admin, analyst, ci, app and user.' })
  roles!: readonly string[];
}

@ObjectType({ description: 'A new token, shown this once and kept nowhere, or why none was made.' })
export class IssueTokenPayload {
  @Field(() => String, { nullable: true, description: 'The bearer token.' })
  token?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it stops being good.' })
  expiresAt?: Date | null;

  @Field(() => [UserError], { description: 'Empty where a token was issued.' })
  errors!: InputError[];
}
