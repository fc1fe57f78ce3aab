import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ASSISTANT, type NlpProcess, NlpRoom, trainedModel, until } from './nlp-room.ts';

let room: NlpRoom;
let here: NlpProcess;
let there: NlpProcess;

beforeAll(async () => {
  room = await NlpRoom.open();
  [here, there] = [await room.process('here'), await room.process('there')];
  room.neighbours.desired = [
    await room.artifact(trainedModel(), { deploymentId: 'deployment_1', modelVersionId: 'version_1' }),
  ];
  await Promise.all([here.start(), there.start()]);
  await until(() => here.nlp.isReady && there.nlp.isReady);
});
afterAll(async () => {
  await Promise.all([here.stop(), there.stop()]);
  await room.close();
});

interface Span {
  type: string;
  value: string;
  start: number;
  end: number;
}
let turns = 0;
const spansOf = async (process: NlpProcess, utterance: string): Promise<Span[]> =>
  (await process.interpret(utterance, { turnId: `turn_of_spans_${++turns}` })).interpretation?.entities ?? [];

async function create(name: string, more: object): Promise<string> {
  const { entityType, errors } = await here.mutate<{ entityType: { id: string } | null }>(
    'createEntityType',
    { assistantId: ASSISTANT, name, ...more },
    'entityType { id }',
  );
  expect(errors).toEqual([]);
  return entityType?.id ?? '';
}

const tryOut = async (text: string, assistantId = ASSISTANT) =>
  (
    await here.ask<{ entitySpans: Span[] }>(
      'query($assistantId: ID!, $text: String!) { entitySpans(assistantId: $assistantId, text: $text) { type value start end } }',
      { assistantId, text },
    )
  ).entitySpans;

describe('a change of entity types', () => {
  const UTTERANCE = 'renew my loan at the facul de direito, card 2024-10233, by 12/03/2027';

  it('is in force for the next message, here and in every other process, without a retraining', async () => {
    // Both have looked up what they look for, and keep it.
    expect((await spansOf(here, UTTERANCE)).map(({ type }) => type)).toEqual(['date']);
    expect((await spansOf(there, UTTERANCE)).map(({ type }) => type)).toEqual(['date']);

    const id = await create('programme', { kind: 'LIST', values: [{ value: 'Law', synonyms: ['direito'] }] });
    await create('card', { kind: 'PATTERN', pattern: String.raw`\b20\d{2}-\d{5}\b` });
    await create('deadline', { kind: 'BUILT_IN', builtIn: 'DATE' });
    const expected = [
      { type: 'programme', value: 'Law', start: 30, end: 37 },
      { type: 'card', value: '2024-10233', start: 44, end: 54 },
      { type: 'deadline', value: '2027-12-03', start: 59, end: 69 },
    ];
    const here1 = await spansOf(here, UTTERANCE);
    expect(here1.map(({ type, value }) => ({ type, value }))).toEqual(
      expected.map(({ type, value }) => ({ type, value })),
    );
    for (const { type, start, end } of here1)
      expect(UTTERANCE.slice(start, end)).toBe(
        { programme: 'direito', card: '2024-10233', deadline: '12/03/2027' }[type],
      );
    await until(async () => (await spansOf(there, UTTERANCE)).length === 3);
    expect(await spansOf(there, UTTERANCE)).toEqual(here1);

    const values = [{ value: 'Law school', synonyms: ['facul de direito'] }];
    await here.mutate('updateEntityType', { entityTypeId: id, values }, 'entityType { id }');
    expect((await spansOf(here, UTTERANCE))[0]).toMatchObject({ type: 'programme', value: 'Law school' });
    await until(async () => (await spansOf(there, UTTERANCE))[0]?.value === 'Law school');

    await here.mutate('deleteEntityType', { entityTypeId: id }, 'entityTypeId');
    expect((await spansOf(here, UTTERANCE)).map(({ type }) => type)).toEqual(['card', 'deadline']);
    await until(async () => (await spansOf(there, UTTERANCE)).length === 2);
  });

  it('changes nothing of what was said before', async () => {
    const turnId = 'turn_before';
    const before = await here.interpret(UTTERANCE, { turnId });
    await create('library_thing', { kind: 'LIST', values: [{ value: 'loan' }] });
    expect((await here.interpret(UTTERANCE, { turnId })).interpretation).toEqual(before.interpretation);
  });
});

describe('trying a text out', () => {
  it('shows what a message would be found to hold, to the letter, and keeps nothing', async () => {
    const text = '  my card is 2023-00017 ';
    expect(await tryOut(text)).toEqual([{ type: 'card', value: '2023-00017', start: 13, end: 23 }]);
    expect(await tryOut('')).toEqual([]);
  });

  it('goes by the entity types alone where no version serves', async () => {
    const assistantId = 'asst_new';
    expect(await tryOut('write to ana@example.org', assistantId)).toEqual([
      { type: 'email', value: 'ana@example.org', start: 9, end: 24 },
    ]);
  });

  it('refuses more than a message may hold, and what is no language', async () => {
    await expect(tryOut('x'.repeat(2_001))).rejects.toThrow('BAD_USER_INPUT');
    await expect(
      here.ask(`{ entitySpans(assistantId: "${ASSISTANT}", text: "x", language: "not a tag") { type } }`),
    ).rejects.toThrow('BAD_USER_INPUT');
  });
});
