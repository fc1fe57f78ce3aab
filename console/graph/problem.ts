import { codeOf, messageOf, requestIdOf } from './failure.ts';

/** Why a mutation changed nothing: the graph's user error, or the whole operation's failure. */
export interface Problem {
  readonly code: string;
  readonly message: string | null;
  readonly path?: readonly string[] | null | undefined;
  readonly requestId?: string | null;
}

export function problemOf(failure: Parameters<typeof codeOf>[0]): Problem {
  return { code: codeOf(failure), message: messageOf(failure), requestId: requestIdOf(failure) };
}

/** The problems that belong to one input field, whether the path begins at the field or at `input`. */
export function problemsAt(problems: readonly Problem[], field: string): readonly Problem[] {
  return problems.filter(({ path }) => path?.at(-1) === field);
}
