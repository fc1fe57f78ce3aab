import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Chat, DEMO, eventually, feedbackHistory, type UserErrorAnswer } from '../kit/loop.ts';
import { type RunningMalha, startMalha } from '../kit/malha.ts';
import { MALFORMED_ALERTS, REFUSED_ALERTS } from './bad-alert-cases.ts';
import { REFUSED_DATASETS } from './bad-dataset-cases.ts';
import { MALFORMED_ENTITIES, REFUSED_ENTITIES } from './bad-entity-cases.ts';
import { MALFORMED_REVIEWS, REFUSED_REVIEWS } from './bad-review-cases.ts';
import { type Known, MALFORMED, NONE, REFUSED } from './bad-input-cases.ts';
import { REFUSED_INTENTS } from './bad-intent-cases.ts';

const EVERY_REFUSAL = [
  ...REFUSED,
  ...REFUSED_DATASETS,
  ...REFUSED_INTENTS,
  ...REFUSED_ENTITIES,
  ...REFUSED_ALERTS,
  ...REFUSED_REVIEWS,
];

/** All that a bad request could have written, as the graph shows it to the admin. */
const STATE = `query($conversationId: ID!) {
  assistants(first: 100) { edges { node { id } } }
  conversations(assistantId: "${DEMO}", first: 100) { edges { node { id } } }
  conversation(id: $conversationId) { turns(last: 100) { edges { node { id } } } }
  feedbackHistory(filter: { assistantId: "${DEMO}" }, first: 100) { totalCount edges { node { id status } } }
  trainingRuns(assistantId: "${DEMO}", first: 100) { edges { node { id state sequence } } }
  modelVersions(assistantId: "${DEMO}", first: 100) { edges { node { id state evidenceHash } } }
  intents(assistantId: "${DEMO}", first: 100) { edges { node { id name exampleCount answers { text } labels { text } } } }
  entityTypes(assistantId: "${DEMO}", first: 100) { edges { node { id name valueCount pattern updatedAt annotatedCount } } }
  sources(assistantId: "${DEMO}", first: 100) { edges { node { id } } }
  tagCategories(assistantId: "${DEMO}", first: 100) { edges { node { id } } }
  tagRules(assistantId: "${DEMO}", first: 100) { edges { node { intent tags { id } } } }
  alertRules(assistantId: "${DEMO}", first: 100) { edges { node { id raiseAt } } }
  retrainPolicy(assistantId: "${DEMO}") { cron timeZone volume debounceMinutes newLabels approvalExpiresAfterDays }
  reviewPolicy(assistantId: "${DEMO}") { doubleReviewShare }
  acts: auditLog(assistantId: "${DEMO}", first: 100) { edges { node { sequence action hash } } }
  actsOnNoAssistant: auditLog(first: 100) { edges { node { sequence action hash } } }
}`;

/** Every mutation that a client is shown. */
function mutations(): string[] {
  const schema = buildSchema(readFileSync(new URL('../../codegen/schema.graphql', import.meta.url), 'utf8'));
  return Object.keys(schema.getMutationType()?.getFields() ?? {});
}

function post(url: string, body: string): Promise<Response> {
  return fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

describe('bad input', () => {
  let malha: RunningMalha;
  let known: Known;
  beforeAll(async () => {
    malha = await startMalha('one');
    const chat = await Chat.start(malha);
    const turn = await chat.say('when does the library open?');
    const { id: feedbackId } = await chat.feedback(turn, { verdict: 'HELPFUL' });
    await eventually(async () => ((await feedbackHistory(malha))[0]?.status === 'RECORDED' ? true : undefined), {
      what: 'the feedback in the history',
    });
    const { champion } = await malha
      .graph()
      .data<{ champion: { id: string; trainingRun: { id: string } } }>(
        `{ champion(assistantId: "${DEMO}") { id trainingRun { id } } }`,
      );
    const { conversationId } = chat;
    known = { conversationId, turnId: turn.id, feedbackId, championId: champion.id, runId: champion.trainingRun.id };
  }, 300_000);
  afterAll(() => malha?.stop(), 30_000);

  const state = () => malha.graph().data(STATE, { conversationId: known.conversationId });

  it.each(EVERY_REFUSAL)(
    '%s is refused by %s with a code, and nothing is written',
    async (_what, mutation, input, code) => {
      const before = await state();
      const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
      const selection =
        mutation === 'approveModelVersion' ? '... on UserError { code message }' : 'errors { code message path }';
      const { data, errors } = await malha
        .graph()
        .send(`mutation($input: ${type}!) { ${mutation}(input: $input) { ${selection} } }`, { input: input(known) });
      expect(errors).toBeUndefined();
      const answer = data?.[mutation] as UserErrorAnswer & { errors?: UserErrorAnswer[] };
      const refusals = answer.errors ?? [answer];
      expect(refusals).toMatchObject([{ code, message: expect.stringMatching(/\S/) }]);
      expect(await state()).toEqual(before);
    },
  );

  it('is tried with every mutation of the schema', () => {
    const tried = new Set(EVERY_REFUSAL.map(([, mutation]) => mutation));
    expect(mutations().filter((name) => !tried.has(name))).toEqual([]);
    expect(tried.size).toBe(mutations().length);
  });

  it.each([...MALFORMED, ...MALFORMED_ENTITIES, ...MALFORMED_ALERTS, ...MALFORMED_REVIEWS])(
    '%s is refused as BAD_USER_INPUT',
    async (_what, query, variables) => {
      const before = await state();
      const ids: Record<string, string> = { RUN: known.runId, CONVERSATION: known.conversationId };
      const given = variables && { ...variables, ...('id' in variables && { id: ids[String(variables['id'])] }) };
      const { errors } = await malha.graph().send(query, given);
      expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['BAD_USER_INPUT']);
      expect(errors?.[0]?.message).toMatch(/\S/);
      expect(errors?.[0]?.extensions?.requestId).toMatch(/\S/);
      expect(await state()).toEqual(before);
    },
  );

  it('leaves nothing in the audit log, not even later through the queue', async () => {
    const acts = async () =>
      (
        await malha
          .graph()
          .data<{ auditLog: { edges: { node: { action: string } }[] } }>(
            `{ auditLog(assistantId: "${DEMO}", first: 100) { edges { node { action } } } }`,
          )
      ).auditLog.edges.map(({ node }) => node.action);
    const before = await acts();
    await malha
      .graph()
      .data(
        `mutation { createIntent(input: { assistantId: "${DEMO}", name: "an_act_that_is_allowed" }) { errors { code } } }`,
      );
    const after = await eventually(async () => {
      const seen = await acts();
      return seen.length > before.length ? seen : undefined;
    });
    expect(after).toEqual(['INTENT_CREATED', ...before]);
  });

  it('an unknown id is null to a query', async () => {
    const { data, errors } = await malha.graph().send(`{
      assistant(id: "${NONE}") { id } conversation(id: "${NONE}") { id } turn(id: "${NONE}") { id }
      feedback(id: "${NONE}") { id } trainingRun(id: "${NONE}") { id } modelVersion(id: "${NONE}") { id }
      champion(assistantId: "${NONE}") { id } datasetSnapshot(id: "${NONE}") { id }
      datasetDifference(from: "${NONE}", to: "${NONE}") { counts { count } }
      retrainPolicyDryRun(assistantId: "${NONE}") { from } retrainPolicy(assistantId: "${NONE}") { volume } }`);
    expect(errors).toBeUndefined();
    expect(new Set(Object.values(data ?? { none: 'an answer' }))).toEqual(new Set([null]));
  });

  it('a key that comes again with another input is a conflict, and with the same one changes nothing', async () => {
    const { conversationId } = known;
    const send = (text: string) =>
      malha
        .graph()
        .data<{ sendMessage: { turn: { id: string } | null; errors: UserErrorAnswer[] } }>(
          'mutation($input: SendMessageInput!) { sendMessage(input: $input) { turn { id } errors { code } } }',
          { input: { conversationId, text, idempotencyKey: 'a-key-of-this-test' } },
        );
    const { sendMessage: first } = await send('when does the library close?');
    const before = await state();
    expect((await send('when does the library close?')).sendMessage.turn?.id).toBe(first.turn?.id);
    expect((await send('something else')).sendMessage).toMatchObject({
      turn: null,
      errors: [{ code: 'IDEMPOTENCY_CONFLICT' }],
    });
    expect(await state()).toEqual(before);
  });

  it('a body that is no JSON, or far too large, is refused', async () => {
    const broken = await post(malha.url, '{"query": ');
    expect(broken.status).toBe(400);
    expect(((await broken.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code).toBe(
      'BAD_USER_INPUT',
    );
    const large = await post(malha.url, JSON.stringify({ query: `{ viewer { id } } #${'x'.repeat(1024 * 1024)}` }));
    expect(large.status).toBe(413);
  });
});
