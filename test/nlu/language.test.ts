import { beforeAll, describe, expect, it } from 'vitest';
import { loadHelpDesk } from '../../demo/help-desk.ts';
import { DEFAULT_PARAMETERS, evaluate, type Example, type LanguageScores, type Model, train } from '../../nlu/index.ts';
import { languageDetector } from '../../platform/language/index.ts';
import { Rng } from '../../nlu/rng.ts';
import { helpDesk } from './help-desk.ts';
import { anyNoise, type Noise, NOISES } from './noise.ts';

const examples = loadHelpDesk().examples.map((row, i): Example => ({
  ...row,
  id: `ex_${String(i).padStart(5, '0')}`,
  weight: 1,
}));
const learned = examples.filter(({ split }) => split === 'train');
const heldOut = examples.filter(({ split }) => split === 'test');

function trainOn(rows: readonly Example[]): Model {
  return train({ examples: rows, seed: 1, parameters: DEFAULT_PARAMETERS });
}

const firstTwo: Noise = (utterance) => utterance.split(/\s+/, 2).join(' ');

let languageScores: LanguageScores;
let model: Model;
beforeAll(async () => {
  languageScores = (await languageDetector()).scoresOf;
  model = trainOn(learned);
}, 300_000);

/** In per cent, of items spoilt by the noise. */
function toldRight(items: readonly Example[], noise: Noise = (utterance) => utterance): number {
  const rng = new Rng(20_261_128);
  const spoilt = items.map((row) => ({ ...row, utterance: noise(row.utterance, rng) }));
  return 100 * (evaluate(model, spoilt, { languageScores }).languageAccuracy ?? 0);
}

/** In per cent, with the conversation so far in the same language or in the other one. */
function toldRightAfter(so: 'far the same' | 'far another'): number {
  const right = heldOut.filter(({ utterance, language }) => {
    const other = language === 'en' ? 'pt-BR' : 'en';
    const hint = so === 'far the same' ? language : other;
    return model.interpret(utterance, { language: hint, languageScores }).language === language;
  });
  return (100 * right.length) / heldOut.length;
}

describe('the language of an utterance', () => {
  it('is told of what the demo assistant has never read', () => {
    expect(heldOut.length).toBeGreaterThan(390);
    expect(toldRight(heldOut)).toBeGreaterThanOrEqual(99.5);
  });

  it.each(Object.entries({ ...NOISES, 'one of all kinds': anyNoise }))('is told through %s', (_, noise) => {
    expect(toldRight(heldOut, noise)).toBeGreaterThanOrEqual(99);
  });

  it('is told of two words', () => {
    expect(toldRight(heldOut, firstTwo)).toBeGreaterThanOrEqual(98);
  });

  it('stays that of the conversation, and is noticed where it changes', () => {
    expect(toldRightAfter('far the same')).toBeGreaterThanOrEqual(99.5);
    expect(toldRightAfter('far another')).toBeGreaterThanOrEqual(98);
  });

  it.each(['ok', 'wifi', '123', '👍', '', '2026', 'campus'])('of %j is that of the conversation', (utterance) => {
    expect(model.interpret(utterance, { language: 'en', languageScores }).language).toBe('en');
    expect(model.interpret(utterance, { language: 'pt-BR', languageScores }).language).toBe('pt-BR');
  });

  it.each([
    ['how do I renew a book?', 'en'],
    ['HOW DO I RENEW A BOOK 📚📚', 'en'],
    ['como renovo um livro?', 'pt-BR'],
    ['nao consigo renovar o emprestimo 😭', 'pt-BR'],
    ['cmo renvo um livor', 'pt-BR'],
    ['thanks', 'en'],
    ['obrigada', 'pt-BR'],
  ])('of %j is its own, whatever was spoken before', (utterance, language) => {
    for (const before of ['en', 'pt-BR', undefined])
      expect(model.interpret(utterance, { language: before, languageScores }).language).toBe(language);
  });

  it('is told of a new assistant that has heard ten utterances of each, with a general detector', () => {
    const ofEach = ['en', 'pt-BR'].flatMap((language) =>
      learned.filter((row) => row.language === language && row.intent).filter((_, i) => i % 150 === 0),
    );
    const young = trainOn(ofEach);
    expect(ofEach.length).toBeLessThan(25);
    const alone = evaluate(young, heldOut).languageAccuracy ?? 0;
    const helped = evaluate(young, heldOut, { languageScores }).languageAccuracy ?? 0;
    expect(helped).toBeGreaterThanOrEqual(0.97);
    expect(helped).toBeGreaterThan(alone);
  });

  it('is one for "pt" and "pt-BR", called as the conversation calls it, else as most examples do', () => {
    const mixed = trainOn(
      helpDesk().map((row, i) => ({ ...row, language: row.language === 'pt-BR' && i % 4 === 0 ? 'pt' : row.language })),
    );
    expect(mixed.languages).toEqual(['en', 'pt-BR']);
    expect(mixed.interpret('esqueci minha senha').language).toBe('pt-BR');
    expect(mixed.interpret('esqueci minha senha', { language: 'pt' }).language).toBe('pt');
    expect(mixed.interpret('ok', { language: 'pt-PT' }).language).toBe('pt-PT');
    expect(mixed.interpret('esqueci minha senha', { language: 'fr' }).language).toBe('pt-BR');
  });

  it('is the only one of an assistant that speaks one, and judged nowhere', () => {
    const english = trainOn(helpDesk().filter(({ language }) => language === 'en'));
    expect(english.interpret('esqueci minha senha', { language: 'pt-BR', languageScores }).language).toBe('en');
    expect(evaluate(english, helpDesk()).languageAccuracy).toBeNull();
  });
});
