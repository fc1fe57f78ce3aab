import type { TestGraph } from '../graph.ts';
import type { Desk, Heard } from './converse.ts';
import type { Person } from './people.ts';

/** What an app lets people do with an assistant. */
interface App {
  readonly assistantId: string;
  /** The app's own. */
  readonly graph: TestGraph;
  readonly connect: (token: string) => TestGraph;
}

export interface GraphDesk extends Desk {
  /** The feedback that was given so far. */
  readonly feedbackIds: string[];
}

interface TurnAnswer {
  id: string;
  reply: { kind: Heard['kind']; options: { intent: string }[] };
  interpretation: { intent: string | null } | null;
}
interface Refusable {
  errors: { code: string; message: string }[];
}

/** A conversation over the public graph, as an app holds it for somebody. */
export async function openDesk({ assistantId, graph: app, connect }: App, person: Person): Promise<GraphDesk> {
  const { startConversation: started } = await app.data<{
    startConversation: Refusable & { conversation: { id: string }; conversationToken: string };
  }>(
    'mutation($input: StartConversationInput!) { startConversation(input: $input) { conversation { id } conversationToken errors { code message } } }',
    {
      input: { assistantId, language: person.language, channel: 'simulation', endUserId: person.id },
    },
  );
  refuseErrors(started);
  const graph = connect(started.conversationToken);
  const feedbackIds: string[] = [];

  async function send(input: { text: string; chosenIntent?: string }): Promise<TurnAnswer> {
    const { sendMessage } = await graph.data<{ sendMessage: Refusable & { turn: TurnAnswer } }>(
      `mutation($input: SendMessageInput!) { sendMessage(input: $input) {
        turn { id reply { kind options { intent } } interpretation { intent } } errors { code message } } }`,
      { input: { conversationId: started.conversation.id, ...input } },
    );
    refuseErrors(sendMessage);
    return sendMessage.turn;
  }
  return {
    feedbackIds,
    async say(text) {
      const { id, reply, interpretation } = await send({ text });
      const intent = reply.kind === 'ANSWER' ? (interpretation?.intent ?? null) : null;
      return { turnId: id, kind: reply.kind, intent, options: reply.options.map((option) => option.intent) };
    },
    async choose(chosenIntent, text) {
      await send({ text, chosenIntent });
    },
    async tell(turnId, opinion) {
      const { submitFeedback } = await graph.data<{ submitFeedback: Refusable & { feedback: { id: string } } }>(
        'mutation($input: SubmitFeedbackInput!) { submitFeedback(input: $input) { feedback { id } errors { code message } } }',
        { input: { turnId, ...opinion } },
      );
      refuseErrors(submitFeedback);
      feedbackIds.push(submitFeedback.feedback.id);
    },
  };
}

/** What the graph refuses in a payload is no accident of a simulation. */
export function refuseErrors({ errors }: Refusable): void {
  if (errors.length > 0) throw new Error(`the graph refused: ${JSON.stringify(errors)}`);
}
