import { describe, expect, it } from 'vitest';
import { crossValidate, DEFAULT_PARAMETERS } from '../../nlu/index.ts';
import { example, helpDesk } from './help-desk.ts';

describe('crossValidate', () => {
  const options = { seed: 1, parameters: DEFAULT_PARAMETERS };

  it('judges each example once, by a model that has not seen it', () => {
    const examples = helpDesk();
    const judged = crossValidate(examples, options);
    expect(judged).toMatchObject({ folds: 5, support: examples.filter(({ intent }) => intent !== null).length });
    expect(judged?.accuracy.value).toBeGreaterThan(0.3);
    expect(judged?.accuracy.low).toBeLessThan(judged?.accuracy.value ?? 0);
    expect(crossValidate(examples, options)).toEqual(judged);
  });

  it('gives no merit to copies: labels at random are guessed as seldom with near-equal twins as without', () => {
    const words = 'alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima'.split(' ');
    const examples = words.flatMap((word, i) =>
      ['', '!', ' ?', ' …'].map((end) =>
        example({ utterance: `${word} ${word}${end}`, intent: i % 2 ? 'odd' : 'even' }),
      ),
    );
    // A model that had seen the twin of what judges it would be right each time.
    expect(crossValidate(examples, options)?.accuracy.value).toBeLessThan(0.9);
  });

  it('is null where there is nothing to split', () => {
    expect(crossValidate([example({ intent: 'a' }), example({ intent: 'a', utterance: 'other' })], options)).toBeNull();
  });
});
