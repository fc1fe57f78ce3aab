import { setTimeout as pause } from 'node:timers/promises';
import { Chat } from './loop.ts';
import type { RunningMalha } from './malha.ts';

const RETRY_MS = 50;
const IDLE_MS = 10;

interface SaidTurn {
  id: string;
  index: number;
  utterance: string;
}

/**
 * One end user who speaks without pause and, beside it, judges each reply, in order. What fails is sent again under its idempotency key until
 * it is acknowledged, as a careful front end does.
 */
export class SteadyUser {
  /** Turns and feedback that Malha acknowledged, in the order of their sending. */
  readonly said: SaidTurn[] = [];
  readonly judged: { id: string; comment: string }[] = [];
  /** The code of every attempt that failed. */
  readonly failures: string[] = [];
  readonly conversationId: string;
  readonly #graph: ReturnType<RunningMalha['graph']>;
  readonly #work: Promise<unknown>;
  #isStopping = false;
  #isSilent = false;

  private constructor(malha: RunningMalha, chat: Chat) {
    this.conversationId = chat.conversationId;
    this.#graph = malha.graph(chat.token);
    this.#work = Promise.all([this.#speak(), this.#judge()]);
    // Heard where it is waited for: in `stop`.
    this.#work.catch(() => undefined);
  }

  static async start(malha: RunningMalha): Promise<SteadyUser> {
    return new SteadyUser(malha, await Chat.start(malha));
  }

  /** Ends what was begun: every message is acknowledged and every turn judged. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#work;
  }

  async #speak(): Promise<void> {
    while (!this.#isStopping) {
      const text = `how do I renew a book? ${this.said.length}`;
      const turn = await this.#untilAcknowledged<SaidTurn>(
        `mutation($input: SendMessageInput!) { answer: sendMessage(input: $input) { made: turn { id index utterance } errors { code } } }`,
        { conversationId: this.conversationId, text, idempotencyKey: `say ${this.said.length}` },
      );
      this.said.push(turn);
    }
    this.#isSilent = true;
  }

  async #judge(): Promise<void> {
    while (!this.#isSilent || this.judged.length < this.said.length) {
      const turn = this.said[this.judged.length];
      if (!turn) {
        await pause(IDLE_MS);
        continue;
      }
      const comment = `judgement ${turn.index}`;
      const { id } = await this.#untilAcknowledged<{ id: string }>(
        `mutation($input: SubmitFeedbackInput!) { answer: submitFeedback(input: $input) { made: feedback { id } errors { code } } }`,
        { turnId: turn.id, verdict: 'HELPFUL', comment, idempotencyKey: `judge ${turn.index}` },
      );
      this.judged.push({ id, comment });
    }
  }

  async #untilAcknowledged<T>(mutation: string, input: Record<string, unknown>): Promise<T> {
    for (;;) {
      const { data, errors } = await this.#graph.send(mutation, { input });
      const answer = data?.['answer'] as { made: T | null; errors: { code: string }[] } | null | undefined;
      if (answer?.made) return answer.made;
      const codes = [
        ...(errors ?? []).map(({ extensions }) => extensions?.code),
        ...(answer?.errors ?? []).map(({ code }) => code),
      ];
      this.failures.push(codes.join(' ') || 'an answer without anything');
      await pause(RETRY_MS);
    }
  }
}
