import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PARAMETERS, encodeModel, train } from '../../../nlu/index.ts';
import { helpDesk } from '../../nlu/help-desk.ts';
import { ASSISTANT, type NlpProcess, NlpRoom, until } from './nlp-room.ts';

let room: NlpRoom;
let here: NlpProcess;

beforeAll(async () => {
  room = await NlpRoom.open();
  here = await room.process();
  await here.nlp.importIntents({
    assistantId: ASSISTANT,
    intents: [
      { name: 'library_hours', answers: { en: 'It opens at 8.', 'pt-BR': 'Abre às 8h.' } },
      { name: 'reset_password', answers: { 'pt-BR': 'Redefina no portal.', es: 'Cámbiela en el portal.' } },
      { name: 'grades', labels: { en: 'Grades', pt: 'Notas' }, answers: { en: 'In the portal.', pt: 'No portal.' } },
    ],
    examples: [],
  });
  const bytes = encodeModel(train({ examples: helpDesk(), seed: 1, parameters: DEFAULT_PARAMETERS }));
  const deployment = { deploymentId: 'deployment_1', modelVersionId: 'version_1' };
  room.neighbours.desired = [await room.artifact(bytes, deployment)];
  await here.start();
  await until(() => here.nlp.isReady);
});
afterAll(async () => {
  await here.stop();
  await room.close();
});

describe('a message in another language than the conversation', () => {
  it('is answered in its own', async () => {
    expect(await here.interpret('a que horas fecha a biblioteca?', { language: 'en' })).toMatchObject({
      language: 'pt-BR',
      answer: 'Abre às 8h.',
      interpretation: { intent: 'library_hours', language: 'pt-BR' },
    });
    expect(await here.interpret('when does the library close?', { language: 'pt-BR' })).toMatchObject({
      language: 'en',
      answer: 'It opens at 8.',
    });
  });

  it('is answered in the conversation’s where there is no answer in its own', async () => {
    expect(await here.interpret('how do I reset my password', { language: 'pt-BR' })).toMatchObject({
      language: 'en',
      answer: 'Redefina no portal.',
    });
    expect(await here.interpret('how do I reset my password', { language: 'es' })).toMatchObject({
      answer: 'Cámbiela en el portal.',
    });
  });
});

describe('a message that says nothing of its language', () => {
  it('is answered in the conversation’s, as is a choice', async () => {
    for (const [language, answer] of [
      ['pt-BR', 'No portal.'],
      ['pt', 'No portal.'],
      ['en', 'In the portal.'],
    ])
      expect(await here.interpret('ok', { language, chosenIntent: 'grades' })).toMatchObject({ language, answer });
  });
});
