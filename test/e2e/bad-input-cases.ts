import { DEMO } from '../kit/loop.ts';

/** What a mutation is given: made when its test runs, from the things that the suite has made. */
export type Input = Record<string, unknown>;
export type Bad = [what: string, mutation: string, input: (known: Known) => Input, code: string];
export interface Known {
  conversationId: string;
  turnId: string;
  feedbackId: string;
  championId: string;
  runId: string;
}

export const NONE = 'none_such';
const LONG_KEY = 'k'.repeat(201);
const cursorOf = (...key: unknown[]) => Buffer.from(JSON.stringify(key)).toString('base64url');
export const example = (more: Input) => ({
  assistantId: DEMO,
  examples: [
    { text: 'a good one before it', intent: 'library_hours', language: 'en' },
    { text: 'a new sentence', intent: 'library_hours', language: 'en', ...more },
  ],
});

/** Refusals that a mutation tells in its payload. */
export const REFUSED: Bad[] = [
  ['an unknown assistant', 'startConversation', () => ({ assistantId: NONE }), 'NOT_FOUND'],
  [
    'a language that is not spoken',
    'startConversation',
    () => ({ assistantId: DEMO, language: 'ja' }),
    'UNSUPPORTED_LANGUAGE',
  ],
  ['a channel too long', 'startConversation', () => ({ assistantId: DEMO, channel: 'c'.repeat(101) }), 'TEXT_TOO_LONG'],
  [
    'an end user too long',
    'startConversation',
    () => ({ assistantId: DEMO, endUserId: 'u'.repeat(201) }),
    'TEXT_TOO_LONG',
  ],
  ['a key too long', 'startConversation', () => ({ assistantId: DEMO, idempotencyKey: LONG_KEY }), 'TEXT_TOO_LONG'],
  ['an unknown conversation', 'sendMessage', () => ({ conversationId: NONE, text: 'hello' }), 'NOT_FOUND'],
  [
    'a text too long',
    'sendMessage',
    ({ conversationId }) => ({ conversationId, text: 'x'.repeat(2_001) }),
    'TEXT_TOO_LONG',
  ],
  [
    'a text of emoji too long in UTF-16',
    'sendMessage',
    ({ conversationId }) => ({ conversationId, text: '🙂'.repeat(1_001) }),
    'TEXT_TOO_LONG',
  ],
  ['no text', 'sendMessage', ({ conversationId }) => ({ conversationId, text: ' \n\t' }), 'TEXT_REQUIRED'],
  [
    'nothing but controls',
    'sendMessage',
    ({ conversationId }) => ({ conversationId, text: '\u0000\u0007' }),
    'TEXT_REQUIRED',
  ],
  [
    'a choice that was not offered',
    'sendMessage',
    ({ conversationId }) => ({ conversationId, text: 'that', chosenIntent: 'library_hours' }),
    'INVALID_CHOICE',
  ],
  [
    'an empty key',
    'sendMessage',
    ({ conversationId }) => ({ conversationId, text: 'hello', idempotencyKey: '' }),
    'TEXT_REQUIRED',
  ],
  ['an unknown turn', 'submitFeedback', () => ({ turnId: NONE, verdict: 'HELPFUL' }), 'NOT_FOUND'],
  [
    'a correction to nothing',
    'submitFeedback',
    ({ turnId }) => ({ turnId, verdict: 'CORRECTION' }),
    'CORRECTION_REQUIRED',
  ],
  [
    'an intent that is none',
    'submitFeedback',
    ({ turnId }) => ({ turnId, verdict: 'CORRECTION', correctedIntent: NONE }),
    'UNKNOWN_INTENT',
  ],
  [
    'praise that corrects',
    'submitFeedback',
    ({ turnId }) => ({ turnId, verdict: 'HELPFUL', correctedIntent: 'library_hours' }),
    'CORRECTION_NOT_EXPECTED',
  ],
  [
    'a comment too long',
    'submitFeedback',
    ({ turnId }) => ({ turnId, verdict: 'HELPFUL', comment: 'x'.repeat(4_001) }),
    'TEXT_TOO_LONG',
  ],
  [
    'a comment with U+0000',
    'submitFeedback',
    ({ turnId }) => ({ turnId, verdict: 'HELPFUL', comment: 'a\u0000b' }),
    'TEXT_INVALID',
  ],
  ['an unknown turn', 'recordSignal', () => ({ turnId: NONE, signal: 'ANSWER_COPIED' }), 'NOT_FOUND'],
  ['unknown feedback', 'retractFeedback', () => ({ feedbackId: NONE }), 'NOT_FOUND'],
  ['unknown feedback', 'reviewFeedback', () => ({ feedbackId: NONE, decision: 'ACCEPT' }), 'NOT_FOUND'],
  [
    'a relabelling to nothing',
    'reviewFeedback',
    ({ feedbackId }) => ({ feedbackId, decision: 'RELABEL' }),
    'INTENT_REQUIRED',
  ],
  [
    'a relabelling to no intent',
    'reviewFeedback',
    ({ feedbackId }) => ({ feedbackId, decision: 'RELABEL', intent: NONE }),
    'UNKNOWN_INTENT',
  ],
  [
    'an intent beside a refusal',
    'reviewFeedback',
    ({ feedbackId }) => ({ feedbackId, decision: 'REJECT', intent: 'library_hours' }),
    'INTENT_NOT_EXPECTED',
  ],
  ['an unknown assistant', 'requestRetraining', () => ({ assistantId: NONE, reason: 'x' }), 'NOT_FOUND'],
  ['no reason', 'requestRetraining', () => ({ assistantId: DEMO, reason: '' }), 'TEXT_REQUIRED'],
  [
    'a revision too long',
    'requestRetraining',
    () => ({ assistantId: DEMO, reason: 'x', revision: 'r'.repeat(201) }),
    'TEXT_TOO_LONG',
  ],
  ['an unknown run', 'cancelTrainingRun', () => ({ runId: NONE }), 'NOT_FOUND'],
  ['a run that is over', 'cancelTrainingRun', ({ runId }) => ({ runId }), 'INVALID_STATE'],
  [
    'an unknown version',
    'approveModelVersion',
    () => ({ modelVersionId: NONE, expectedEvidenceHash: 'x' }),
    'NOT_FOUND',
  ],
  [
    'a version in service',
    'approveModelVersion',
    ({ championId }) => ({ modelVersionId: championId, expectedEvidenceHash: 'x' }),
    'INVALID_STATE',
  ],
  [
    'a blank reason to override the gate',
    'approveModelVersion',
    ({ championId }) => ({ modelVersionId: championId, expectedEvidenceHash: 'x', overrideReason: ' ' }),
    'TEXT_REQUIRED',
  ],
  [
    'a reason to override that is too long',
    'approveModelVersion',
    ({ championId }) => ({ modelVersionId: championId, expectedEvidenceHash: 'x', overrideReason: 'x'.repeat(4_001) }),
    'TEXT_TOO_LONG',
  ],
  [
    'a reason to override for a version in service',
    'approveModelVersion',
    ({ championId }) => ({ modelVersionId: championId, expectedEvidenceHash: 'x', overrideReason: 'I insist' }),
    'INVALID_STATE',
  ],
  ['a version in service', 'refreshEvidence', ({ championId }) => ({ modelVersionId: championId }), 'INVALID_STATE'],
  [
    'a version in service',
    'rejectModelVersion',
    ({ championId }) => ({ modelVersionId: championId, reason: 'no' }),
    'INVALID_STATE',
  ],
  [
    'no reason',
    'rejectModelVersion',
    ({ championId }) => ({ modelVersionId: championId, reason: ' ' }),
    'TEXT_REQUIRED',
  ],
  ['no version before', 'rollBackDeployment', () => ({ assistantId: DEMO, reason: 'worse' }), 'NO_EARLIER_VERSION'],
  [
    'another champion than expected',
    'rollBackDeployment',
    () => ({ assistantId: DEMO, reason: 'worse', expectedChampionId: NONE }),
    'INVALID_STATE',
  ],
  ['an unknown assistant', 'setRetrainPolicy', () => ({ assistantId: NONE, volume: 5 }), 'NOT_FOUND'],
  [
    'a cron pattern that is none',
    'setRetrainPolicy',
    () => ({ assistantId: DEMO, volume: 5, cron: 'on mondays' }),
    'INVALID_POLICY',
  ],
  [
    'a time zone that is none',
    'setRetrainPolicy',
    () => ({ assistantId: DEMO, volume: 5, timeZone: 'Mars/Olympus' }),
    'INVALID_POLICY',
  ],
  ['a volume of nothing', 'setRetrainPolicy', () => ({ assistantId: DEMO, volume: 0 }), 'INVALID_POLICY'],
  [
    'approvals that expire at once',
    'setRetrainPolicy',
    () => ({ assistantId: DEMO, approvalExpiresAfterDays: 0 }),
    'INVALID_POLICY',
  ],
  [
    'approvals that hardly ever expire',
    'setRetrainPolicy',
    () => ({ assistantId: DEMO, approvalExpiresAfterDays: 10_000 }),
    'INVALID_POLICY',
  ],
  [
    'quiet hours that are no time of day',
    'updateRetrainPolicy',
    () => ({ assistantId: DEMO, volume: 5, quietFrom: '25:00', quietTo: '06:00' }),
    'INVALID_POLICY',
  ],
  [
    'quiet hours without an end',
    'updateRetrainPolicy',
    () => ({ assistantId: DEMO, volume: 5, quietFrom: '22:00' }),
    'INVALID_POLICY',
  ],
  ['an unknown assistant', 'updateGateRules', () => ({ assistantId: NONE, alpha: 0.01 }), 'NOT_FOUND'],
  [
    'a level of significance that is none',
    'updateGateRules',
    () => ({ assistantId: DEMO, alpha: 2 }),
    'INVALID_GATE_RULES',
  ],
  [
    'a gate that nothing passes',
    'updateGateRules',
    () => ({ assistantId: DEMO, refuses: ['IMPROVED'] }),
    'INVALID_GATE_RULES',
  ],
  ['an unknown assistant', 'setCanaryPlan', () => ({ assistantId: NONE, withShadow: true }), 'NOT_FOUND'],
  [
    'shares that shrink',
    'setCanaryPlan',
    () => ({ assistantId: DEMO, steps: [{ share: 0.5 }, { share: 0.1 }, { share: 1 }] }),
    'INVALID_CANARY_PLAN',
  ],
  ['an unknown assistant', 'addSource', () => ({ assistantId: NONE, url: 'https://example.org/' }), 'NOT_FOUND'],
  ['an address that is none', 'addSource', () => ({ assistantId: DEMO, url: 'not an address' }), 'URL_REFUSED'],
  ['an address of a file', 'addSource', () => ({ assistantId: DEMO, url: 'file:///etc/passwd' }), 'URL_REFUSED'],
  [
    'an address too long',
    'addSource',
    () => ({ assistantId: DEMO, url: `https://example.org/${'x'.repeat(2_000)}` }),
    'URL_REFUSED',
  ],
  ['an unknown source', 'crawlSource', () => ({ sourceId: NONE }), 'NOT_FOUND'],
  ['no name', 'createAssistant', () => ({ name: ' ', languages: ['en'] }), 'TEXT_REQUIRED'],
  ['no language', 'createAssistant', () => ({ name: 'x', languages: [] }), 'INVALID_INPUT'],
  ['a language that is none', 'createAssistant', () => ({ name: 'x', languages: ['not a tag'] }), 'INVALID_INPUT'],
  [
    'a time zone that is none',
    'createAssistant',
    () => ({ name: 'x', languages: ['en'], timeZone: 'Mars/Olympus' }),
    'INVALID_INPUT',
  ],
  ['an unknown assistant', 'createTagCategory', () => ({ assistantId: NONE, key: 'k', name: 'n' }), 'NOT_FOUND'],
  [
    'a key that is none',
    'createTagCategory',
    () => ({ assistantId: DEMO, key: 'Not A Key', name: 'n' }),
    'INVALID_INPUT',
  ],
  ['no dead letters', 'redriveMessages', () => ({ limit: 0 }), 'INVALID_INPUT'],
  ['an unknown intent', 'setTagRule', () => ({ assistantId: DEMO, intent: NONE, tagIds: [] }), 'UNKNOWN_INTENT'],
  ['an unknown tag', 'setTagRule', () => ({ assistantId: DEMO, intent: 'library_hours', tagIds: [NONE] }), 'NOT_FOUND'],
  [
    'a role that is not issued',
    'issueToken',
    () => ({ role: 'admin', name: 'mallory', expiresInDays: 1 }),
    'UNKNOWN_ROLE',
  ],
  ['more than a year', 'issueToken', () => ({ role: 'ci', name: 'x', expiresInDays: 366 }), 'INVALID_INPUT'],
];

const CONVERSATION = (fields: string) => `query($id: ID!) { conversation(id: $id) { ${fields} } }`;
const PERIOD = (field: string, from: string, to: string) =>
  `{ ${field}(assistantId: "${DEMO}", from: "${from}T00:00:00.000Z", to: "${to}T00:00:00.000Z") { __typename } }`;

/** Requests that no correct client sends: refused as a whole. */
export const MALFORMED: [what: string, query: string, variables?: Input][] = [
  ['an id that is an object', '{ turn(id: {}) { id } }'],
  [
    'an enum value that is none',
    `mutation { submitFeedback(input: { turnId: "x", verdict: MEH }) { errors { code } } }`,
  ],
  [
    'a signal that no front end reports',
    `mutation { recordSignal(input: { turnId: "x", signal: HUMAN_REQUESTED }) { errors { code } } }`,
  ],
  ['a required variable that is missing', 'query($id: ID!) { turn(id: $id) { id } }'],
  ['an input without its field', 'mutation { sendMessage(input: { conversationId: "x" }) { errors { code } } }'],
  ['a field that is none', '{ turn(id: "x") { secrets } }'],
  ['what is no GraphQL', '{ turn(id: "x" '],
  ['a page of none', `{ intents(assistantId: "${DEMO}", first: 0) { edges { cursor } } }`],
  ['a page of a hundred and one', `{ assistants(first: 101) { edges { cursor } } }`],
  ['a cursor that is none', `{ assistants(first: 1, after: "nonsense") { edges { cursor } } }`],
  [
    'a date that is none',
    `{ feedbackHistory(filter: { assistantId: "${DEMO}", from: "yesterday" }, first: 1) { totalCount } }`,
  ],
  [
    'a text filter with U+0000',
    'query($text: String) { feedbackHistory(filter: { assistantId: "a", text: $text }, first: 1) { edges { cursor } } }',
    { text: '\u0000' },
  ],
  ['a log of none', 'query($id: ID!) { trainingRun(id: $id) { log(last: 0) } }', { id: 'RUN' }],
  ['turns of a page of none', CONVERSATION('turns(first: 0) { edges { cursor } }'), { id: 'CONVERSATION' }],
  [
    'turns of a page of a hundred and one',
    CONVERSATION('turns(last: 101) { edges { cursor } }'),
    { id: 'CONVERSATION' },
  ],
  ['turns from both ends', CONVERSATION('turns(first: 1, last: 1) { edges { cursor } }'), { id: 'CONVERSATION' }],
  [
    'turns after a cursor that is none',
    CONVERSATION('turns(first: 1, after: "nonsense") { edges { cursor } }'),
    { id: 'CONVERSATION' },
  ],
  ...['qualityReport', 'tagEffectiveness'].flatMap((field): [string, string][] => [
    [`a period of ${field} that ends before it begins`, PERIOD(field, '2026-11-02', '2026-11-01')],
    [`a period of ${field} of more than ninety days`, PERIOD(field, '2026-01-01', '2026-11-01')],
  ]),
  ['a dry run of no days', `{ retrainPolicyDryRun(assistantId: "${DEMO}", days: 0) { from } }`],
  ['a dry run of ninety-one days', `{ retrainPolicyDryRun(assistantId: "${DEMO}", days: 91) { from } }`],
  ['labels in no language', `{ assistant(id: "${DEMO}") { intentOptions(language: "not a tag") { intent } } }`],
  ...(
    [
      ['assistants', `assistants(first: 1, after: $after)`, [cursorOf('x', 1), cursorOf(1e300, 'x')]],
      ['conversations', `conversations(assistantId: "${DEMO}", first: 1, after: $after)`, [cursorOf(-1, 'x')]],
      [
        'runs',
        `trainingRuns(assistantId: "${DEMO}", first: 1, after: $after)`,
        [cursorOf('not a time', 'x'), cursorOf(1, 2)],
      ],
      ['versions', `modelVersions(assistantId: "${DEMO}", first: 1, after: $after)`, [cursorOf('not a time', 'x')]],
      ['sources', `sources(assistantId: "${DEMO}", first: 1, after: $after)`, [cursorOf('not a time', 'x')]],
      ['intents', `intents(assistantId: "${DEMO}", first: 1, after: $after)`, [cursorOf(3), cursorOf('nul \u0000')]],
      ['categories', `tagCategories(assistantId: "${DEMO}", first: 1, after: $after)`, [cursorOf('one')]],
      ['rules', `tagRules(assistantId: "${DEMO}", first: 1, after: $after)`, [cursorOf('one', 'two')]],
      ['conflicts', `labelConflicts(assistantId: "${DEMO}", first: 1, after: $after)`, [cursorOf(3)]],
      [
        'the audit log',
        `auditLog(assistantId: "${DEMO}", first: 1, after: $after)`,
        [cursorOf('not a number'), cursorOf(1e300), cursorOf(1, 'x')],
      ],
      [
        'feedback',
        `feedbackHistory(filter: { assistantId: "${DEMO}" }, first: 1, after: $after)`,
        [cursorOf('not a time', 'x')],
      ],
    ] as const
  ).flatMap(([what, field, cursors]) =>
    cursors.map((after, i): [string, string, Input] => [
      `another connection’s cursor for ${what} (${i + 1})`,
      `query($after: String) { ${field} { edges { cursor } } }`,
      { after },
    ]),
  ),
];
