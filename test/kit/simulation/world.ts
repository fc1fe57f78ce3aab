import type { DemoExample } from '../../../demo/help-desk.ts';
import { nearEqualKey } from '../../../nlu/index.ts';
import { type Draw, drawOf, pick } from './people.ts';

/** What somebody wants: what they say first, and what they say instead when they are not understood. */
export interface Wish {
  /** Null where the assistant cannot help with it. */
  readonly intent: string | null;
  readonly wordings: readonly string[];
}

/** What an assistant is taught at first, and what people will say to it. */
export interface World {
  readonly intents: readonly string[];
  /** A few training examples an intent and language, all test examples, and the out-of-scope ones. */
  readonly taught: readonly DemoExample[];
  /** The next wish in a language. Its first words were said by nobody yet, nor taught. */
  nextWish(language: string, draw: Draw): Wish;
}

const WORDINGS = 3;
const OUT_OF_SCOPE_TAUGHT = 0.5;

/** Deals utterances by the seed: so many an intent and language are taught, the others are what people say. */
export function dealWorld(
  examples: readonly DemoExample[],
  { seed, taughtAnIntent }: { seed: number; taughtAnIntent: number },
): World {
  const draw = drawOf(seed, 2);
  const training = shuffled(
    examples.filter(({ split }) => split === 'train'),
    draw,
  );
  const taught = examples.filter(({ split }) => split === 'test');
  const known = new Set(taught.map(({ utterance }) => nearEqualKey(utterance)));
  const unsaid = new Map<string, DemoExample[]>();
  const counts = new Map<string, number>();
  for (const example of training) {
    const { intent, language, utterance } = example;
    const place = `${language} ${intent}`;
    const count = counts.get(place) ?? 0;
    const isTaught = intent === null ? draw() < OUT_OF_SCOPE_TAUGHT : count < taughtAnIntent;
    if (isTaught) {
      counts.set(place, count + 1);
      taught.push(example);
      known.add(nearEqualKey(utterance));
    } else unsaid.set(language, [...(unsaid.get(language) ?? []), example]);
  }
  const alike = new Map(
    [...unsaid].map(([language, rows]) => {
      // A wording that is almost an example would ask nothing of the model.
      const fresh = rows.filter(({ utterance }) => !known.has(nearEqualKey(utterance)));
      unsaid.set(language, fresh);
      return [language, Map.groupBy(fresh, ({ intent }) => intent)];
    }),
  );
  return {
    intents: [...new Set(examples.flatMap(({ intent }) => intent ?? []))].toSorted(),
    taught,
    nextWish(language, ofPerson) {
      const example = unsaid.get(language)?.pop();
      if (!example) throw new Error(`nobody has anything more to say in ${language}`);
      const others = alike.get(language)?.get(example.intent) ?? [];
      const rephrased = Array.from({ length: WORDINGS - 1 }, () => pick(others, ofPerson).utterance);
      return { intent: example.intent, wordings: [example.utterance, ...rephrased] };
    },
  };
}

function shuffled<T>(rows: readonly T[], draw: Draw): T[] {
  return rows
    .map((row) => ({ row, key: draw() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ row }) => row);
}
