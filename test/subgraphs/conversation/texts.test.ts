import { describe, expect, it } from 'vitest';
import { turnObserved } from '../../../subgraphs/conversation/index.ts';
import { matchLanguage } from '../../../subgraphs/conversation/language.ts';
import { replyTexts } from '../../../subgraphs/conversation/reply-texts.ts';

describe('the language that serves', () => {
  it.each([
    ['en', ['pt-BR', 'en'], 'en'],
    ['pt', ['en', 'pt-BR'], 'pt-BR'],
    ['pt-PT', ['en', 'pt-BR'], 'pt-BR'],
    ['pt-BR', ['pt', 'pt-BR'], 'pt-BR'],
    ['zh-CN', ['zh-TW'], undefined],
    ['zh-HK', ['zh-TW'], 'zh-TW'],
    ['sr-Latn', ['sr'], undefined],
    ['gl', ['pt-BR'], undefined],
    ['pt_BR', ['pt-BR'], undefined],
  ])('%s of %j is %s', (wanted, supported, served) => {
    expect(matchLanguage(wanted, supported)).toBe(served);
  });
});

describe('the assistant’s own words', () => {
  it('name the one option where there is one', () => {
    const options = [{ intent: 'wifi', label: 'Wi-Fi' }];
    expect(replyTexts('en').didYouMean(options)).toBe('Did you mean “Wi-Fi”?');
    expect(replyTexts('pt-BR').didYouMean(options)).toBe('Você quis dizer “Wi-Fi”?');
  });

  it('are English in a language that has none', () => {
    expect(replyTexts('de')).toBe(replyTexts('en'));
  });
});

describe('TurnObserved', () => {
  const message = {
    kind: 'TurnObserved',
    version: 1,
    turnId: 'turn_1',
    conversationId: 'conv_1',
    assistantId: 'asst_1',
    endUserId: null,
    channel: null,
    inputMode: 'TEXT',
    utterance: 'hello',
    language: 'en',
    index: 0,
    at: '2026-11-22T12:00:00.000Z',
    replyKind: 'FALLBACK',
    intent: null,
    chosenIntent: null,
    confidence: null,
    modelVersionId: null,
    latencyMs: 3.5,
    tags: [],
    previous: null,
  };

  it('is read as it is written', () => {
    expect(turnObserved.parse(JSON.parse(JSON.stringify(message)))).toEqual(message);
  });

  it.each([
    { version: 2 },
    { index: -1 },
    { index: 0.5 },
    { at: 'yesterday' },
    { replyKind: 'GUESS' },
    { confidence: 1.1 },
    { utterance: '' },
    { endUserId: undefined },
    { tags: ['library'] },
  ])('is refused with %j', (wrong) => {
    expect(turnObserved.safeParse({ ...message, ...wrong }).success).toBe(false);
  });
});
