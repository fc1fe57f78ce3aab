import { Directive, Field, InterfaceType, ObjectType } from 'type-graphql';
import { DomainError, isTransportCode } from './errors.ts';

/** What a mutation tells its caller when it changed nothing. */
@InterfaceType({
  description: 'Why a mutation changed nothing, in a form a program can act on.',
  autoRegisterImplementations: false,
  resolveType: (error: UserError) => (error.constructor === Object ? 'InputError' : error.constructor.name),
})
export abstract class UserError {
  @Field(() => String, { description: 'A stable code in SCREAMING_SNAKE case; part of the API.' })
  code!: string;

  @Field(() => String, { description: 'One sentence for a person, in English.' })
  message!: string;

  @Field(() => [String], { nullable: true, description: 'The argument that is at fault, from the input down.' })
  path?: string[] | null;
}

@ObjectType({ implements: UserError, description: 'An argument or a state that does not allow what was asked.' })
@Directive('@shareable')
export class InputError extends UserError {}

/** A mutation's payload: what changed, or the errors for which nothing did. */
export interface Payload {
  errors: UserError[];
}

/**
 * Runs a mutation's work and turns an expected failure into `errors`. Transport codes (FORBIDDEN, UNAVAILABLE, …) and bugs pass through.
 * `work` returns the payload's other fields.
 */
export async function payload<T extends object>(work: () => Promise<T>): Promise<T | Payload> {
  try {
    return { ...(await work()), errors: [] };
  } catch (error) {
    if (!(error instanceof DomainError) || isTransportCode(error.code)) throw error;
    return { errors: [inputError(error)] };
  }
}

export function inputError(error: DomainError): InputError {
  return Object.assign(new InputError(), {
    code: error.code,
    message: error.message,
    path: error.argument ? [...error.argument] : null,
  });
}
