import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PARAMETERS, explain, type Explanation, type Model, NluError, train } from '../../nlu/index.ts';
import { helpDesk } from './help-desk.ts';

const UTTERANCE = 'Não consigo entrar no portal da biblioteca, esqueci a senha';

/** How far the parts of both margins are from adding up to them. */
function errorOf({ intent, runnerUp, contributions }: Explanation): number {
  const sum = (of: 'forIntent' | 'forRunnerUp') => contributions.reduce((total, part) => total + part[of], 0);
  const first = intent.bias + sum('forIntent') + intent.others - intent.margin;
  const second = runnerUp ? runnerUp.bias + sum('forRunnerUp') + runnerUp.others - runnerUp.margin : 0;
  return Math.max(Math.abs(first), Math.abs(second));
}

describe('why a linear model answers as it does', () => {
  let model: Model;
  beforeAll(() => {
    model = train({ examples: helpDesk({ withOutOfScope: true }), seed: 1, parameters: DEFAULT_PARAMETERS });
  });

  it('names the two best intents of the interpretation and has nothing left out', () => {
    const { ranking } = model.interpret(UTTERANCE);
    const explanation = explain(model, UTTERANCE);
    expect([explanation.intent.intent, explanation.runnerUp?.intent]).toEqual(ranking.slice(0, 2).map((s) => s.intent));
    expect(explanation).toMatchObject({ networkShare: 0, linearIntent: 'reset_password' });
    expect(explanation.intent.margin).toBeGreaterThan(explanation.runnerUp?.margin ?? Infinity);
  });

  it('lets the words that a person would name speak for their intent', () => {
    const { contributions } = explain(model, UTTERANCE, { listed: 100 });
    const of = (feature: string) => contributions.find((part) => part.feature === feature);
    expect(of('senha')).toMatchObject({ unit: 'words' });
    expect(of('senha')?.forIntent).toBeGreaterThan(0);
    expect(of('biblioteca')?.forIntent).toBeLessThan(0);
  });

  it('spells features readably', () => {
    const features = explain(model, 'renew library', { listed: 1_000 }).contributions;
    const spelledBy = (unit: string) => features.filter((part) => part.unit === unit).map((part) => part.feature);
    expect(spelledBy('words')).toContain('library ⟨end⟩');
    expect(spelledBy('chars')).toContain('_lib');
    expect(explain(model, 'library hours', { listed: 1_000 }).contributions).toContainEqual(
      expect.objectContaining({ unit: 'pairs', feature: 'hours … library' }),
    );
    expect(features.every(({ feature }) => feature.trim() === feature && !feature.includes('<'))).toBe(true);
  });

  it('lists the loudest first and adds the rest up', () => {
    const few = explain(model, UTTERANCE, { listed: 5 });
    const all = explain(model, UTTERANCE, { listed: 10_000 });
    expect(few.contributions).toEqual(all.contributions.slice(0, 5));
    expect(few.intent.others).not.toBe(0);
    expect(all.intent.others).toBe(0);
    const loudness = all.contributions.map((part) => Math.max(Math.abs(part.forIntent), Math.abs(part.forRunnerUp)));
    expect(loudness).toEqual(loudness.toSorted((a, b) => b - a));
  });

  it('adds up to the margins whatever was said', () => {
    const words = helpDesk().flatMap(({ utterance }) => utterance.split(' '));
    const saying = oneof(
      array(constantFrom(...words), { maxLength: 30 }).map((some) => some.join(' ')),
      string({ unit: 'binary' }),
    );
    assert(
      property(saying, (utterance) => {
        expect(errorOf(explain(model, utterance, { listed: 3 }))).toBeLessThan(1e-6);
      }),
    );
  });

  it('says nothing of an utterance of which nothing is known', () => {
    expect(explain(model, '🙂 ????').contributions).toEqual([]);
  });

  it('has no runner-up where there is one intent only, and refuses a foreign model', () => {
    const alone = helpDesk().filter(({ intent }) => intent === 'grades');
    const single = train({ examples: alone, seed: 1, parameters: DEFAULT_PARAMETERS });
    const explanation = explain(single, 'show my grade');
    expect(explanation).toMatchObject({ intent: { intent: 'grades' }, runnerUp: null });
    expect(errorOf(explanation)).toBeLessThan(1e-6);
    expect(() => explain({ ...model }, 'hello')).toThrow(NluError);
  });
});

describe('why a mixture answers as it does', () => {
  it('says that three of four votes are not explained, and is exact in the fourth', () => {
    const examples = helpDesk();
    const model = train({ examples, seed: 1, parameters: { ...DEFAULT_PARAMETERS, recipe: 'best', folds: 2 } });
    const explanation = explain(model, UTTERANCE);
    expect(explanation.networkShare).toBe(3 / 4);
    expect(errorOf(explanation)).toBeLessThan(1e-6);
    const linear = train({ examples, seed: 1, parameters: DEFAULT_PARAMETERS });
    for (const { utterance } of examples)
      expect(explain(model, utterance).linearIntent).toBe(linear.interpret(utterance).intent);
  });
});
