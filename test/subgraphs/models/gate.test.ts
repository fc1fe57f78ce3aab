import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../../subgraphs/models/index.ts';
import { DEFAULT_GATE_RULES } from '../../../subgraphs/models/gate/gate-rules.ts';
import { isRefused, outcomesOf } from '../../../subgraphs/models/gate/rule-outcomes.ts';
import { FIGURES, ModelsRoom, UNKNOWN } from './models-room.ts';

const found: Omit<Report, 'outcomes'> = {
  gate: DEFAULT_GATE_RULES,
  championId: 'version_1',
  withdrawnFeedback: 0,
  snapshotSha256: 'd'.repeat(64),
  leftOut: 0,
  verdict: 'NO_MEASURABLE_CHANGE',
  candidate: FIGURES,
  champion: FIGURES,
  comparison: {
    verdict: 'NO_MEASURABLE_CHANGE',
    candidateAccuracy: 0.9,
    championAccuracy: 0.9,
    difference: { value: 0, low: -0.02, high: 0.02 },
    pValue: 1,
    discordant: { candidateOnly: 2, championOnly: 2 },
    support: 100,
  },
  intents: [
    {
      intent: 'grades',
      support: 30,
      difference: { value: -0.2, low: -0.35, high: -0.05 },
      pValue: 0.01,
      adjustedPValue: 0.02,
    },
    { intent: 'loans', support: 30, difference: { value: 0, low: -0.1, high: 0.1 }, pValue: 1, adjustedPValue: 1 },
  ],
  latency: { candidate: { p50Ms: 0.05, p99Ms: 0.2 }, champion: null },
};
const verdicts = (report: Omit<Report, 'outcomes'>) =>
  Object.fromEntries(outcomesOf(report).map(({ name, verdict }) => [name, verdict]));

describe('the rules of the gate', () => {
  it('refuse an intent that lost beyond chance although the whole did not', () => {
    const outcomes = outcomesOf(found);
    expect(outcomes).toContainEqual({
      name: 'no-intent-worse',
      verdict: 'FAILED',
      value: -0.2,
      low: -0.35,
      high: -0.05,
      threshold: -0,
      intents: ['grades'],
    });
    expect(isRefused({ outcomes, verdict: found.verdict })).toBe(true);
  });

  it('let an intent lose what the margin allows, and whatever is within chance', () => {
    expect(verdicts({ ...found, gate: { ...DEFAULT_GATE_RULES, intentMargin: 0.25 } })['no-intent-worse']).toBe(
      'PASSED',
    );
    const intents = found.intents!.map((one) => ({ ...one, adjustedPValue: 0.06 }));
    expect(verdicts({ ...found, intents })['no-intent-worse']).toBe('PASSED');
    expect(verdicts({ ...found, intents: [] })['no-intent-worse']).toBe('NOT_JUDGED');
  });

  it('demand what was set, and nothing else', () => {
    expect(Object.keys(verdicts(found))).toEqual(['against-champion', 'no-intent-worse']);
    const gate = {
      ...DEFAULT_GATE_RULES,
      refuses: ['NO_MEASURABLE_CHANGE', 'SIGNIFICANTLY_WORSE'] as Report['gate']['refuses'],
      minimumAccuracy: 0.91,
      minimumOutOfScopeRecall: 0.8,
      maximumCalibrationError: 0.03,
      maximumLatencyMs: 0.1,
    };
    expect(verdicts({ ...found, gate })).toEqual({
      'against-champion': 'FAILED',
      'no-intent-worse': 'FAILED',
      'minimum-accuracy': 'FAILED',
      'minimum-out-of-scope-recall': 'PASSED',
      'maximum-calibration-error': 'PASSED',
      'maximum-latency': 'FAILED',
    });
  });

  it('judge nothing where there is no champion, and refuse what was refused before there were rules', () => {
    const first = { ...found, verdict: 'IMPROVED' as const, champion: null, comparison: null, intents: null };
    expect(verdicts(first)).toEqual({ 'against-champion': 'NOT_JUDGED' });
    expect(isRefused({ verdict: 'SIGNIFICANTLY_WORSE' })).toBe(true);
    expect(isRefused({ verdict: 'WORSE_WITHIN_NOISE' })).toBe(false);
  });
});

describe('what an assistant demands', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());

  const RULES = 'alpha refuses minimumSupport intentMargin minimumAccuracy maximumLatencyMs';
  const rulesOf = async (assistantId: string) =>
    (
      await room.ask<{ gateRules: object | null }>(
        `query($assistantId: ID!) { gateRules(assistantId: $assistantId) { ${RULES} } }`,
        { assistantId },
      )
    ).gateRules;
  const update = async (assistantId: string, change: object) =>
    (
      await room.ask<{ updateGateRules: { gateRules: object | null; errors: { code: string; path: string[] }[] } }>(
        `mutation($input: UpdateGateRulesInput!) { updateGateRules(input: $input) { gateRules { ${RULES} } errors { code path } } }`,
        { input: { assistantId, ...change } },
      )
    ).updateGateRules;

  it('is the default until somebody says otherwise, and null of nobody', async () => {
    expect(await rulesOf('asst_gate')).toMatchObject({
      alpha: 0.05,
      refuses: ['SIGNIFICANTLY_WORSE'],
      minimumAccuracy: null,
    });
    expect(await rulesOf(UNKNOWN)).toBeNull();
  });

  it('changes as asked, is written down, and demands nothing any more where null is said', async () => {
    const { gateRules, errors } = await update('asst_gate', {
      alpha: 0.01,
      minimumAccuracy: 0.8,
      refuses: ['WORSE_WITHIN_NOISE'],
    });
    expect(errors).toEqual([]);
    expect(gateRules).toMatchObject({
      alpha: 0.01,
      minimumAccuracy: 0.8,
      refuses: ['WORSE_WITHIN_NOISE', 'SIGNIFICANTLY_WORSE'],
    });
    const [entry] = (await room.auditLog('asst_gate')).entries;
    expect(entry).toMatchObject({ action: 'GATE_RULES_CHANGED', subject: 'asst_gate', actor: 'ada' });
    expect(entry?.facts).toContainEqual({ name: 'alpha', value: '0.01', before: '0.05' });
    expect((await update('asst_gate', { minimumAccuracy: null })).gateRules).toMatchObject({
      alpha: 0.01,
      minimumAccuracy: null,
    });
  });

  it.each([
    ['alpha', { alpha: 0 }],
    ['alpha', { alpha: 0.9 }],
    ['refuses', { refuses: ['IMPROVED'] }],
    ['minimumSupport', { minimumSupport: 0 }],
    ['intentMargin', { intentMargin: -0.1 }],
    ['minimumAccuracy', { minimumAccuracy: 1.5 }],
    ['maximumLatencyMs', { maximumLatencyMs: 0 }],
    ['replayedTurns', { replayedTurns: -1 }],
  ])('is left as it was by a bad %s', async (argument, change) => {
    const before = await rulesOf('asst_gate');
    const { errors } = await update('asst_gate', change);
    expect(errors).toEqual([{ code: 'INVALID_GATE_RULES', path: ['input', argument] }]);
    expect(await rulesOf('asst_gate')).toEqual(before);
  });

  it('refuses a version by a rule that the verdict knows nothing of, and shows which', async () => {
    await update('asst_strict', { minimumAccuracy: 0.95 });
    const version = await room.version('asst_strict');
    expect(await room.stateOf(version.id)).toBe('GATE_REFUSED');
    const { modelVersion } = await room.ask<{ modelVersion: { gate: object } }>(
      'query($id: ID!) { modelVersion(id: $id) { gate { verdict rules { name verdict value low high threshold } } } }',
      { id: version.id },
    );
    expect(modelVersion.gate).toMatchObject({
      verdict: 'FAILED',
      rules: [
        { name: 'against-champion', verdict: 'NOT_JUDGED' },
        { name: 'minimum-accuracy', verdict: 'FAILED', value: 0.9, low: 0.83, high: 0.95, threshold: 0.95 },
      ],
    });
    expect(await room.approve(version)).toMatchObject({ __typename: 'ApprovalRefused', code: 'GATE_NOT_PASSED' });
  });

  it('makes evidence stale that was found under other rules', async () => {
    const version = await room.version('asst_moving');
    await update('asst_moving', { intentMargin: 0.1 });
    expect(await room.approve(version)).toMatchObject({ __typename: 'EvidenceStale', code: 'EVIDENCE_STALE' });
    await room.renewEvidence(version);
    expect(await room.approve({ id: version.id, evidenceHash: await room.evidenceHash(version.id) })).toMatchObject({
      __typename: 'ApproveModelVersionSuccess',
    });
  });
});
