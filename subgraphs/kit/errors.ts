import { GraphQLError } from 'graphql';

/** Codes that travel at the top level of a response, in `extensions.code`. Part of the public API. */
export type TransportCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'BAD_USER_INPUT'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE'
  | 'INTERNAL';

/**
 * An expected failure: the caller can understand and mend it. `code` is API.
 * Mutations return it in their payload's `errors`; thrown anywhere else it becomes a top-level GraphQL error with the same code.
 */
export class DomainError extends Error {
  readonly code: string;
  /** The argument at fault, from the input down. Not called `path`: graphql-js takes an error with one for its own, and says it as the place in the answer. */
  readonly argument: readonly string[] | undefined;

  constructor(code: string, message: string, argument?: readonly string[]) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.argument = argument;
  }
}

export class NotFound extends DomainError {
  constructor(what: string, path?: readonly string[]) {
    super('NOT_FOUND', `There is no such ${what}.`, path);
  }
}

/** The thing is there but not in a state that allows what was asked. */
export class InvalidState extends DomainError {
  constructor(message: string, path?: readonly string[]) {
    super('INVALID_STATE', message, path);
  }
}

/** A name, a list or a number that the room cannot take. */
export class InvalidInput extends DomainError {
  constructor(message: string, path: readonly string[]) {
    super('INVALID_INPUT', message, path);
  }
}

/** An argument that no correct client sends: a broken cursor, `first` out of range. Always a top-level error. */
export class BadUserInput extends DomainError {
  constructor(message: string, path?: readonly string[]) {
    super('BAD_USER_INPUT', message, path);
  }
}

export class Forbidden extends DomainError {
  constructor(message = 'You may not do this.') {
    super('FORBIDDEN', message);
  }
}

/** Another part of Malha did not answer in time; the same request may succeed later. */
export class Unavailable extends DomainError {
  constructor(message: string) {
    super('UNAVAILABLE', message);
  }
}

/** The caller does this too often; `retryAfterSeconds` later it may again. */
export class RateLimited extends DomainError {
  readonly retryAfterSeconds: number;

  constructor(message: string, retryAfterSeconds: number) {
    super('RATE_LIMITED', `${message} Try again in ${retryAfterSeconds} s.`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** True for codes that describe the request as a whole, so they never hide in a payload's `errors`. */
export function isTransportCode(code: string): code is TransportCode {
  return ['UNAUTHENTICATED', 'FORBIDDEN', 'BAD_USER_INPUT', 'RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL'].includes(code);
}

/** Throws when one of our own assumptions does not hold; masked as `INTERNAL` for the caller. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant: ${message}`);
}

/** @throws DomainError TEXT_TOO_LONG beyond `limit` UTF-16 code units, TEXT_INVALID for a NUL character or half of a surrogate pair, TEXT_REQUIRED for nothing but blanks where `required`. */
export function checkText(
  text: string | null | undefined,
  { path, limit, required = false }: { path: string[]; limit: number; required?: boolean },
): void {
  if (required && !text?.trim()) throw new DomainError('TEXT_REQUIRED', `${path.join('.')} may not be empty.`, path);
  if (text && text.length > limit)
    throw new DomainError('TEXT_TOO_LONG', `${path.join('.')} is longer than ${limit} UTF-16 code units.`, path);
  // PostgreSQL cannot hold them, so they would surface as a failure of ours.
  if (text?.includes('\0')) throw new DomainError('TEXT_INVALID', `${path.join('.')} holds a NUL character.`, path);
  if (text?.isWellFormed() === false)
    throw new DomainError('TEXT_INVALID', `${path.join('.')} holds half of a surrogate pair.`, path);
}

/** The GraphQL error that a caller sees for `error`; anything unexpected is masked and reported through `onInternal`. */
export function toGraphQLError(
  error: GraphQLError,
  { requestId, onInternal }: { requestId: string; onInternal: (cause: unknown) => void },
): GraphQLError {
  const cause = error.originalError ?? error;
  if (cause instanceof RateLimited)
    return coded(error, cause.message, {
      code: cause.code,
      requestId,
      retryAfterSeconds: cause.retryAfterSeconds,
    });
  if (cause instanceof DomainError) return coded(error, cause.message, { code: cause.code, requestId });
  // graphql-js' own errors (a missing variable, a value of a wrong type) are the caller's and safe to show.
  if (cause instanceof GraphQLError)
    return coded(error, cause.message, {
      ...cause.extensions,
      code: cause.extensions['code'] ?? 'BAD_USER_INPUT',
      requestId,
    });
  if (isUnstorableText(cause))
    return coded(error, 'A text holds a character that cannot be kept.', { code: 'BAD_USER_INPUT', requestId });
  onInternal(cause);
  return coded(error, 'Something went wrong on our side.', { code: 'INTERNAL', requestId });
}

/** PostgreSQL keeps no U+0000 (22021 in a text, 22P05 in JSON), wherever in an argument it came. */
function isUnstorableText(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === '22021' || cause.code === '22P05');
}

function coded(error: GraphQLError, message: string, extensions: Record<string, unknown>): GraphQLError {
  return new GraphQLError(message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions,
  });
}
