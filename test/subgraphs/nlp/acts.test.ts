import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../../platform/db/index.ts';
import { Lifecycle } from '../../../platform/lifecycle/index.ts';
import { createRelay } from '../../../platform/queue/index.ts';
import { updateDefinition } from '../../../subgraphs/nlp/store/entity-type-store.ts';
import { lockExamples } from '../../../subgraphs/nlp/store/example-store.ts';
import { createTestQueue } from '../../kit/aws.ts';
import { ASSISTANT, type NlpProcess, NlpRoom } from './nlp-room.ts';

const LONG_NAME = `${'借阅图书馆'.repeat(18)}😀`;

let room: NlpRoom;
let here: NlpProcess;
beforeAll(async () => {
  room = await NlpRoom.open();
  here = await room.process('here');
  await here.start();
});
afterAll(async () => {
  await here.stop();
  await room.close();
});

interface Act {
  assistantId: string;
  action: string;
  subject: string;
  facts: { name: string; value: string }[];
}
async function acts(): Promise<Act[]> {
  const { rows } = await sql<{ body: Act }>`select body from nlp.outbox order by sequence`.execute(room.database.db);
  return rows.map(({ body }) => body);
}

describe('what an admin teaches leaves for the audit log', () => {
  it('intents, their labels and answers, and imports with what became of them', async () => {
    const input = { assistantId: ASSISTANT, intent: 'second_copy', language: 'en' };
    await here.mutate('createIntent', { assistantId: ASSISTANT, name: 'second_copy' }, 'intent { id }');
    await here.mutate('createIntent', { assistantId: ASSISTANT, name: 'second_copy' }, 'intent { id }');
    await here.mutate('setIntentLabel', { ...input, text: 'Second copy' }, 'intent { id }');
    await here.mutate('setAnswer', { ...input, text: 'Ask at the counter.' }, 'intent { id }');
    const handoff = { assistantId: input.assistantId, intent: input.intent, isHandoff: true };
    await here.mutate('setIntentHandoff', handoff, 'intent { id }');
    const examples = ['a second copy', 'a second copy', 'one copy more'].map((text) => ({
      text,
      intent: 'second_copy',
      language: 'en',
    }));
    await here.mutate('importExamples', { assistantId: ASSISTANT, examples }, 'imported');
    const told = await acts();
    expect(told.map(({ action }) => action)).toEqual([
      'INTENT_CREATED',
      'INTENT_LABEL_SET',
      'ANSWER_SET',
      'INTENT_HANDOFF_SET',
      'EXAMPLES_IMPORTED',
    ]);
    expect(told.every(({ assistantId }) => assistantId === ASSISTANT)).toBe(true);
    expect(told[2]?.facts).toContainEqual({ name: 'text', value: 'Ask at the counter.' });
    expect(told[3]?.facts).toEqual([
      { name: 'intent', value: 'second_copy' },
      { name: 'isHandoff', value: 'true' },
    ]);
    expect(told[4]?.facts).toEqual([
      { name: 'imported', value: '2' },
      { name: 'duplicates', value: '1' },
      { name: 'refused', value: '0' },
    ]);
  });

  it('an import of a thousand intents with long names in a form that the queue takes', async () => {
    const examples = Array.from({ length: 1_000 }, (_, n) => ({
      text: `句子 ${n}`,
      intent: `${LONG_NAME}${n}`,
      language: 'zh',
    }));
    await here.mutate('importExamples', { assistantId: ASSISTANT, examples }, 'imported');
    const told = await acts();
    const facts = new Map(told.at(-1)?.facts.map((fact) => [fact.name, fact.value]));
    expect(facts.get('imported')).toBe('1000');
    expect(facts.get('newIntents')).toMatch(/^.*0, .*…$/u);
    expect(facts.get('newIntents')?.isWellFormed()).toBe(true);

    const lifecycle = new Lifecycle();
    const queue = await createTestQueue();
    createRelay({ db: room.database.db, schema: 'nlp', queue, lifecycle });
    await expect.poll(acts, { timeout: 10_000 }).toEqual([]);
    expect((await queue.depth()).waiting).toBe(told.length);
    await lifecycle.stop('the test ends');
  });

  it('entity types with their definitions, and annotations', async () => {
    const before = (await acts()).length;
    const { entityType } = await here.mutate<{ entityType: { id: string } }>(
      'createEntityType',
      { assistantId: ASSISTANT, name: 'card', kind: 'PATTERN', pattern: 'a+' },
      'entityType { id }',
    );
    const entityTypeId = entityType.id;
    await here.mutate('updateEntityType', { entityTypeId, pattern: 'b+' }, 'entityType { id }');
    await here.mutate('updateEntityType', { entityTypeId, pattern: '(' }, 'entityType { id }');
    await here.mutate('deleteEntityType', { entityTypeId }, 'entityTypeId');
    await here.mutate(
      'createEntityType',
      { assistantId: ASSISTANT, name: 'city', kind: 'LEARNED' },
      'entityType { id }',
    );
    const examples = [{ text: 'ship it to [Rome](city)', intent: 'second_copy', language: 'en' }];
    await here.mutate('importExamples', { assistantId: ASSISTANT, examples }, 'imported');
    const { examples: found } = await here.ask<{ examples: { edges: { node: { id: string } }[] } }>(
      `{ examples(assistantId: "${ASSISTANT}", entityType: "city", first: 1) { edges { node { id } } } }`,
    );
    const exampleId = found.edges[0]?.node.id;
    await here.mutate('annotateExample', { exampleId, annotatedText: 'ship it to Rome' }, 'example { id }');
    const told = (await acts()).slice(before);
    expect(told.map(({ action, subject }) => ({ action, subject }))).toEqual([
      { action: 'ENTITY_TYPE_CREATED', subject: entityTypeId },
      { action: 'ENTITY_TYPE_UPDATED', subject: entityTypeId },
      { action: 'ENTITY_TYPE_DELETED', subject: entityTypeId },
      { action: 'ENTITY_TYPE_CREATED', subject: expect.stringMatching(/^entity_/) },
      { action: 'EXAMPLES_IMPORTED', subject: ASSISTANT },
      { action: 'EXAMPLE_ANNOTATED', subject: exampleId },
    ]);
    expect(told[1]?.facts).toContainEqual({ name: 'pattern', value: 'b+', before: 'a+' });
    expect(told[4]?.facts).toContainEqual({ name: 'spans', value: '1' });
    expect(told[5]?.facts).toEqual([{ name: 'annotatedText', value: 'ship it to Rome' }]);
  });

  it('an update of an entity type beside what it replaced, though another was made while it waited', async () => {
    const { entityType } = await here.mutate<{ entityType: { id: string } }>(
      'createEntityType',
      { assistantId: ASSISTANT, name: 'ticket', kind: 'PATTERN', pattern: 'a+' },
      'entityType { id }',
    );
    const updated = await transaction(room.database.db, async (tx) => {
      await lockExamples(tx, ASSISTANT);
      const change = { entityTypeId: entityType.id, pattern: 'c+' };
      const waiting = here.mutate('updateEntityType', change, 'entityType { id }');
      await expect.poll(waitingForLocks).toBe(1);
      await updateDefinition(tx, entityType.id, { definition: { pattern: 'b+' }, updatedAt: new Date() });
      return { waiting };
    });
    await updated.waiting;
    expect((await acts()).at(-1)?.facts).toContainEqual({ name: 'pattern', value: 'c+', before: 'b+' });
  });
});

async function waitingForLocks(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int from pg_locks
    where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`.execute(room.database.db);
  return rows[0]?.count ?? 0;
}
