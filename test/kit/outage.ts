import { Chat, DEMO, type TurnAnswer } from './loop.ts';
import type { RunningMalha } from './malha.ts';

/** One thing that people do with Malha, as an operation over several rooms. */
interface Probe {
  readonly operation: string;
  readonly isOfTheUser?: boolean;
}

/** Everything that a room's outage may cost, asked at once, and what a whole Malha answers. */
export class Outage {
  readonly #malha: RunningMalha;
  readonly #chat: Chat;
  readonly #turn: TurnAnswer;
  #whole: ReadonlyMap<string, unknown> = new Map();

  private constructor(malha: RunningMalha, chat: Chat, turn: TurnAnswer) {
    this.#malha = malha;
    this.#chat = chat;
    this.#turn = turn;
  }

  /** Looks at Malha while nothing is missing. */
  static async prepare(malha: RunningMalha): Promise<Outage> {
    const chat = await Chat.start(malha);
    const outage = new Outage(malha, chat, await chat.say('how do I renew a book?'));
    const { answers, errors } = await outage.#ask();
    if (errors.length > 0) throw new Error(`something is missing already: ${JSON.stringify(errors)}`);
    outage.#whole = answers;
    return outage;
  }

  get conversationId(): string {
    return this.#chat.conversationId;
  }

  /** What is missing now: the path of each field that a whole Malha answers, the errors' codes, and all that was said of them. */
  async look(): Promise<{ lost: string[]; codes: string[]; text: string }> {
    const { answers, errors } = await this.#ask();
    const lost = [...this.#whole].flatMap(([name, whole]) => lostOf(whole, answers.get(name), name));
    return {
      lost,
      codes: [...new Set(errors.map(({ extensions }) => extensions?.code ?? 'none'))],
      text: JSON.stringify(errors),
    };
  }

  async #ask() {
    const answers = new Map<string, unknown>();
    const errors = [];
    for (const [name, { operation, isOfTheUser }] of Object.entries(this.#probes())) {
      const result = await this.#malha.graph(isOfTheUser ? this.#chat.token : undefined).send(operation);
      answers.set(name, result.data?.['it'] ?? null);
      errors.push(...(result.errors ?? []));
    }
    return { answers, errors };
  }

  #probes(): Readonly<Record<string, Probe>> {
    const assistant = `assistantId: "${DEMO}", first: 1`;
    return {
      say: {
        isOfTheUser: true,
        operation: `mutation { it: sendMessage(input: { conversationId: "${this.conversationId}", text: "how do I renew a book?" }) {
          turn { reply { text } interpretation { intent } modelVersion { number } tags { name } } } }`,
      },
      // Said once and then under the same key: it does not count as further feedback.
      judge: {
        isOfTheUser: true,
        operation: `mutation { it: submitFeedback(input: { turnId: "${this.#turn.id}", verdict: HELPFUL, idempotencyKey: "probe" }) { feedback { turn { utterance } } } }`,
      },
      turn: {
        isOfTheUser: true,
        operation: `{ it: turn(id: "${this.#turn.id}") { utterance interpretation { intent } modelVersion { number } tags { name } feedback { verdict } } }`,
      },
      history: {
        operation: `{ it: feedbackHistory(filter: { assistantId: "${DEMO}" }, first: 1) { edges { node { verdict turn { utterance } } } } }`,
      },
      versions: { operation: `{ it: modelVersions(${assistant}) { edges { node { number } } } }` },
      intents: { operation: `{ it: intents(${assistant}) { edges { node { name } } } }` },
      tags: { operation: `{ it: tagCategories(${assistant}) { edges { node { name } } } }` },
      sources: { operation: `{ it: sources(${assistant}) { pageInfo { hasNextPage } } }` },
    };
  }
}

/** The paths at which there is nothing, where there was something. */
function lostOf(whole: unknown, now: unknown, path: string): string[] {
  if (whole === null || typeof whole !== 'object') return whole !== null && (now ?? null) === null ? [path] : [];
  if (now === null || typeof now !== 'object') return [path];
  return Object.entries(whole).flatMap(([name, part]) =>
    lostOf(part, (now as Record<string, unknown>)[name], Array.isArray(whole) ? path : `${path}.${name}`),
  );
}
