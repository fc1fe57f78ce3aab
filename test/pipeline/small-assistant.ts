import type { Label, Unlabelled } from '../../subgraphs/feedback/index.ts';
import type { SnapshotExample } from '../../subgraphs/nlp/index.ts';

export const ASSISTANT = 'asst_library';

const THINGS = ['book', 'novel', 'atlas', 'journal', 'thesis', 'map', 'dictionary', 'magazine', 'comic', 'manual'];
const PHRASES: Readonly<Record<string, readonly string[]>> = {
  renew_loan: ['renew my', 'extend the loan of my', 'keep longer the'],
  reserve: ['reserve a', 'put me on the waiting list for a', 'order a'],
  report_loss: ['I lost a', 'somebody stole my', 'I cannot find the borrowed'],
};
const OUT_OF_SCOPE = [
  'what is the weather',
  'sing a song',
  'who won the match',
  'tell me a joke',
  'how tall is the tower',
];

/** A library's help desk with three intents, learned in a moment; every fourth utterance is for testing. More copies have more intents each. */
export function libraryExamples(copies = 1): SnapshotExample[] {
  return Array.from({ length: copies }, (_, copy) => copy).flatMap((copy) =>
    oneLibrary().map((row) =>
      copy === 0
        ? row
        : {
            ...row,
            exampleId: `${row.exampleId}_${copy}`,
            utterance: `${row.utterance} in hall ${copy}`,
            intent: row.intent && `${row.intent}_${copy}`,
          },
    ),
  );
}

function oneLibrary(): SnapshotExample[] {
  const utterances = Object.entries(PHRASES).flatMap(([intent, phrases]) =>
    phrases.flatMap((phrase) => THINGS.map((thing) => ({ intent, utterance: `${phrase} ${thing}` }))),
  );
  const rows = [...utterances, ...OUT_OF_SCOPE.map((utterance) => ({ intent: null, utterance }))];
  return rows.map(({ intent, utterance }, i) => ({
    exampleId: `example_${String(i).padStart(3, '0')}`,
    utterance,
    intent,
    language: 'en',
    weight: 1,
    split: i % 4 === 0 ? 'test' : 'train',
    source: 'SEED',
  }));
}

export interface Taught {
  examples: SnapshotExample[];
  labels: Label[];
  /** What users said that nobody has labelled; nothing unless given. */
  unlabelled?: Unlabelled[];
}

/** What stands behind a label that feedback gives. */
export function behind(...feedbackIds: string[]): Pick<Label, 'feedbackIds' | 'reviewIds'> {
  return { feedbackIds, reviewIds: [] };
}

/** The faces of nlp and feedback, over what a test says they know. */
export function facesOver(taught: Taught) {
  return {
    nlp: {
      async *examplesForSnapshot() {
        yield* taught.examples;
      },
      intentsOf: () =>
        Promise.resolve(
          [...new Set(taught.examples.map(({ intent }) => intent))].flatMap((name) =>
            name === null ? [] : [{ name, hasAnswer: true }],
          ),
        ),
    },
    feedback: {
      labelsFor: () => Promise.resolve(taught.labels),
      unlabelledFor: () => Promise.resolve(taught.unlabelled ?? []),
      standingReviews: (reviewIds: readonly string[]) => Promise.resolve(new Set(reviewIds)),
    },
  };
}
