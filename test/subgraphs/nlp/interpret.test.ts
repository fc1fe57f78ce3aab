import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from '../../../subgraphs/nlp/decision.ts';
import { ASSISTANT, type NlpProcess, NlpRoom, trainedModel, until } from './nlp-room.ts';

let room: NlpRoom;
let here: NlpProcess;

beforeAll(async () => {
  room = await NlpRoom.open();
  here = await room.process();
  await here.nlp.importIntents({
    assistantId: ASSISTANT,
    intents: [
      { name: 'greeting', labels: { en: 'Say hello' }, answers: { en: 'Hello!', 'pt-BR': 'Olá!' } },
      { name: 'library_hours', answers: { 'pt-BR': 'A biblioteca abre às 8h.' } },
      { name: 'loan_renewal', labels: { en: 'Renew a loan', 'pt-BR': 'Renovar' } },
    ],
    examples: [],
  });
  room.neighbours.desired = [
    await room.artifact(trainedModel(), { deploymentId: 'deployment_1', modelVersionId: 'version_1' }),
  ];
  await here.start();
  await until(() => here.nlp.isReady);
});
afterAll(async () => {
  await here.stop();
  await room.close();
});

async function stored(turnIds: string[]): Promise<({ interpretation: { intent: string } | null } | null)[]> {
  const { _entities } = await here.ask<{ _entities: { interpretation: { intent: string } | null }[] }>(
    `query($of: [_Any!]!) { _entities(representations: $of) { ... on Turn { interpretation {
      intent confidence isOutOfScope language ranking { intent confidence } entities { type value start end confidence } modelVersionId latencyMs
    } } } }`,
    { of: turnIds.map((id) => ({ __typename: 'Turn', id })) },
  );
  return _entities;
}

async function datesIn(more: { timeZone?: string }) {
  const { interpretation } = await here.interpret('is the library open tomorrow', { language: 'en', ...more });
  return interpretation?.entities;
}

describe('interpreting', () => {
  it('answers with the curated answer and keeps the interpretation under the turn', async () => {
    const result = await here.interpret('hello my friend', { turnId: 'turn_kept' });
    expect(result).toMatchObject({ decision: 'ANSWER', answer: 'Hello!', options: [], language: 'en' });
    expect(result.interpretation).toMatchObject({
      intent: 'greeting',
      isOutOfScope: false,
      modelVersionId: 'version_1',
    });
    expect(result.interpretation?.ranking.length).toBe(3);

    const [kept, none] = await stored(['turn_kept', 'turn_none']);
    expect(kept?.interpretation).toMatchObject({ ...result.interpretation, entities: [] });
    expect(none?.interpretation).toBeNull();
  });

  it('gives the first interpretation of a turn when it is asked again', async () => {
    const first = await here.interpret('renew my book loan', { turnId: 'turn_twice' });
    const again = await here.interpret('hello', { turnId: 'turn_twice' });
    expect(again.interpretation).toEqual(first.interpretation);
  });

  it('answers in the language given, falling back to another one that there is', async () => {
    expect(await here.interpret('is the library open on sunday', { language: 'en' })).toMatchObject({
      decision: 'ANSWER',
      answer: 'A biblioteca abre às 8h.',
    });
  });

  it('leaves an intent without any answer, and what is out of scope, to others', async () => {
    expect(await here.interpret('renew my book loan')).toMatchObject({ decision: 'NONE', answer: null, options: [] });
    const unknown = await here.interpret('zzz qqq xxx');
    expect(unknown.interpretation).toMatchObject({ isOutOfScope: true });
    expect(unknown).toMatchObject({ decision: 'NONE' });
  });

  it('answers the intent that the user chose, whatever the model thinks, and refuses one that is not there', async () => {
    expect(await here.interpret('renew my book loan', { chosenIntent: 'greeting' })).toMatchObject({
      decision: 'ANSWER',
      answer: 'Hello!',
      interpretation: { intent: 'loan_renewal' },
    });
    await expect(here.interpret('hello', { chosenIntent: 'no_such' })).rejects.toThrow('UNKNOWN_INTENT');
  });

  it('counts relative dates in the time zone that it is told, else in UTC', async () => {
    // Noon of the 22nd in UTC is two o'clock of the 23rd on Kiritimati.
    expect(await datesIn({ timeZone: 'Pacific/Kiritimati' })).toMatchObject([{ type: 'date', value: '2026-11-24' }]);
    expect(await datesIn({ timeZone: 'UTC' })).toMatchObject([{ type: 'date', value: '2026-11-23' }]);
    expect(await datesIn({})).toMatchObject([{ type: 'date', value: '2026-11-23' }]);
  });

  it('survives any string', async () => {
    for (const utterance of ['', ' ', '\u0000\ud800', '🙂'.repeat(1_000), 'x'.repeat(2_000)])
      expect((await here.interpret(utterance)).interpretation?.modelVersionId).toBe('version_1');
  });
});

describe('deciding', () => {
  const catalogue = new Map(
    ['a', 'b', 'c', 'd'].map((name) => [
      name,
      {
        id: name,
        name,
        isHandoff: name === 'd',
        labels: new Map([['en', name.toUpperCase()]]),
        answers: new Map([['en', `answer ${name}`]]),
      },
    ]),
  );
  const ranking = ['a', 'b', 'c', 'd'].map((intent, i) => ({ intent, confidence: 0.4 - i / 10 }));
  const closeCall = { intent: 'a', isOutOfScope: false, isCloseCall: true, ranking };

  it('asks back on a close call with the three likeliest, labelled', () => {
    expect(decide(closeCall, catalogue, { languages: ['en'] })).toEqual({
      kind: 'DISAMBIGUATION',
      options: [
        { intent: 'a', label: 'A' },
        { intent: 'b', label: 'B' },
        { intent: 'c', label: 'C' },
      ],
    });
  });

  it('does not ask where only one of the options exists: it answers that one', () => {
    const alone = new Map([...catalogue].slice(0, 1));
    expect(decide(closeCall, alone, { languages: ['en'] })).toEqual({ kind: 'ANSWER', answer: 'answer a' });
  });

  it('neither asks nor answers out of scope', () => {
    expect(decide({ ...closeCall, isOutOfScope: true }, catalogue, { languages: ['en'] })).toEqual({ kind: 'NONE' });
    expect(decide(null, catalogue, { languages: ['en'] })).toEqual({ kind: 'NONE' });
  });
});
