import type { FeatureBlock } from './grams.ts';
import type { LearnedNetwork } from './networks/network-start.ts';
import type { SpanQuality } from './entities/span-quality.ts';
import type {
  EntityDefinition,
  EntityExtractor,
  EntitySpan,
  ExtractionContext,
  LabelledSpan,
} from './entities/types.ts';

export type Split = 'train' | 'validation' | 'test';

/** One labelled utterance. */
export interface Example {
  /** Names the example in its data set; training takes the rows in the order of their ids. */
  readonly id: string;
  readonly utterance: string;
  /** The label; null says that the utterance is out-of-scope. */
  readonly intent: string | null;
  /** BCP 47 tag; `und` where nobody has told, and then it teaches no language. */
  readonly language: string;
  /** What the example counts for in training, above 0; 1 is a plain example. Beyond 1e-9 and 1e9 as those. */
  readonly weight: number;
  readonly split: Split;
  /** (D) What the sentence encoder of the parameters makes of the utterance, of unit length; needed where there is one. */
  readonly vector?: Float32Array;
  /** The entity spans in it, by place; empty says that it has none, absent that nobody looked. */
  readonly spans?: readonly LabelledSpan[];
}

/** What somebody said to the assistant, and nobody has labelled. */
export interface UnlabelledUtterance extends Pick<Example, 'id' | 'utterance' | 'vector'> {}

/** A sentence encoder by what it is, wherever it lies. */
export interface EncoderIdentity {
  readonly name: string;
  /** Hex, of its files. */
  readonly sha256: string;
}

export interface TrainingParameters {
  /**
   * How the model is made: `fast` is a linear classifier; `best` mixes it with three small networks, for one to two points more at ten
   * times the time.
   */
  readonly recipe: 'fast' | 'best';
  /** What a violated margin costs (C of Hsieh et al. 2008), 1e-6 … 1e6. */
  readonly C: number;
  /** Most passes over the examples, per intent; an intent whose optimum is reached stops earlier. */
  readonly passes: number;
  /** Folds that calibrate the model where the examples bring no validation split, 2 or more. */
  readonly folds: number;
  /** Words of the longest run that is a feature, 1..3; 2 where it is left out. */
  readonly longestWords?: number;
  /** Characters of the longest run that is a feature, 2..6; 4 where it is left out. */
  readonly longestChars?: number;
  /** Length of an utterance's pairs of words as a vector, where its words and its characters have length 1; 0 leaves pairs out. 0.7 where it is left out. */
  readonly pairWeight?: number;
  /** Passes of the networks of *best* in those that suit so many examples, 0.1..5; 1 where it is left out. */
  readonly epochFactor?: number;
  /** Share of an utterance's grams that a lesson of the networks of *best* leaves out, 0..0.9; 0.5 where it is left out. */
  readonly gramDropout?: number;
  /** The sentence encoder behind the examples' vectors. */
  readonly encoder?: EncoderIdentity;
  /** Names the version whose training state this training starts from; given if and only if `TrainingInput.parent` is. */
  readonly parentVersion?: string;
}

export interface TrainingProgress {
  /** `guess` is of the models that guess the intents of unlabelled utterances. */
  readonly phase: 'features' | 'guess' | 'calibrate' | 'fit';
  /** What is being fitted; parts may advance at once. */
  readonly part: 'features' | 'linear' | 'characters' | 'pairs' | 'text';
  /** The pass just done in this phase, from 1; 0 before the first. */
  readonly epoch: number;
  readonly epochs: number;
  /**
   * Of the linear part the mean squared hinge loss over examples × intents, each margin taken as the pass met it; an example that
   * shrinking left out has a margin above one, hence no loss. Of a network the mean cross entropy, dropout included. 0 before the first pass.
   */
  readonly loss: number;
  /** Of the whole training, 0..1; never falls. */
  readonly fraction: number;
}

export interface TrainingInput {
  readonly examples: readonly Example[];
  /**
   * What the model may learn from as far as the examples let it guess what was meant: see `self-training.ts`. What is near-equal to an
   * example is left out.
   */
  readonly unlabelled?: readonly UnlabelledUtterance[];
  /**
   * The assistant's entity types, kept in the model. A type that examples mark and that is declared as no other kind is learned from them,
   * declared or not.
   */
  readonly entityTypes?: readonly EntityDefinition[];
  readonly seed: number;
  readonly parameters: TrainingParameters;
  /** What the parent version left behind to start from. Only what belongs to examples that are still here is used. */
  readonly parent?: TrainingState;
  readonly onProgress?: (progress: TrainingProgress) => void;
}

/**
 * What a training leaves behind beside its model: the dual variables of its examples, each under the identity of the example that it
 * belongs to. See `encodeTrainingState`.
 */
export interface TrainingState {
  /** (2N) Two hashes of each example's id, utterance and label. */
  readonly examples: Uint32Array;
  readonly intents: readonly IntentDuals[];
  /** Of the recipe *best*; their classes are those of `intents`. */
  readonly networks?: NetworksState;
}

/** Networks as they were left, and what their rows mean: numbers change with the vocabulary, the hashes of grams do not. */
export interface NetworksState {
  /** (N) What each example counted for. */
  readonly weights: Float32Array;
  readonly blocks: readonly { readonly unit: FeatureBlock['unit']; readonly keys: Uint32Array }[];
  readonly encoder: { readonly sha256: string; readonly dimensions: number } | null;
  readonly wordKeys: Uint32Array;
  readonly pieceKeys: Uint32Array;
  /** In the order in which they are mixed. */
  readonly learned: readonly LearnedNetwork[];
}

export interface IntentDuals {
  /** Null is out-of-scope. */
  readonly intent: string | null;
  /** Places of the examples in `examples` … */
  readonly rows: Int32Array;
  /** … and their dual variables, above 0. */
  readonly values: Float32Array;
}

export interface Trained {
  readonly model: Model;
  readonly state: TrainingState;
}

/** What each outcome of an utterance costs; a right answer costs nothing. The thresholds minimise its mean on held-out predictions. */
export interface ThresholdCost {
  /** A wrong answer, or any answer to an out-of-scope utterance. */
  readonly wrongAnswer: number;
  /** An in-scope utterance refused. */
  readonly falseRejection: number;
  /** A "did you mean …" whose options hold the right intent. */
  readonly question: number;
  /** The share of traffic assumed to be out-of-scope, 0..1. */
  readonly outOfScopeShare: number;
}

export interface Thresholds {
  /** `Interpretation.inScope` below it means out-of-scope. */
  readonly accept: number;
  /** Where the two best confidences differ by less, it is a close call. */
  readonly margin: number;
  readonly cost: ThresholdCost;
}

export interface IntentScore {
  readonly intent: string;
  readonly confidence: number;
}

export interface Interpretation {
  /** The best in-scope intent, even where it was refused; null only where the model knows none. */
  readonly intent: string | null;
  /** Calibrated probability that `intent` is right, 0..1. */
  readonly confidence: number;
  /** Calibrated probability that the assistant has an intent for it, 0..1; never below `confidence`. */
  readonly inScope: number;
  readonly isOutOfScope: boolean;
  /** The two best are too near to each other to choose; never true out-of-scope. */
  readonly isCloseCall: boolean;
  /** BCP 47, of the utterance; the caller's own tag where it is of the language that was hinted at. */
  readonly language: string;
  /** Best first, up to 5. */
  readonly ranking: IntentScore[];
  readonly entities: EntitySpan[];
}

/** What one feature of an utterance added to the linear margins: weight × value; below 0 it spoke against. */
export interface FeatureContribution {
  /**
   * As a person reads it, normalised as the model reads it (no case, no accents). In character runs `_` is a border of the word; `…` stands
   * between the words of a pair, in either order; ⟨start⟩ and ⟨end⟩ are those of the utterance, ⟨meaning⟩ is the whole vector of the encoder.
   */
  readonly feature: string;
  readonly unit: 'words' | 'chars' | 'pairs' | 'meaning';
  readonly forIntent: number;
  /** 0 where there is no runner-up. */
  readonly forRunnerUp: number;
}

/** margin = bias + the contributions listed + others. */
export interface ExplainedMargin {
  readonly intent: string;
  readonly margin: number;
  /** What stood for the intent before a word was read. */
  readonly bias: number;
  /** Sum of the contributions that are not listed. */
  readonly others: number;
}

export interface Explanation {
  /** The best intent, even where it was refused. */
  readonly intent: ExplainedMargin;
  /** Null where the model knows one intent only. */
  readonly runnerUp: ExplainedMargin | null;
  /** Those that spoke loudest for or against either intent, loudest first. */
  readonly contributions: FeatureContribution[];
  /** What the linear part alone would have answered: another intent than `intent` where the networks outvoted it. */
  readonly linearIntent: string;
  /** The networks' share of the vote, of which the contributions say nothing: 0 in the recipe *fast*. */
  readonly networkShare: number;
}

/**
 * What a general detector makes of a text: of each language asked about (BCP 47), how much speaks for it, 0..1; 0 for all where it cannot
 * tell.
 */
export type LanguageScores = (text: string, languages: readonly string[]) => readonly number[];

/** What else may tell the language of an utterance whose own words do not. */
export interface LanguageHints {
  /** BCP 47, of the conversation so far. */
  readonly language?: string | undefined;
  readonly languageScores?: LanguageScores | undefined;
}

/** What an interpretation depends on beside the words: the encoder's vector, the moment and the place of speaking, too. */
export interface InterpretOptions extends LanguageHints, Omit<ExtractionContext, 'language'> {
  /** Of `extractorFor`; that of the definitions that the model was trained with where absent. */
  readonly extractor?: EntityExtractor | undefined;
  /** (D) By the model's encoder; see `Model.encoder`. */
  readonly vector?: Float32Array | undefined;
}

/** A trained model: immutable, safe to share, the same answer for the same utterance at the same moment. */
export interface Model {
  /** In the order of their UTF-16 code units. */
  readonly intents: readonly string[];
  readonly languages: readonly string[];
  /** Types whose spans it finds by what it learned from examples, in the order of their code units. */
  readonly learnedEntityTypes: readonly string[];
  readonly thresholds: Thresholds;
  /** Finds spans by these definitions, which may be younger than the model, and of what it learned those that they declare as LEARNED. */
  extractorFor(definitions: readonly EntityDefinition[]): EntityExtractor;
  /** Whose vectors it was trained on, and so needs of each utterance; null where it reads the words alone. */
  readonly encoder: (EncoderIdentity & { readonly dimensions: number }) | null;
  /**
   * The language is detected among the model's. Never throws on any string; rejects with BAD_VECTOR where the model's encoder and `vector` do
   * not fit each other.
   */
  interpret(utterance: string, options?: InterpretOptions): Interpretation;
}

/** An estimate and its 95 % interval. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Of one intent that has test items. A rejected item is a miss of its intent; an answered out-of-scope item is a false alarm. */
export interface IntentQuality {
  readonly intent: string;
  readonly support: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Wilson's. */
  readonly precisionInterval: Interval;
  /** Wilson's. */
  readonly recallInterval: Interval;
  /** By bootstrap. */
  readonly f1Interval: Interval;
}

/** How often `actual` was taken for `predicted`; null on either side is out-of-scope. */
export interface Confusion {
  readonly actual: string | null;
  readonly predicted: string | null;
  readonly count: number;
}

/** In-scope items whose confidence fell between two bounds. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly meanConfidence: number;
  /** Share of them whose best intent was right. */
  readonly accuracy: number;
}

/** What cross-validation says of a way of training. */
export interface CrossValidation {
  readonly folds: number;
  /** In-scope items judged, each once. */
  readonly support: number;
  readonly accuracy: Interval;
  /** Mean over the folds. */
  readonly macroF1: number;
}

/** How an intent is recognised by a candidate and a champion, on the items that are of it. */
export interface IntentComparison {
  readonly intent: string;
  readonly support: number;
  /** Of recall, candidate minus champion. */
  readonly difference: Interval;
  /** McNemar's, two-sided. */
  readonly pValue: number;
  /** For the number of intents compared (Holm). */
  readonly adjustedPValue: number;
}

export interface Evaluation {
  /** Items judged, in-scope and out-of-scope. */
  readonly support: number;
  /** Over the in-scope items; a rejection counts as wrong. */
  readonly accuracy: Interval;
  /** Plain mean of `perIntent`'s F1. */
  readonly macroF1: number;
  /** By bootstrap. */
  readonly macroF1Interval: Interval;
  readonly perIntent: IntentQuality[];
  /** Most frequent first, up to 50. */
  readonly confusions: Confusion[];
  readonly outOfScope: {
    readonly support: number;
    /** Share of the out-of-scope items that were refused; 0 where there are none. */
    readonly recall: number;
    /** Share of the in-scope items that were refused. */
    readonly falseRejectionRate: number;
    /** Chance that an in-scope item is more probably in-scope than an out-of-scope one; null where either is missing. */
    readonly auroc: number | null;
  };
  /** Expected calibration error of the best intent's confidence over the in-scope items, 15 equal bins. */
  readonly calibrationError: number;
  /** Share of the items whose language was told right from the utterance alone; null where the model speaks one, or no item names its own. */
  readonly languageAccuracy: number | null;
  /** The same bins, lowest first, those without an item left out. */
  readonly reliability: readonly ReliabilityBin[];
  /**
   * Of the spans in the examples that have `spans`: of the types that they mark or that the model learned. Null where no example has any
   * to judge by.
   */
  readonly entities: SpanQuality | null;
  /** By which the model decided. */
  readonly thresholds: Thresholds;
  /** What other thresholds would have done on the same items. */
  readonly tradeOff: TradeOff;
  /** One per example, in the order given: to pair two models on the same items. */
  readonly correct: boolean[];
  /** One per example: what was answered, null where refused. */
  readonly predictions: (string | null)[];
}

export interface TradeOff {
  /** With `accept` at each threshold and no questions asked. */
  readonly accept: readonly {
    readonly threshold: number;
    /** Of in-scope items; a rejection counts as wrong. */
    readonly accuracy: number;
    readonly falseRejectionRate: number;
    readonly outOfScopeRecall: number;
    /** By the model's stated cost and share of out-of-scope traffic. */
    readonly cost: number;
  }[];
  /** With `margin` at each threshold, over in-scope items. */
  readonly margin: readonly {
    readonly threshold: number;
    /** Share of the items that would be asked about. */
    readonly questionRate: number;
    /** Share of the questions whose options hold the right intent. */
    readonly helpfulQuestions: number;
    /** Share of right ones among what is answered outright. */
    readonly answerAccuracy: number;
  }[];
}

export type GateVerdict = 'IMPROVED' | 'NO_MEASURABLE_CHANGE' | 'WORSE_WITHIN_NOISE' | 'SIGNIFICANTLY_WORSE';

export interface PairedComparison {
  readonly verdict: GateVerdict;
  readonly candidateAccuracy: number;
  readonly championAccuracy: number;
  /** Candidate minus champion. */
  readonly difference: Interval;
  /** Two-sided. */
  readonly pValue: number;
  readonly discordant: { readonly candidateOnly: number; readonly championOnly: number };
  readonly support: number;
}
