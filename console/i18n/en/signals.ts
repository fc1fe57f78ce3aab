/** What implicit feedback was read from. */
export const signals = {
  REPHRASE_AFTER_FALLBACK: 'asked again after a fallback',
  REPHRASE_AFTER_ANSWER: 'asked again after the answer',
  ABANDONED_AFTER_FALLBACK: 'gave up after a fallback',
  DISAMBIGUATION_CHOICE: 'chose in “did you mean”',
  HUMAN_REQUESTED: 'asked for a person',
  ANSWER_COPIED: 'copied the answer',
};
