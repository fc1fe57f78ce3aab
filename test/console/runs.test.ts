import { describe, expect, it } from 'vitest';
import { isOver, later, stagesDone, stagesOf, withChanges } from '../../console/format/runs.ts';
import { inOrder, rollBackPlan } from '../../console/format/serving.ts';
import { keyed } from '../../console/routes/run/keyed.ts';

const run = (id: string, sequence: number) => ({ id, sequence });

const version = (number: number, state: string) => ({ id: `v${number}`, number, state });

const at = (createdAt: string) => ({ createdAt });

describe('a run', () => {
  it('is over once nothing more happens to it', () => {
    expect(['QUEUED', 'RUNNING', 'SUCCEEDED', 'GATE_REFUSED', 'FAILED', 'CANCELLED'].map(isOver)).toEqual([
      false,
      false,
      true,
      true,
      true,
      true,
    ]);
  });

  it('has the stages behind it that come before its own, and all once it succeeded', () => {
    const stages = ['snapshot', 'train', 'evaluate', 'register', 'gate'].map((name) => ({ name }));
    expect(stagesDone({ state: 'RUNNING', stage: 'evaluate', stages })).toBe(2);
    expect(stagesDone({ state: 'FAILED', stage: 'train', stages })).toBe(1);
    expect(stagesDone({ state: 'GATE_REFUSED', stage: 'gate', stages })).toBe(5);
    expect(stagesDone({ state: 'RUNNING', stage: 'another', stages })).toBe(0);
  });

  it('has a stage of trials where it tries parameters', () => {
    const stages = ['snapshot', 'trials', 'train', 'evaluate', 'register', 'gate'].map((name) => ({ name }));
    expect(stagesOf({ stages })).toHaveLength(6);
    expect(stagesDone({ state: 'RUNNING', stage: 'trials', stages })).toBe(1);
    expect(stagesDone({ state: 'RUNNING', stage: 'train', stages })).toBe(2);
    expect(stagesDone({ state: 'SUCCEEDED', stage: 'gate', stages })).toBe(6);
  });

  it('is never shown older than it was seen', () => {
    expect(later(run('a', 7), run('a', 6)).sequence).toBe(7);
    expect(later(run('a', 7), run('a', 8)).sequence).toBe(8);
    expect(later(run('a', 7), undefined).sequence).toBe(7);
  });
});

describe('the list of runs', () => {
  it('puts new ones first and renews known ones in their place', () => {
    const changed = new Map([
      ['b', run('b', 5)],
      ['c', run('c', 1)],
    ]);
    expect(withChanges([run('b', 4), run('a', 9)], changed)).toEqual([run('c', 1), run('b', 5), run('a', 9)]);
  });
});

describe('a roll back', () => {
  it('goes to the latest former champion that was not itself rolled back', () => {
    expect(
      rollBackPlan([version(4, 'LIVE'), version(3, 'ROLLED_BACK'), version(1, 'SUPERSEDED'), version(2, 'SUPERSEDED')]),
    ).toMatchObject({
      from: { number: 4 },
      to: { number: 2 },
      isCanary: false,
    });
  });

  it.each(['CANARY', 'SHADOW'])('ends a version that takes over, also while it is a %s', (state) => {
    expect(rollBackPlan([version(3, state), version(2, 'LIVE'), version(1, 'SUPERSEDED')])).toMatchObject({
      from: { number: 3 },
      to: { number: 2 },
      isCanary: true,
    });
  });

  it('has nowhere to go from the first version', () => {
    expect(rollBackPlan([version(2, 'PENDING_APPROVAL'), version(1, 'LIVE')])).toBeNull();
  });

  it('stands at the top of the history', () => {
    expect(inOrder([at('2026-11-01T00:00:00Z'), at('2026-11-03T00:00:00Z')])[0]).toEqual(at('2026-11-03T00:00:00Z'));
  });
});

describe('the log', () => {
  it('gives equal lines keys of their own, which stay when lines before them leave', () => {
    const keys = keyed(['first', 'epoch', 'epoch']).map(({ key }) => key);
    expect(new Set(keys).size).toBe(3);
    expect(keyed(['epoch', 'epoch']).map(({ key }) => key)).toEqual(keys.slice(1));
  });
});
