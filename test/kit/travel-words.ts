/** What an encoder knows and letters do not tell: which words mean the same. Half of them teach, the other half are asked for. */
export const MEANINGS: Readonly<Record<string, { taught: readonly string[]; asked: readonly string[] }>> = {
  find_bus: { taught: ['bus', 'tram', 'ferry', 'taxi'], asked: ['coach', 'metro', 'shuttle', 'minivan'] },
  order_food: { taught: ['soup', 'rice', 'bread', 'salad'], asked: ['noodle', 'pizza', 'beans', 'cake'] },
  pay_bill: { taught: ['invoice', 'fee', 'debt', 'rent'], asked: ['charge', 'toll', 'loan', 'fine'] },
};

const PHRASES = ['about the', 'i ask for my', 'help with one', 'tell me of that', 'a question on this'];

/** Every word of the meanings with its vector: the axis of its meaning. */
export function wordVectors(): Record<string, number[]> {
  const axes = Object.keys(MEANINGS);
  return Object.fromEntries(
    Object.values(MEANINGS).flatMap(({ taught, asked }, axis) =>
      [...taught, ...asked].map((word) => [word, axes.map((_, d) => (d === axis ? 1 : 0))]),
    ),
  );
}

/** Utterances that differ between intents by those words alone; whoever knows only the words taught cannot tell the ones asked. */
export function meaningfulExamples() {
  return Object.entries(MEANINGS).flatMap(([intent, words]) =>
    (['taught', 'asked'] as const).flatMap((half) =>
      words[half].flatMap((word) =>
        PHRASES.map((phrase, p) => ({
          id: `example_${intent}_${word}_${p}`,
          utterance: `${phrase} ${word}`,
          intent,
          language: 'en',
          weight: 1,
          split: half === 'taught' ? ('train' as const) : ('test' as const),
        })),
      ),
    ),
  );
}
