import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ASSISTANT, type NlpProcess, NlpRoom, until } from './nlp-room.ts';

let room: NlpRoom;
let here: NlpProcess;
let there: NlpProcess;

beforeAll(async () => {
  room = await NlpRoom.open();
});
beforeEach(async () => {
  here = await room.process('here');
  there = await room.process('there');
  await here.start();
  await there.start();
});
afterEach(async () => {
  await here.stop();
  await there.stop();
});
afterAll(() => room.close());

const INTENT = 'intent { id name exampleCount labels { language text } answers { language text } }';
interface IntentAnswer {
  intent: { id: string; name: string; labels: object[]; answers: object[] } | null;
}
const create = (name: string, more: object = {}) =>
  here.mutate<IntentAnswer>('createIntent', { assistantId: ASSISTANT, name, ...more }, INTENT);

async function errorsOf(name: string, more: object = {}) {
  return (await create(name, more)).errors;
}

const setHandoff = (intent: string, isHandoff: boolean) =>
  here.mutate<IntentAnswer>(
    'setIntentHandoff',
    { assistantId: ASSISTANT, intent, isHandoff },
    'intent { name isHandoff }',
  );
/** What calls a person, as the other process knows it. */
const handoffIntents = async () => (await there.interpret('anything')).handoffIntents;

async function options(process: NlpProcess, language: string): Promise<{ intent: string; label: string }[]> {
  const { _entities } = await process.ask<{ _entities: { intentOptions: { intent: string; label: string }[] }[] }>(
    `query($language: String) { _entities(representations: [{ __typename: "Assistant", id: "${ASSISTANT}" }]) {
      ... on Assistant { intentOptions(language: $language) { intent label } } } }`,
    { language },
  );
  return _entities[0]?.intentOptions ?? [];
}

describe('an intent', () => {
  it('is made once, with its texts in canonical languages', async () => {
    const labels = [{ language: 'pt-br', text: 'Segunda via' }];
    const answers = [{ language: 'en', text: 'Ask at the counter.' }];
    const { intent, errors } = await create('second_copy', { labels, answers });
    expect(errors).toEqual([]);
    expect(intent).toMatchObject({
      name: 'second_copy',
      exampleCount: 0,
      labels: [{ language: 'pt-BR', text: 'Segunda via' }],
      answers: [{ language: 'en', text: 'Ask at the counter.' }],
    });
    expect((await create('second_copy')).errors).toEqual([{ code: 'INTENT_EXISTS', path: ['input', 'name'] }]);
  });

  it('is not made of bad input', async () => {
    expect(await errorsOf('')).toEqual([{ code: 'INVALID_INPUT', path: ['input', 'name'] }]);
    expect(await errorsOf('n'.repeat(101))).toEqual([{ code: 'INVALID_INPUT', path: ['input', 'name'] }]);
    expect(await errorsOf('bad_assistant', { assistantId: 'asst_none' })).toEqual([
      { code: 'NOT_FOUND', path: ['input', 'assistantId'] },
    ]);
    expect(await errorsOf('bad_language', { labels: [{ language: 'not a tag', text: 'x' }] })).toEqual([
      { code: 'INVALID_INPUT', path: ['input', 'labels', '0', 'language'] },
    ]);
    expect(await errorsOf('bad_answer', { answers: [{ language: 'en', text: 'x'.repeat(4_001) }] })).toEqual([
      { code: 'TEXT_TOO_LONG', path: ['input', 'answers', '0', 'text'] },
    ]);
    const known = await here.ask<{ knownIntents: string[] }>(
      'query($names: [String!]!) { knownIntents(assistantId: "asst_1", names: $names) }',
      { names: ['second_copy', 'bad_language', 'bad_answer', 'bad_assistant'] },
    );
    expect(known.knownIntents).toEqual(['second_copy']);
  });

  it('repeats itself for the same key, and refuses the key for something else', async () => {
    const first = await create('keyed', { idempotencyKey: 'k' });
    expect(await create('keyed', { idempotencyKey: 'k' })).toEqual(first);
    expect((await create('other', { idempotencyKey: 'k' })).errors[0]?.code).toBe('IDEMPOTENCY_CONFLICT');
  });

  it('gets a new answer and label in one language, and every process hears of it', async () => {
    await create('wifi', { labels: [{ language: 'en', text: 'Wi-Fi' }] });
    expect(await options(there, 'en')).toContainEqual({ intent: 'wifi', label: 'Wi-Fi' });
    const set = (name: string, text: string, intent = 'wifi') =>
      here.mutate<IntentAnswer>(name, { assistantId: ASSISTANT, intent, language: 'en', text }, INTENT);
    expect((await set('setAnswer', 'Use eduroam.')).intent?.answers).toEqual([
      { language: 'en', text: 'Use eduroam.' },
    ]);
    expect((await set('setAnswer', 'Use the guest net.')).intent?.answers).toEqual([
      { language: 'en', text: 'Use the guest net.' },
    ]);
    expect((await set('setIntentLabel', 'Wireless')).intent?.labels).toEqual([{ language: 'en', text: 'Wireless' }]);
    expect(await options(here, 'en')).toContainEqual({ intent: 'wifi', label: 'Wireless' });
    await until(async () => (await options(there, 'en')).some(({ label }) => label === 'Wireless'));
    expect((await set('setAnswer', 'x', 'no_such')).errors).toEqual([
      { code: 'UNKNOWN_INTENT', path: ['input', 'intent'] },
    ]);
  });

  it('calls a person where it is told so, and every process hears of it', async () => {
    await create('talk_to_us', { isHandoff: true });
    await create('report_a_fault');
    await until(async () => (await handoffIntents()).includes('talk_to_us'));
    expect((await setHandoff('report_a_fault', true)).intent).toEqual({ name: 'report_a_fault', isHandoff: true });
    await until(async () => (await handoffIntents()).length === 2);
    expect(await handoffIntents()).toEqual(['report_a_fault', 'talk_to_us']);
    await setHandoff('report_a_fault', false);
    await until(async () => (await handoffIntents()).length === 1);
    expect((await setHandoff('no_such', true)).errors).toEqual([{ code: 'UNKNOWN_INTENT', path: ['input', 'intent'] }]);
  });

  it('is offered by its label in the user’s language, else in another, else by its name made readable', async () => {
    await create('lost_card', { labels: [{ language: 'pt-BR', text: 'Perdi o cartão' }] });
    await create('no_label_yet');
    expect(await options(here, 'pt')).toContainEqual({ intent: 'lost_card', label: 'Perdi o cartão' });
    expect(await options(here, 'en')).toContainEqual({ intent: 'lost_card', label: 'Perdi o cartão' });
    expect(await options(here, 'en')).toContainEqual({ intent: 'no_label_yet', label: 'No label yet' });
  });

  it('is not offered in a language that is none', async () => {
    await expect(options(here, 'not a tag')).rejects.toThrow('BAD_USER_INPUT');
  });

  it('is found in a connection by name, and by its reference', async () => {
    const query = `query($after: String) { intents(assistantId: "${ASSISTANT}", first: 2, after: $after) {
      edges { node { id name exampleCount } } pageInfo { hasNextPage endCursor } } }`;
    const names: string[] = [];
    let after: string | null = null;
    do {
      const { intents }: { intents: IntentPage } = await here.ask(query, { after });
      names.push(...intents.edges.map(({ node }) => node.name));
      after = intents.pageInfo.hasNextPage ? intents.pageInfo.endCursor : null;
    } while (after);
    expect(names).toEqual([...names].sort());
    expect(names).toContain('wifi');
    expect(new Set(names).size).toBe(names.length);
    for (const first of [0, 101])
      await expect(here.ask(`{ intents(assistantId: "x", first: ${first}) { edges { cursor } } }`)).rejects.toThrow(
        'BAD_USER_INPUT',
      );
  });
});

interface IntentPage {
  edges: { node: { name: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}
