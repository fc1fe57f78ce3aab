import { createHash } from 'node:crypto';
import { nearEqualKey, type Split, splitOf } from '../../nlu/index.ts';

/** An example as somebody gives it; without a split it gets one of its own, for good. */
export interface NewExample {
  utterance: string;
  /** Null for out-of-scope. */
  intent: string | null;
  language: string;
  split?: Split | undefined;
}

/** An example that may be written. */
interface PlannedExample extends NewExample {
  id: string;
  nearKey: string;
  split: Split;
}

export type RefusalCode = 'NEAR_TEST_EXAMPLE' | 'NEAR_TRAINING_EXAMPLE' | 'OTHER_INTENT';

export interface ImportPlan {
  accepted: PlannedExample[];
  /** How many were there already, as they are. */
  duplicates: number;
  /** `index` is the place in the input. */
  refused: { index: number; code: RefusalCode }[];
}

/** What is there before an import. */
export interface KnownExamples {
  /** By id: the intent's name, null for out-of-scope. */
  intentOf: ReadonlyMap<string, string | null>;
  /** By near key: the split that its group has. */
  splitOf: ReadonlyMap<string, Split>;
}

/** Of examples without a split, the share on which models are judged. */
const TEST_SHARE = 0.2;

/**
 * An example's id, the same wherever and whenever it is imported: so an assistant seeded twice has the same examples, and the same
 * dataset snapshot.
 */
export function exampleId(assistantId: string, utterance: string): string {
  const normalized = utterance.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
  return `example_${digest(`${assistantId}\0${normalized}`)}`;
}

/** Groups utterances that differ only in what typing varies. */
export function nearKeyOf(utterance: string): string {
  return digest(nearEqualKey(utterance));
}

/**
 * Decides what becomes of each example, in order. A split belongs to a group of near-equal utterances: where one is in the test
 * split, none ever trains, and the reverse. Between training and validation a newcomer follows its group.
 */
export function planImport(assistantId: string, examples: readonly NewExample[], known: KnownExamples): ImportPlan {
  const intentOf = new Map(known.intentOf);
  const splits = new Map(known.splitOf);
  const plan: ImportPlan = { accepted: [], duplicates: 0, refused: [] };
  for (const [index, example] of examples.entries()) {
    const id = exampleId(assistantId, example.utterance);
    const nearKey = nearKeyOf(example.utterance);
    const knownIntent = intentOf.get(id);
    const group = splits.get(nearKey);
    if (knownIntent !== undefined) {
      if (knownIntent === example.intent) plan.duplicates++;
      else plan.refused.push({ index, code: 'OTHER_INTENT' });
      continue;
    }
    const code = refusalOf(example.split, group);
    if (code) {
      plan.refused.push({ index, code });
      continue;
    }
    const split =
      group ?? example.split ?? splitOf({ assistantId, utterance: example.utterance, testShare: TEST_SHARE });
    plan.accepted.push({ ...example, id, nearKey, split });
    intentOf.set(id, example.intent);
    splits.set(nearKey, split);
  }
  return plan;
}

function refusalOf(given: Split | undefined, group: Split | undefined): RefusalCode | undefined {
  if (!given || !group || (given === 'test') === (group === 'test')) return undefined;
  return group === 'test' ? 'NEAR_TEST_EXAMPLE' : 'NEAR_TRAINING_EXAMPLE';
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
