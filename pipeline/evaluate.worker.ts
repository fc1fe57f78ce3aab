// Judges a candidate beside the champion in a thread of its own. Erasable TypeScript: Node runs it as it is.
import { parentPort, workerData } from 'node:worker_threads';
import {
  bootstrap,
  compare,
  compareIntents,
  crossValidate,
  decodeModel,
  evaluate,
  type Evaluation,
  type Example,
  type LanguageHints,
  type Model,
  nearEqualKey,
  NluError,
  type TrainingParameters,
} from '../nlu/index.ts';
import { languageDetector } from '../platform/language/index.ts';
import type { EvidenceContext, Figures, GateRules, Latency, ReplayChange, Report } from '../subgraphs/models/index.ts';
import { encodedFor } from './encoded.ts';
import { replay, type Replayable } from './replay.ts';
import { decodeRows, toExample } from './snapshot-rows.ts';
import type { ThreadMessage } from './thread.ts';
import { decodeUnlabelled } from './unlabelled.ts';

export interface EvaluationTask {
  snapshot: Uint8Array;
  candidate: Uint8Array;
  /** Its artefact, the rows that it was trained on and what was unlabelled beside them; null where there is none to beat. */
  champion: { model: Uint8Array; snapshot: Uint8Array; unlabelled: Uint8Array | null } | null;
  gate: GateRules;
  /** How the candidate was trained. */
  training: { seed: number; parameters: TrainingParameters };
  replayable: Replayable;
}
export type Judged = Omit<Report, keyof EvidenceContext | 'snapshotSha256' | 'outcomes' | 'replay'>;
export interface Found {
  judged: Judged;
  changes: ReplayChange[];
  replaySeconds: number;
}

/** In-scope test items below which cross-validation has more to say than they have … */
const FEW_TEST_ITEMS = 200;
/** … and training rows above which they would not be few, nor five more trainings cheap. */
const MANY_TRAINING_ROWS = 2_000;
/** Interpretations before which a model is not timed: the engine has compiled it by then. */
const WARM_UP = 200;

const say = (message: ThreadMessage<Found>) => parentPort?.postMessage(message, []);

try {
  const { snapshot, candidate, champion, gate, training, replayable } = workerData as EvaluationTask;
  const examples = decodeRows(snapshot).map(toExample);
  const test = examples.filter(({ split }) => split === 'test');
  const learned = champion ? keysOf(champion) : new Set<string>();
  const items = test.filter(({ utterance }) => !learned.has(nearEqualKey(utterance)));
  if (items.some(({ intent }) => intent !== null)) {
    const models = { candidate: decodeModel(candidate), champion: champion && decodeModel(champion.model) };
    const hints = await hintsFor(models.candidate);
    const ownItems = await encodedFor(models.candidate, items);
    const otherItems = models.champion && (await encodedFor(models.champion, items));
    const own = evaluate(models.candidate, ownItems, hints);
    const other = models.champion && otherItems && evaluate(models.champion, otherItems, hints);
    const isFew = items.filter(({ intent }) => intent !== null).length < FEW_TEST_ITEMS;
    const taught = examples.filter(({ split }) => split !== 'test');
    const judged: Judged = {
      leftOut: test.length - items.length,
      candidate: figuresOf(own),
      ...beside({ items, own, other, gate }),
      latency: {
        candidate: latencyOf(models.candidate, ownItems, hints),
        champion: models.champion && otherItems && latencyOf(models.champion, otherItems, hints),
      },
      crossValidation:
        isFew && taught.length <= MANY_TRAINING_ROWS
          ? crossValidate(await encodedFor(models.candidate, taught), training)
          : null,
    };
    const replayedFrom = performance.now();
    const turns = await encodedFor(models.candidate, replayable.turns);
    const changes = replay(models.candidate, { ...replayable, turns }, hints);
    const replaySeconds = (performance.now() - replayedFrom) / 1_000;
    say({ kind: 'done', result: { judged, changes, replaySeconds } });
  } else
    say({ kind: 'refused', message: 'There is no test example with an intent, so no version of it could be judged.' });
} catch (error) {
  if (!(error instanceof NluError)) throw error;
  say({ kind: 'refused', message: error.message });
}

/** What a champion has learned, by a label or by a guess, near-equal utterances as one: by that nobody is judged beside it. */
function keysOf({ snapshot, unlabelled }: NonNullable<EvaluationTask['champion']>): Set<string> {
  const taught = decodeRows(snapshot).filter(({ split }) => split !== 'test');
  const guessed = unlabelled ? decodeUnlabelled(unlabelled) : [];
  return new Set([...taught, ...guessed].map(({ utterance }) => nearEqualKey(utterance)));
}

/** What a serving process would know beside the utterance. */
async function hintsFor({ languages }: Model): Promise<LanguageHints> {
  return languages.length > 1 ? { languageScores: (await languageDetector()).scoresOf } : {};
}

/** What the tests say of both on the same items, each at the gate's alpha. */
function beside({
  items,
  own,
  other,
  gate: { alpha, minimumSupport },
}: {
  items: readonly Example[];
  own: Evaluation;
  other: Evaluation | null;
  gate: GateRules;
}): Pick<Judged, 'verdict' | 'champion' | 'comparison' | 'bootstrap' | 'intents'> {
  if (!other) return { verdict: 'IMPROVED', champion: null, comparison: null, bootstrap: null, intents: null };
  const actual = items.map(({ intent }) => intent);
  const answered = { actual, candidate: own.predictions, champion: other.predictions };
  const comparison = compare(own.correct, other.correct, { alpha });
  const { accuracyDifference, macroF1Difference } = bootstrap(answered);
  return {
    verdict: comparison.verdict,
    champion: figuresOf(other),
    comparison,
    bootstrap: accuracyDifference && macroF1Difference && { accuracyDifference, macroF1Difference },
    intents: compareIntents(answered, { alpha, minimumSupport }),
  };
}

/** Over the items, one at a time, their vectors at hand. Read again once the engine has compiled the model. */
function latencyOf(model: Model, items: readonly Example[], hints: LanguageHints): Latency {
  const interpret = ({ utterance, vector }: Example) => model.interpret(utterance, { ...hints, vector });
  for (let i = 0; i < WARM_UP; i++) interpret(items[i % items.length]!);
  const tookMs = items
    .map((item) => {
      const from = performance.now();
      interpret(item);
      return performance.now() - from;
    })
    .sort((a, b) => a - b);
  const at = (p: number) => tookMs[Math.min(tookMs.length - 1, Math.floor(p * tookMs.length))]!;
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}

function figuresOf({ correct: _correct, predictions: _predictions, ...figures }: Evaluation): Figures {
  return figures;
}
