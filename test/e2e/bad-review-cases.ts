import { DEMO } from '../kit/loop.ts';
import { type Bad, type Input, NONE } from './bad-input-cases.ts';

/** Refusals of the review inbox that a mutation tells in its payload. */
export const REFUSED_REVIEWS: Bad[] = [
  ['an unknown item', 'reviewUtterance', () => ({ itemId: NONE, decision: 'ACCEPT' }), 'NOT_FOUND'],
  ['a relabelling to nothing', 'reviewUtterance', () => ({ itemId: NONE, decision: 'RELABEL' }), 'INTENT_REQUIRED'],
  [
    'an intent beside a refusal',
    'reviewUtterance',
    () => ({ itemId: NONE, decision: 'REJECT', intent: 'library_hours' }),
    'INTENT_NOT_EXPECTED',
  ],
  [
    'a comment too long',
    'reviewUtterance',
    () => ({ itemId: NONE, decision: 'SKIP', comment: 'x'.repeat(4_001) }),
    'TEXT_TOO_LONG',
  ],
  ['an unknown review', 'undoReview', () => ({ reviewId: NONE }), 'NOT_FOUND'],
  ['an unknown item', 'assignReviewItem', () => ({ itemId: NONE, assignee: 'ana' }), 'NOT_FOUND'],
  ['an assignee without a name', 'assignReviewItem', () => ({ itemId: NONE, assignee: ' ' }), 'TEXT_REQUIRED'],
  [
    'an intent of no items',
    'acceptProposedIntent',
    () => ({ assistantId: DEMO, name: 'parking', items: [] }),
    'INVALID_INPUT',
  ],
  [
    'an intent of unknown items',
    'acceptProposedIntent',
    () => ({ assistantId: DEMO, name: 'parking', items: [NONE] }),
    'NOT_FOUND',
  ],
  [
    'an intent of too many items',
    'acceptProposedIntent',
    () => ({ assistantId: DEMO, name: 'parking', items: Array.from({ length: 201 }, (_, i) => `item_${i}`) }),
    'INVALID_INPUT',
  ],
  ['an unknown assistant', 'setReviewPolicy', () => ({ assistantId: NONE, doubleReviewShare: 0.1 }), 'NOT_FOUND'],
  [
    'a share beyond the whole',
    'setReviewPolicy',
    () => ({ assistantId: DEMO, doubleReviewShare: 1.5 }),
    'INVALID_INPUT',
  ],
];

/** Requests about the review inbox that no correct client sends. */
export const MALFORMED_REVIEWS: [what: string, query: string, variables?: Input][] = [
  ['a page of no items', `{ reviewInbox(assistantId: "${DEMO}", first: 0) { totalCount } }`],
  ['a foreign cursor', `{ reviewInbox(assistantId: "${DEMO}", first: 1, after: "bm9uZQ") { totalCount } }`],
  ['a page of no proposals', `{ proposedIntents(assistantId: "${DEMO}", first: 0) { edges { cursor } } }`],
  [
    'a foreign cursor of proposals',
    `{ proposedIntents(assistantId: "${DEMO}", first: 1, after: "bm9uZQ") { edges { cursor } } }`,
  ],
  [
    'a state that is none',
    `{ reviewInbox(assistantId: "${DEMO}", first: 1, filter: { states: [LOST] }) { totalCount } }`,
  ],
];
