import { useState } from 'react';
import { newIdempotencyKey } from '../graph/idempotency-key.ts';
import type { Problem } from '../graph/problem.ts';
import { problemOf } from '../graph/problem.ts';
import { graphql } from '../gql/index.ts';
import type { SendMessageMutation } from '../gql/graphql.ts';
import { useMutation } from 'urql';

const SendMessage = graphql(`
  mutation SendMessage($input: SendMessageInput!) {
    sendMessage(input: $input) {
      turn {
        id
        ...TalkTurn
      }
      errors {
        code
        message
        path
      }
    }
  }
`);

type AnsweredTurn = NonNullable<SendMessageMutation['sendMessage']['turn']>;

export interface Message {
  readonly text: string;
  readonly chosenIntent?: string;
}

/** A message on its way, or one that did not arrive and why. */
export interface Pending extends Message {
  readonly problem: Problem | null;
}

interface Attempt extends Message {
  /** The same for every try of one message: one that arrived although its answer was lost is not said twice. */
  readonly idempotencyKey: string;
}

/** Sends one message at a time, and keeps one that failed until it is sent again or let go. */
export function useSending(conversationId: string, onAnswered: (turn: AnsweredTurn) => void) {
  const [, execute] = useMutation(SendMessage);
  const [attempt, setAttempt] = useState<Attempt | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function tryOnce(next: Attempt): Promise<boolean> {
    setAttempt(next);
    setProblem(null);
    const { data, error } = await execute({ input: { conversationId, ...next } });
    const answer = data?.sendMessage;
    if (answer?.turn) {
      onAnswered(answer.turn);
      setAttempt(null);
      return true;
    }
    setProblem(error ? problemOf(error) : (answer?.errors[0] ?? { code: 'INTERNAL', message: null }));
    return false;
  }

  const pending: Pending | null = attempt && { ...attempt, problem };
  return {
    pending,
    send: (message: Message) => tryOnce({ ...message, idempotencyKey: newIdempotencyKey() }),
    retry: async () => attempt !== null && tryOnce(attempt),
    discard: () => setAttempt(null),
  };
}
