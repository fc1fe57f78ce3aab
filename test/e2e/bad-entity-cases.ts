import { DEMO } from '../kit/loop.ts';
import { type Bad, example, type Input, NONE } from './bad-input-cases.ts';

const entityType = (more: Input) => ({ assistantId: DEMO, name: 'fresh', kind: 'LEARNED', ...more });

/** Refusals of entity types and annotations that a mutation tells in its payload. */
export const REFUSED_ENTITIES: Bad[] = [
  ['an unknown type', 'importExamples', () => example({ text: 'a [word](no_such_type)' }), 'UNKNOWN_ENTITY_TYPE'],
  [
    'a type that is no learned one',
    'importExamples',
    () => example({ text: '[law](programme)' }),
    'UNKNOWN_ENTITY_TYPE',
  ],
  ['a span that does not end', 'importExamples', () => example({ text: '[a](subject) and [b' }), 'UNCLOSED_SPAN'],
  ['an unknown example', 'annotateExample', () => ({ exampleId: NONE, annotatedText: 'x' }), 'NOT_FOUND'],
  ['an unknown assistant', 'createEntityType', () => ({ ...entityType({}), assistantId: NONE }), 'NOT_FOUND'],
  ['a name that is taken', 'createEntityType', () => entityType({ name: 'Programme' }), 'ENTITY_TYPE_EXISTS'],
  ['a name of two words', 'createEntityType', () => entityType({ name: 'two words' }), 'BAD_NAME'],
  ['a pattern that is none', 'createEntityType', () => entityType({ kind: 'PATTERN', pattern: '(' }), 'BAD_PATTERN'],
  [
    'a list of too many values',
    'createEntityType',
    () => entityType({ kind: 'LIST', values: Array.from({ length: 10_001 }, (_, i) => ({ value: `v${i}` })) }),
    'TOO_MANY_VALUES',
  ],
  ['an unknown entity type', 'updateEntityType', () => ({ entityTypeId: NONE, pattern: 'a' }), 'NOT_FOUND'],
  ['an unknown entity type', 'deleteEntityType', () => ({ entityTypeId: NONE }), 'NOT_FOUND'],
];

/** Requests about entities that no correct client sends. */
export const MALFORMED_ENTITIES: [what: string, query: string, variables?: Input][] = [
  [
    'a kind that is none',
    `mutation { createEntityType(input: { assistantId: "${DEMO}", name: "x", kind: GUESSED }) { errors { code } } }`,
  ],
  [
    'a text too long to try',
    'query($text: String!) { entitySpans(assistantId: "a", text: $text) { type } }',
    { text: 'x'.repeat(2_001) },
  ],
];
