import type { RunningMalha } from './malha.ts';

export const DEMO = 'asst_demo';

export interface UserErrorAnswer {
  code: string;
  message: string;
}
export interface TurnAnswer {
  id: string;
  index: number;
  reply: { kind: string; text: string };
  interpretation: {
    intent: string | null;
    confidence: number;
    isOutOfScope: boolean;
    language: string;
    modelVersionId: string;
  } | null;
  modelVersion: { id: string; number: number } | null;
  tags: { name: string }[] | null;
}

const TURN = `id index reply { kind text } tags { name } modelVersion { id number }
  interpretation { intent confidence isOutOfScope language modelVersionId }`;

/** One end user's conversation with the demo assistant, over the public graph with the conversation's own token. */
export class Chat {
  readonly conversationId: string;
  readonly token: string;
  readonly #malha: RunningMalha;

  private constructor(malha: RunningMalha, conversationId: string, token: string) {
    this.#malha = malha;
    this.conversationId = conversationId;
    this.token = token;
  }

  static async start(malha: RunningMalha, { language = 'en', assistantId = DEMO } = {}): Promise<Chat> {
    const { startConversation } = await malha.graph(assistantId === DEMO ? null : malha.adminToken).data<{
      startConversation: {
        conversation: { id: string } | null;
        conversationToken: string;
        errors: UserErrorAnswer[];
      };
    }>('mutation($input: StartConversationInput!) { startConversation(input: $input) { conversation { id } conversationToken errors { code message } } }', { input: { assistantId, language, channel: 'e2e' } });
    if (!startConversation.conversation) throw new Error(JSON.stringify(startConversation.errors));
    return new Chat(malha, startConversation.conversation.id, startConversation.conversationToken);
  }

  async say(text: string): Promise<TurnAnswer> {
    const { sendMessage } = await this.#malha
      .graph(this.token)
      .data<{ sendMessage: { turn: TurnAnswer | null; errors: UserErrorAnswer[] } }>(
        `mutation($input: SendMessageInput!) { sendMessage(input: $input) { turn { ${TURN} } errors { code message } } }`,
        { input: { conversationId: this.conversationId, text } },
      );
    if (!sendMessage.turn) throw new Error(JSON.stringify(sendMessage.errors));
    return sendMessage.turn;
  }

  async feedback(
    turn: { id: string },
    feedback: { verdict: 'HELPFUL' | 'UNHELPFUL' | 'CORRECTION'; correctedIntent?: string; comment?: string },
  ): Promise<{ id: string; status: string }> {
    const { submitFeedback } = await this.#malha
      .graph(this.token)
      .data<{ submitFeedback: { feedback: { id: string; status: string } | null; errors: UserErrorAnswer[] } }>(
        'mutation($input: SubmitFeedbackInput!) { submitFeedback(input: $input) { feedback { id status } errors { code message } } }',
        { input: { turnId: turn.id, ...feedback } },
      );
    if (!submitFeedback.feedback) throw new Error(JSON.stringify(submitFeedback.errors));
    return submitFeedback.feedback;
  }
}

/** Calls `look` until it returns something, and says what was last seen when it never does. */
export async function eventually<T>(
  look: () => Promise<T | undefined>,
  { timeoutMs = 120_000, what = 'it' } = {},
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > deadline) throw new Error(`${what} did not happen within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export interface FeedbackNode {
  id: string;
  conversationId: string;
  source: 'EXPLICIT' | 'IMPLICIT';
  status: string;
  verdict: string;
  correctedIntent: string | null;
  comment: string | null;
  fate: { datasetSnapshotId: string | null; modelVersion: { number: number } | null } | null;
}

/** The whole feedback history of the demo assistant, newest first. */
export async function feedbackHistory(malha: RunningMalha): Promise<FeedbackNode[]> {
  const nodes: FeedbackNode[] = [];
  let after: string | null = null;
  do {
    const { feedbackHistory: page }: HistoryPage = await malha.graph().data(
      `query($after: String) { feedbackHistory(filter: { assistantId: "${DEMO}" }, first: 100, after: $after) {
        edges { node { id conversationId source status verdict correctedIntent comment fate { datasetSnapshotId modelVersion { number } } } } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    nodes.push(...page.edges.map((edge) => edge.node));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
  return nodes;
}
interface HistoryPage {
  feedbackHistory: { edges: { node: FeedbackNode }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}

export interface VersionAnswer {
  id: string;
  number: number;
  state: string;
  evidenceHash: string;
}

export interface LearnedVersion extends VersionAnswer {
  datasetSnapshotId: string;
}
const LEARNED = 'id number state evidenceHash datasetSnapshotId';

export async function champion(malha: RunningMalha): Promise<LearnedVersion> {
  const { champion: version } = await malha
    .graph()
    .data<{ champion: LearnedVersion }>(`{ champion(assistantId: "${DEMO}") { ${LEARNED} } }`);
  return version;
}

/** Approves a version with its evidence and waits until every process serves it. */
export async function approveAndWait(malha: RunningMalha, version: ApprovableVersion): Promise<void> {
  await approve(malha, version);
  await eventually(async () => ((await champion(malha)).id === version.id ? true : undefined), { what: 'the swap' });
}

/** Approves a version with its evidence. */
export async function approve(malha: RunningMalha, version: ApprovableVersion): Promise<void> {
  const { approveModelVersion } = await malha
    .graph()
    .data<{ approveModelVersion: { __typename: string; code?: string; message?: string } }>(
      `mutation($input: ApproveModelVersionInput!) { approveModelVersion(input: $input) { __typename
        ... on ApproveModelVersionSuccess { modelVersion { id state } } ... on UserError { code message } } }`,
      { input: { modelVersionId: version.id, expectedEvidenceHash: version.evidenceHash, comment: 'looks right' } },
    );
  if (approveModelVersion.__typename !== 'ApproveModelVersionSuccess')
    throw new Error(JSON.stringify(approveModelVersion));
}
type ApprovableVersion = Pick<VersionAnswer, 'id' | 'evidenceHash'>;

/** All turns of a conversation, in order. */
export async function turnsOf(malha: RunningMalha, conversationId: string): Promise<TurnNode[]> {
  const nodes: TurnNode[] = [];
  let after: string | null = null;
  do {
    const page: TurnsPage = await malha.graph().data<TurnsPage>(
      `query($id: ID!, $after: String) { conversation(id: $id) { turns(first: 100, after: $after) {
        edges { node { id index utterance } } pageInfo { hasNextPage endCursor } } } }`,
      { id: conversationId, after },
    );
    const { edges, pageInfo } = page.conversation.turns;
    nodes.push(...edges.map(({ node }) => node));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after);
  return nodes;
}
interface TurnNode {
  id: string;
  index: number;
  utterance: string;
}
interface TurnsPage {
  conversation: {
    turns: { edges: { node: TurnNode }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
  };
}

/** Asks for a run and follows it to its version. */
export async function retrain(malha: RunningMalha, reason: string): Promise<LearnedVersion> {
  const { requestRetraining } = await malha
    .graph()
    .data<{ requestRetraining: { trainingRun: { id: string } | null; errors: UserErrorAnswer[] } }>(
      'mutation($input: RequestRetrainingInput!) { requestRetraining(input: $input) { trainingRun { id } errors { code message } } }',
      { input: { assistantId: DEMO, reason } },
    );
  if (!requestRetraining.trainingRun) throw new Error(JSON.stringify(requestRetraining.errors));
  return versionOfRun(malha, requestRetraining.trainingRun.id);
}

/** The version that a run registers, once the gate has judged it, whatever it says. */
export function versionOfRun(malha: RunningMalha, runId: string): Promise<LearnedVersion> {
  return eventually(
    async () => {
      const { trainingRun } = await malha
        .graph()
        .data<{ trainingRun: { state: string; error: string | null; modelVersion: LearnedVersion | null } }>(
          `query($id: ID!) { trainingRun(id: $id) { state error modelVersion { ${LEARNED} } } }`,
          { id: runId },
        );
      const { state, error, modelVersion } = trainingRun;
      if (['FAILED', 'CANCELLED'].includes(state)) throw new Error(`the run ended as ${state}: ${error}`);
      return ['SUCCEEDED', 'GATE_REFUSED'].includes(state) && modelVersion ? modelVersion : undefined;
    },
    { timeoutMs: 240_000, what: 'the end of a run' },
  );
}

/** One client that sends messages one after another until stopped. */
export function sendWithoutPause(malha: RunningMalha) {
  const running = new AbortController();
  let sent = 0;
  let took: number[] = [];
  const failures: unknown[] = [];
  const done = (async () => {
    const chat = await Chat.start(malha);
    while (!running.signal.aborted) {
      try {
        const startedAt = performance.now();
        const turn = await chat.say('where can I see my grades?');
        if (!turn.interpretation) failures.push('a turn without an interpretation');
        sent++;
        took.push(performance.now() - startedAt);
      } catch (error) {
        failures.push(error);
      }
    }
  })();
  return {
    /** How long each message took since this was asked last, in ms. */
    took(): readonly number[] {
      const since = took;
      took = [];
      return since;
    },
    async stop() {
      running.abort();
      await done;
      return { sent, failures };
    },
  };
}
