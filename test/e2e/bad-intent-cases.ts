import { DEMO } from '../kit/loop.ts';
import { type Bad, example, NONE } from './bad-input-cases.ts';

/** Refusals of intents and examples that a mutation tells in its payload. */
export const REFUSED_INTENTS: Bad[] = [
  ['a name that is taken', 'createIntent', () => ({ assistantId: DEMO, name: 'library_hours' }), 'INTENT_EXISTS'],
  ['a name too long', 'createIntent', () => ({ assistantId: DEMO, name: 'n'.repeat(101) }), 'INVALID_INPUT'],
  [
    'an answer in no language',
    'createIntent',
    () => ({ assistantId: DEMO, name: 'fresh', answers: [{ language: '?', text: 'x' }] }),
    'INVALID_INPUT',
  ],
  [
    'an unknown intent',
    'setAnswer',
    () => ({ assistantId: DEMO, intent: NONE, language: 'en', text: 'x' }),
    'UNKNOWN_INTENT',
  ],
  [
    'an answer too long',
    'setAnswer',
    () => ({ assistantId: DEMO, intent: 'library_hours', language: 'en', text: 'x'.repeat(4_001) }),
    'TEXT_TOO_LONG',
  ],
  [
    'an unknown intent',
    'setIntentLabel',
    () => ({ assistantId: DEMO, intent: NONE, language: 'en', text: 'x' }),
    'UNKNOWN_INTENT',
  ],
  [
    'an unknown intent',
    'setIntentHandoff',
    () => ({ assistantId: DEMO, intent: NONE, isHandoff: true }),
    'UNKNOWN_INTENT',
  ],
  ['an unknown assistant', 'importExamples', () => ({ ...example({}), assistantId: NONE }), 'NOT_FOUND'],
  ['an empty text', 'importExamples', () => example({ text: '' }), 'TEXT_REQUIRED'],
  ['a text too long', 'importExamples', () => example({ text: 'x'.repeat(2_001) }), 'TEXT_TOO_LONG'],
  ['a name of nothing', 'importExamples', () => example({ intent: ' ' }), 'INVALID_INPUT'],
  ['a language that is none', 'importExamples', () => example({ language: 'English please' }), 'INVALID_INPUT'],
  [
    'more than a thousand',
    'importExamples',
    () => ({
      assistantId: DEMO,
      examples: Array.from({ length: 1_001 }, (_, i) => ({ text: `sentence ${i}`, language: 'en' })),
    }),
    'INVALID_INPUT',
  ],
];
