import { describe, expect, it } from 'vitest';
import { correctionChoices } from '../../console/chat/correction-choices.ts';
import { presentFeedback } from '../../console/chat/present-feedback.ts';
import { mergeTurns } from '../../console/chat/turns.ts';
import { codeOf, messageOf, requestIdOf } from '../../console/graph/failure.ts';
import { problemsAt } from '../../console/graph/problem.ts';
import { filterOf, isFiltered } from '../../console/routes/feedback/filters.ts';
import { changesOf, valuesOf } from '../../console/routes/policy/policy-values.ts';

const said = (id: string, more: object) => ({
  id,
  at: '2026-11-22T10:00:00Z',
  source: 'EXPLICIT',
  status: 'RECORDED',
  ...more,
});

describe('the filters of the feedback history', () => {
  it('come from the address, without what it says wrongly', () => {
    const address = new URLSearchParams(
      'verdict=CORRECTION,NONSENSE&status=ACCEPTED&intent=grades&text=%20gate%20&from=yesterday',
    );
    expect(filterOf('asst_1', address)).toEqual({
      assistantId: 'asst_1',
      verdicts: ['CORRECTION'],
      statuses: ['ACCEPTED'],
      intents: ['grades'],
      text: 'gate',
    });
  });

  it('take whole days where the reader is', () => {
    const { from, to } = filterOf('asst_1', new URLSearchParams('from=2026-11-01&to=2026-11-02'));
    expect(from).toBe(new Date(2026, 10, 1).toISOString());
    expect(to).toBe(new Date(2026, 10, 2, 23, 59, 59, 999).toISOString());
  });

  it('are none in a bare address, nor in one that only pages', () => {
    expect(isFiltered(new URLSearchParams('after=cursor'))).toBe(false);
    expect(isFiltered(new URLSearchParams('text=gate'))).toBe(true);
  });
});

describe('what a user says of a turn', () => {
  it('is the last that was neither taken back, nor said anew, nor only noticed', () => {
    expect(
      presentFeedback([
        said('superseded', { supersededBy: 'kept' }),
        said('kept', { at: '2026-11-22T10:01:00Z' }),
        said('retracted', { at: '2026-11-22T10:02:00Z', status: 'RETRACTED' }),
        said('noticed', { at: '2026-11-22T10:03:00Z', source: 'IMPLICIT' }),
      ])?.id,
    ).toBe('kept');
    expect(presentFeedback([])).toBeUndefined();
  });
});

describe('"I meant …"', () => {
  const options = [
    { intent: 'grades', label: 'Notas e histórico' },
    { intent: 'library', label: 'Biblioteca' },
    { intent: 'card', label: 'Carteirinha' },
  ];
  const choose = (more: object) =>
    correctionChoices({ options, ranking: ['card', 'library'], understood: 'card', search: '', ...more }).map(
      ({ intent }) => intent,
    );

  it('offers what the model thought of next before the rest, and not what it understood', () => {
    expect(choose({})).toEqual(['library', 'grades']);
  });

  it('finds without accents and case', () => {
    expect(choose({ search: 'HISTORICO notas' })).toEqual(['grades']);
  });

  it('falls back to what the model thought of where there are no labels', () => {
    expect(choose({ options: [] })).toEqual(['library']);
  });
});

describe('the turns of a chat', () => {
  it('stand in their order, once, as they were asked for last', () => {
    const heard = [
      { id: 'b', index: 1, from: 'socket' },
      { id: 'c', index: 2, from: 'socket' },
    ];
    const settled = [
      { id: 'a', index: 0, from: 'query' },
      { id: 'b', index: 1, from: 'query' },
    ];
    expect(mergeTurns(settled, heard).map(({ id, from }) => `${id} ${from}`)).toEqual([
      'a query',
      'b query',
      'c socket',
    ]);
  });
});

describe('a failure', () => {
  const refused = {
    message: '[GraphQL] no',
    graphQLErrors: [{ message: 'no', extensions: { code: 'FORBIDDEN', requestId: 'req_1' } }],
  };

  it('tells its code, its words and its request', () => {
    expect([codeOf(refused), messageOf(refused), requestIdOf(refused)]).toEqual(['FORBIDDEN', 'no', 'req_1']);
  });

  it('is the network where no answer came', () => {
    expect(codeOf({ message: '', networkError: new Error('offline'), graphQLErrors: [] })).toBe('NETWORK');
  });

  it('of a field is said at the field', () => {
    const problems = [
      { code: 'BAD_USER_INPUT', message: 'no cron', path: ['input', 'cron'] },
      { code: 'NOT_FOUND', message: null },
    ];
    expect(problemsAt(problems, 'cron')).toEqual(problems.slice(0, 1));
    expect(problemsAt(problems, 'volume')).toEqual([]);
  });
});

describe('the policy form', () => {
  const before = valuesOf({
    cron: '0 3 * * 1',
    timeZone: 'UTC',
    volume: null,
    debounceMinutes: 15,
    approval: 'PERSON',
    rollout: 'IMMEDIATE',
    acceptance: 'AUTO',
    twoPersons: false,
    recipe: 'FAST',
    warmStart: true,
    trialCount: 9,
    trialBudgetSeconds: null,
  });

  it('sends only what was changed', () => {
    expect(changesOf(before, before)).toEqual({});
    expect(changesOf(before, { ...before, volume: 20, twoPersons: true })).toEqual({ volume: 20, twoPersons: true });
  });

  it('switches off what was emptied', () => {
    expect(changesOf(before, { ...before, cron: '', debounceMinutes: '' })).toEqual({ cron: null, debounceMinutes: 0 });
    expect(changesOf(before, { ...before, trialCount: '', trialBudgetSeconds: 60 })).toEqual({
      trialCount: null,
      trialBudgetSeconds: 60,
    });
  });
});
