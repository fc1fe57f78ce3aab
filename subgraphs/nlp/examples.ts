import { createHash } from 'node:crypto';
import { type LabelledSpan, nearEqualKey, type Split, splitOf } from '../../nlu/index.ts';

/** An example as somebody gives it; without a split it gets one of its own, for good. Its utterance may be annotated: see `readUtterance`. */
export interface NewExample {
  utterance: string;
  /** Null for out-of-scope. */
  intent: string | null;
  language: string;
  split?: Split | undefined;
  /** Whether somebody looked for entities in it, so that without a mark there are none. */
  isAnnotated?: boolean | undefined;
}

/** An example that was read: plain words, and where entities are in them. */
export interface ReadExample extends Omit<NewExample, 'isAnnotated'> {
  /** Absent where nobody has looked for entities. */
  spans?: readonly LabelledSpan[] | undefined;
}

/** An example that may be written. */
interface PlannedExample extends ReadExample {
  id: string;
  nearKey: string;
  split: Split;
}

export type RefusalCode = 'NEAR_TEST_EXAMPLE' | 'NEAR_TRAINING_EXAMPLE' | 'OTHER_INTENT';

export interface ImportPlan {
  accepted: PlannedExample[];
  /** How many were there already, as they are. */
  duplicates: number;
  /** Examples that were there without anybody having looked for entities, and where those are. */
  annotated: { id: string; spans: readonly LabelledSpan[] }[];
  /** `index` is the place in the input. */
  refused: { index: number; code: RefusalCode }[];
}

interface KnownExample {
  utterance: string;
  /** Null for out-of-scope. */
  intent: string | null;
  /** Null where nobody has looked for any. */
  spans: readonly LabelledSpan[] | null;
}

/** What is there before an import. */
export interface KnownExamples {
  /** By id. */
  twins: ReadonlyMap<string, KnownExample>;
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
 * split, none ever trains, and the reverse. Between training and validation a newcomer follows its group. Of an example that is there
 * already nothing changes, but that an annotation of the very same words is taken where there is none.
 */
export function planImport(assistantId: string, examples: readonly ReadExample[], known: KnownExamples): ImportPlan {
  const twins = new Map(known.twins);
  const splits = new Map(known.splitOf);
  const plan: ImportPlan = { accepted: [], duplicates: 0, annotated: [], refused: [] };
  for (const [index, example] of examples.entries()) {
    const { utterance, intent, spans } = example;
    const id = exampleId(assistantId, utterance);
    const twin = twins.get(id);
    if (twin && twin.intent !== intent) plan.refused.push({ index, code: 'OTHER_INTENT' });
    else if (twin) {
      plan.duplicates++;
      if (!spans || twin.spans || twin.utterance !== utterance) continue;
      plan.annotated.push({ id, spans });
      twins.set(id, { ...twin, spans });
    } else {
      const nearKey = nearKeyOf(utterance);
      const group = splits.get(nearKey);
      const code = refusalOf(example.split, group);
      if (code) {
        plan.refused.push({ index, code });
        continue;
      }
      const split = group ?? example.split ?? splitOf({ assistantId, utterance, testShare: TEST_SHARE });
      plan.accepted.push({ ...example, id, nearKey, split });
      twins.set(id, { utterance, intent, spans: spans ?? null });
      splits.set(nearKey, split);
    }
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
