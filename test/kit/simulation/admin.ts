import type { HelpDesk } from '../../../demo/help-desk.ts';
import type { TestGraph } from '../graph.ts';
import { eventually } from '../loop.ts';
import { refuseErrors } from './graph-desk.ts';
import type { World } from './world.ts';

const EXAMPLES_AT_ONCE = 500;
const REVIEWS_AT_ONCE = 20;
const RUN_TIMEOUT_MS = 300_000;
const OVER = new Set(['SUCCEEDED', 'GATE_REFUSED', 'FAILED', 'CANCELLED']);

/** What came of a night's training. */
export interface Trained {
  readonly runId: string;
  readonly state: string;
  readonly error: string | null;
  readonly version: {
    readonly id: string;
    readonly number: number;
    readonly evidenceHash: string;
    readonly evaluation: { readonly verdict: string; readonly accuracy: { readonly value: number } };
  } | null;
}

/** What was decided about a version. */
export type Decision = 'APPROVED' | 'OVERRIDDEN' | 'REFUSED' | 'WAITS';

/** The version in service, and how it did on the locked test split. */
export interface Champion {
  readonly id: string;
  readonly number: number;
  readonly evaluation: { readonly accuracy: { readonly value: number } };
}

/** Somebody who looks after an assistant over the public graph. */
export class Admin {
  readonly assistantId: string;
  readonly #graph: TestGraph;

  private constructor(graph: TestGraph, assistantId: string) {
    this.#graph = graph;
    this.assistantId = assistantId;
  }

  /** Makes an assistant of a help desk's intents and answers, and teaches it what a world has it taught. */
  static async open(graph: TestGraph, { name, languages, intents }: HelpDesk, { taught }: World): Promise<Admin> {
    const { createAssistant } = await graph.data<{
      createAssistant: { assistant: { id: string }; errors: { code: string; message: string }[] };
    }>(
      'mutation($input: CreateAssistantInput!) { createAssistant(input: $input) { assistant { id } errors { code message } } }',
      {
        input: { name, languages },
      },
    );
    refuseErrors(createAssistant);
    const admin = new Admin(graph, createAssistant.assistant.id);
    await Promise.all(
      intents.map(({ name: intent, labels, answers }) =>
        admin.#change('createIntent', { name: intent, labels: texts(labels), answers: texts(answers) }),
      ),
    );
    for (let from = 0; from < taught.length; from += EXAMPLES_AT_ONCE)
      await admin.#change('importExamples', {
        examples: taught.slice(from, from + EXAMPLES_AT_ONCE).map(({ utterance: text, intent, language, split }) => ({
          text,
          intent,
          language,
          split: split.toUpperCase(),
        })),
      });
    return admin;
  }

  setPolicy(policy: object): Promise<void> {
    return this.#change('updateRetrainPolicy', policy);
  }

  setCanaryPlan(plan: object): Promise<void> {
    return this.#change('setCanaryPlan', plan);
  }

  requestRetraining(reason: string): Promise<void> {
    return this.#change('requestRetraining', { reason });
  }

  /** What came of the last run that was asked for, once it is over. */
  lastRun(): Promise<Trained> {
    return eventually(
      async () => {
        const { trainingRuns } = await this.#graph.data<{ trainingRuns: { edges: { node: RunNode }[] } }>(
          `query($id: ID!) { trainingRuns(assistantId: $id, first: 1) { edges { node { id state error
            modelVersion { id number evidenceHash evaluation { verdict accuracy { value } } } } } } }`,
          { id: this.assistantId },
        );
        const run = trainingRuns.edges[0]?.node;
        if (!run || !OVER.has(run.state)) return undefined;
        return { runId: run.id, state: run.state, error: run.error, version: run.modelVersion };
      },
      { what: 'the end of a training run', timeoutMs: RUN_TIMEOUT_MS },
    );
  }

  /**
   * Approves what the gate lets pass, on its present evidence, and waits until it is in service, or begins to be. What the gate refuses
   * goes into service only where the admin overrides it, which is a gate switched off.
   */
  async decide({ state, version }: Trained, { overrides = false } = {}): Promise<Decision> {
    if (!version || (state !== 'SUCCEEDED' && state !== 'GATE_REFUSED')) return 'REFUSED';
    const isRefused = state === 'GATE_REFUSED';
    if (isRefused && !overrides) return 'REFUSED';
    const { approveModelVersion: answer } = await this.#graph.data<{
      approveModelVersion: { __typename: string; code?: string; message?: string };
    }>(
      `mutation($input: ApproveModelVersionInput!) { approveModelVersion(input: $input) { __typename ... on UserError { code message } } }`,
      {
        input: {
          modelVersionId: version.id,
          expectedEvidenceHash: version.evidenceHash,
          ...(isRefused && { overrideReason: 'the gate is switched off' }),
        },
      },
    );
    // Another version is still taking over.
    if (answer.code === 'INVALID_STATE') return 'WAITS';
    if (answer.__typename !== 'ApproveModelVersionSuccess') throw new Error(JSON.stringify(answer));
    await eventually(
      async () => {
        const found = await this.#graph.data<{ modelVersion: { state: string } }>(
          'query($id: ID!) { modelVersion(id: $id) { state } }',
          { id: version.id },
        );
        return ['APPROVED', 'PENDING_APPROVAL', 'GATE_REFUSED'].includes(found.modelVersion.state) ? undefined : true;
      },
      { what: 'the roll-out', timeoutMs: RUN_TIMEOUT_MS },
    );
    return isRefused ? 'OVERRIDDEN' : 'APPROVED';
  }

  async champion(): Promise<Champion> {
    const { champion } = await this.#graph.data<{ champion: Champion }>(
      'query($id: ID!) { champion(assistantId: $id) { id number evaluation { accuracy { value } } } }',
      { id: this.assistantId },
    );
    return champion;
  }

  /** The roll-outs of a version: what became of each, and what was counted of it. */
  async deploymentsOf(versionId: string): Promise<Rollout[]> {
    const { modelVersion } = await this.#graph.data<{ modelVersion: { deployments: Rollout[] } }>(
      `query($id: ID!) { modelVersion(id: $id) { deployments { id state
        test { pValue alarmedAt voices helpfulRate championVoices championHelpfulRate
          conversations answeredRate championConversations championAnsweredRate } } } }`,
      { id: versionId },
    );
    return modelVersion.deployments;
  }

  relabel(reviews: readonly { feedbackId: string; intent: string }[]): Promise<void> {
    return this.#review(reviews.map(({ feedbackId, intent }) => ({ feedbackId, decision: 'RELABEL', intent })));
  }

  accept(feedbacks: readonly { feedbackId: string }[]): Promise<void> {
    return this.#review(feedbacks.map(({ feedbackId }) => ({ feedbackId, decision: 'ACCEPT' })));
  }

  async #review(reviews: readonly object[]): Promise<void> {
    for (let from = 0; from < reviews.length; from += REVIEWS_AT_ONCE)
      await Promise.all(
        reviews.slice(from, from + REVIEWS_AT_ONCE).map((review) => this.#send('reviewFeedback', review)),
      );
  }

  #change(mutation: string, input: object): Promise<void> {
    return this.#send(mutation, { assistantId: this.assistantId, ...input });
  }

  async #send(mutation: string, input: object): Promise<void> {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const answer = await this.#graph.data<Record<string, { errors: { code: string; message: string }[] }>>(
      `mutation($input: ${type}!) { ${mutation}(input: $input) { errors { code message } } }`,
      { input },
    );
    refuseErrors(answer[mutation] ?? { errors: [] });
  }
}

function texts(byLanguage: Readonly<Record<string, string>>): { language: string; text: string }[] {
  return Object.entries(byLanguage).map(([language, text]) => ({ language, text }));
}

interface RunNode {
  id: string;
  state: string;
  error: string | null;
  modelVersion: Trained['version'];
}

export interface Rollout {
  readonly id: string;
  readonly state: string;
  readonly test: {
    readonly pValue: number;
    readonly alarmedAt: string | null;
    readonly voices: number;
    readonly helpfulRate: number | null;
    readonly championVoices: number;
    readonly championHelpfulRate: number | null;
    readonly conversations: number;
    readonly answeredRate: number | null;
    readonly championConversations: number;
    readonly championAnsweredRate: number | null;
  } | null;
}
