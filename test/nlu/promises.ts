import { type Model, NluError } from '../../nlu/index.ts';

/** The code that an attempt was refused with. */
export function codeOf(attempt: () => unknown): string | undefined {
  try {
    attempt();
  } catch (error) {
    if (error instanceof NluError) return error.code;
    throw error;
  }
  return undefined;
}

/** What an answer breaks of its promises. */
export function faultsOf(model: Model, utterance: string): string[] {
  const { intent, confidence, inScope, ranking, language, isCloseCall, isOutOfScope } = model.interpret(utterance);
  const confidences = ranking.map((score) => score.confidence);
  const faults = {
    'an unknown intent': !ranking.every((score) => model.intents.includes(score.intent)),
    'an unknown language': !model.languages.includes(language),
    'a best that is not ranked first': ranking[0]?.intent !== intent || ranking[0]?.confidence !== confidence,
    'a confidence out of range': !confidences.every((p) => p >= 0 && p <= 1),
    'a chance of being in-scope out of range': !(inScope >= 0 && inScope <= 1),
    'a confidence above the chance of being in-scope': !(confidence <= inScope + 1e-9),
    'confidences that sum to more than one': !(confidences.reduce((sum, p) => sum + p, 0) <= 1 + 1e-9),
    'a ranking out of order': confidences.some((p, i) => p > (confidences[i - 1] ?? 1)),
    'a close call out-of-scope': isCloseCall && isOutOfScope,
  };
  return Object.entries(faults).flatMap(([fault, isThere]) => (isThere ? [fault] : []));
}
