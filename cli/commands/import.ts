import { createHash, randomUUID } from 'node:crypto';
import path from 'node:path';
import { describeRefused, type RefusedRow } from '../describe-refused.ts';
import { CliError } from '../errors.ts';
import type { Evaluation } from '../follow-run.ts';
import { type Graph, refuseUserErrors } from '../graph.ts';
import { readExamples, type ReadExample } from '../read-examples.ts';
import { retrain } from './retrain.ts';

const ASSISTANTS = `query Assistants($after: String) { assistants(first: 100, after: $after) {
  edges { node { id name languages } } pageInfo { hasNextPage endCursor } } }`;
const CREATE = `mutation Create($input: CreateAssistantInput!) { createAssistant(input: $input) { assistant { id } errors { code message } } }`;
const IMPORT = `mutation Import($input: ImportExamplesInput!) { importExamples(input: $input) { imported duplicates spans newEntityTypes refused { index code } errors { code message } } }`;
const BATCH = 1_000;

type Errors = { code: string; message: string }[];

export interface ImportOptions {
  assistant?: string | undefined;
  language: string;
  timeoutMs: number;
  isQuiet: boolean;
  report: (line: string) => void;
}

/** What came of an import. */
interface Sent {
  imported: number;
  duplicates: number;
  /** Entity spans that annotations brought, and the entity types made for them. */
  spans: number;
  newEntityTypes: string[];
  refused: RefusedRow[];
}

/** The held-out figures of what was imported and trained. Shares are 0..1. */
export interface ImportResult extends Sent {
  assistantId: string;
  assistant: string;
  runId: string;
  modelVersionId: string | undefined;
  state: string;
  accuracy: number | undefined;
  macroF1: number | undefined;
  oosRecall: number | undefined;
  /** Held-out utterances with an intent: what accuracy and macro-F1 are about. */
  testExamples: number | undefined;
  trainSeconds: number | undefined;
}

/** Reads and checks everything first, then makes (or finds by name) the assistant, imports in batches and trains. */
export async function importExamples(graph: Graph, source: string, options: ImportOptions): Promise<ImportResult> {
  const examples = readExamples(source, options.language);
  const name = options.assistant ?? path.basename(path.resolve(source)).replace(/\.(tsv|csv|txt)$/i, '');
  const languages = [...new Set([options.language, ...examples.map((example) => example.language)])];
  const assistantId = (await findAssistant(graph, name)) ?? (await createAssistant(graph, name, languages));
  options.report(`assistant ${assistantId} (${name})`);

  const sent = await send(graph, assistantId, examples);
  const { imported, duplicates, spans, newEntityTypes, refused } = sent;
  options.report(`${imported} examples imported${duplicates > 0 ? `, ${duplicates} were there already` : ''}`);
  if (spans > 0) options.report(`${spans} entity spans in them`);
  if (newEntityTypes.length > 0) options.report(`entity types made: ${newEntityTypes.join(', ')}`);
  for (const line of describeRefused(refused)) options.report(line);

  const { run, runId, exitCode } = await retrain(graph, assistantId, {
    wait: true,
    timeoutMs: options.timeoutMs,
    reason: `import of ${path.basename(path.resolve(source))}`,
    isQuiet: options.isQuiet,
  });
  if (!run || run.state === 'FAILED' || run.state === 'CANCELLED')
    throw new CliError('TRAINING_FAILED', run?.error ?? 'The training did not finish.', exitCode || 1);
  const evaluation: Evaluation | null | undefined = run.modelVersion?.evaluation;
  return {
    assistantId,
    assistant: name,
    ...sent,
    runId,
    modelVersionId: run.modelVersion?.id,
    state: run.modelVersion?.state ?? run.state,
    accuracy: evaluation?.accuracy.value,
    macroF1: evaluation?.macroF1,
    oosRecall: evaluation?.outOfScope?.recall,
    testExamples: evaluation ? evaluation.support - (evaluation.outOfScope?.support ?? 0) : undefined,
    trainSeconds: await trainSecondsOf(graph, runId),
  };
}

async function findAssistant(graph: Graph, name: string): Promise<string | undefined> {
  let after: string | null = null;
  do {
    const { assistants }: AssistantsPage = await graph.requestAgain(ASSISTANTS, { after });
    const found = assistants.edges.find((edge) => edge.node.name === name);
    if (found) return found.node.id;
    after = assistants.pageInfo.hasNextPage ? assistants.pageInfo.endCursor : null;
  } while (after);
  return undefined;
}
interface AssistantsPage {
  assistants: {
    edges: { node: { id: string; name: string } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

async function createAssistant(graph: Graph, name: string, languages: string[]): Promise<string> {
  const { createAssistant: made } = await graph.requestAgain<{
    createAssistant: { assistant: { id: string } | null; errors: Errors };
  }>(CREATE, { input: { name, languages, idempotencyKey: randomUUID() } });
  refuseUserErrors(made.errors);
  if (!made.assistant) throw new CliError('UNEXPECTED_ANSWER', 'The graph returned neither an assistant nor an error.');
  return made.assistant.id;
}

async function send(graph: Graph, assistantId: string, examples: readonly ReadExample[]): Promise<Sent> {
  const sent: Sent = { imported: 0, duplicates: 0, spans: 0, newEntityTypes: [], refused: [] };
  for (let start = 0; start < examples.length; start += BATCH) {
    const rows = examples.slice(start, start + BATCH);
    const batch = rows.map(({ text, intent, language, split }) => ({ text, intent, language, split }));
    // The key is the batch's content, so an import that was cut off can be run again as it is.
    const idempotencyKey = createHash('sha256')
      .update(JSON.stringify([assistantId, batch]))
      .digest('hex');
    const { importExamples: done } = await graph.requestAgain<{ importExamples: ImportAnswer }>(IMPORT, {
      input: { assistantId, examples: batch, createEntityTypes: true, idempotencyKey },
    });
    refuseUserErrors(done.errors);
    sent.imported += done.imported ?? 0;
    sent.duplicates += done.duplicates ?? 0;
    sent.spans += done.spans ?? 0;
    sent.newEntityTypes.push(...(done.newEntityTypes ?? []));
    for (const { index, code } of done.refused ?? []) {
      const { place, text, intent } = rows[index]!;
      sent.refused.push({ place, code, text, intent });
    }
  }
  return sent;
}
interface ImportAnswer {
  imported: number | null;
  duplicates: number | null;
  spans: number | null;
  newEntityTypes: string[] | null;
  refused: { index: number; code: string }[] | null;
  errors: Errors;
}

const TRAIN_SECONDS = `query TrainSeconds($id: ID!) { trainingRun(id: $id) { metrics(name: "train_seconds", last: 1) { value } } }`;

async function trainSecondsOf(graph: Graph, id: string): Promise<number | undefined> {
  const { trainingRun } = await graph.requestAgain<{ trainingRun: { metrics: { value: number }[] } }>(TRAIN_SECONDS, {
    id,
  });
  return trainingRun.metrics[0]?.value;
}
