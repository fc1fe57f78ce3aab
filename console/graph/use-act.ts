import type { TypedDocumentNode } from '@urql/core';
import { useState } from 'react';
import { type AnyVariables, type OperationContext, useMutation } from 'urql';
import { type Problem, problemOf } from './problem.ts';

export interface Act<Data, Variables> {
  /** Resolves to what the mutation answered, or to null where it changed nothing; `problems` then says why. Never rejects. */
  act: (variables: Variables) => Promise<Data | null>;
  readonly isActing: boolean;
  readonly problems: readonly Problem[];
  forget: () => void;
}

/**
 * A mutation with one list of problems, whether the operation failed or its payload lists user errors. `context` names the types that it changes
 * without answering one of them, as a deletion does.
 */
export function useAct<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  errorsOf: (data: Data) => readonly Problem[],
  context?: Partial<OperationContext>,
): Act<Data, Variables> {
  const [{ fetching }, execute] = useMutation(document);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  return {
    isActing: fetching,
    problems,
    forget: () => setProblems([]),
    async act(variables) {
      const { data, error } = await execute(variables, context);
      const found = error ? [problemOf(error)] : data ? errorsOf(data) : [];
      setProblems(found);
      return found.length === 0 ? (data ?? null) : null;
    },
  };
}
