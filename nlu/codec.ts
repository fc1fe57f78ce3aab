import type { Calibration } from './calibrate.ts';
import { NluError } from './errors.ts';
import { type FeatureBlock, FeatureSpace } from './features.ts';
import { LanguageModel } from './language.ts';
import { LinearClassifier } from './linear.ts';
import { LinearModel } from './model.ts';
import { decodeContainer, encodeContainer, type Section } from './container.ts';
import type { Model, Thresholds } from './types.ts';

// V features, K intents, L languages.

/** Grows with every change that an older reader would misread; a reader of this version keeps reading the older ones. */
const MODEL_VERSION = 1;

/** What of the model is not an array. */
interface Header {
  readonly recipe: 'fast';
  readonly intents: readonly string[];
  readonly languages: readonly string[];
  readonly blocks: readonly FeatureBlock[];
  readonly utteranceCount: number;
  readonly calibration: Calibration;
  readonly thresholds: Thresholds;
}

/** The model as bytes; equal models give equal bytes. Rejects with FOREIGN_MODEL what `train` or `decodeModel` did not make. */
export function encodeModel(model: Model): Uint8Array {
  if (!(model instanceof LinearModel))
    throw new NluError('FOREIGN_MODEL', 'Only a model that this module made can be encoded.');
  const { recipe, intents, space, classifier, calibration, thresholds, language } = model.parts;
  const header: Header = {
    recipe,
    intents,
    languages: language.languages,
    blocks: space.blocks.map(({ block }) => block),
    utteranceCount: space.utteranceCount,
    calibration,
    thresholds,
  };
  const { starts, classes, values, scales, biases } = classifier.weights;
  return encodeContainer(MODEL_VERSION, header, [
    ...space.blocks.map(({ grams }) => textToUnits(grams.join('\n'))),
    space.idf,
    starts,
    classes,
    values,
    scales,
    biases,
    language.logPriors,
    language.logLikelihoods,
  ]);
}

/**
 * The model of `encodeModel`'s bytes, which it does not keep. Rejects with UNSUPPORTED_MODEL_VERSION bytes of a version it does not know, and
 * with CORRUPT_MODEL whatever is cut, flipped, or no model at all.
 */
export function decodeModel(bytes: Uint8Array): Model {
  const { version, header, sections } = decodeContainer(bytes);
  if (version !== MODEL_VERSION) {
    throw new NluError(
      'UNSUPPORTED_MODEL_VERSION',
      `The model is of version ${version}; this program reads ${MODEL_VERSION}.`,
    );
  }
  try {
    return readModel(header as Header, new SectionReader(sections));
  } catch (error) {
    if (error instanceof NluError) throw error;
    throw new NluError('CORRUPT_MODEL', 'The model does not hold what its header says.');
  }
}

function readModel(header: Header, sections: SectionReader): LinearModel {
  const { recipe, intents, languages, blocks, utteranceCount, calibration, thresholds } = header;
  const fitted = blocks.map((block) => {
    const text = unitsToText(sections.next(Uint16Array));
    return { block, grams: text === '' ? [] : text.split('\n') };
  });
  const featureCount = fitted.reduce((sum, { grams }) => sum + grams.length, 0);
  const idf = sections.next(Float32Array, featureCount);
  const starts = sections.next(Int32Array, featureCount + 1);
  const classes = sections.next(Uint16Array, starts[featureCount]);
  const values = sections.next(Int8Array, starts[featureCount]);
  const scales = sections.next(Float32Array);
  const biases = sections.next(Float32Array, scales.length);
  const logPriors = sections.next(Float32Array, languages.length);
  const logLikelihoods = sections.next(Float32Array, languages.length > 1 ? featureCount * languages.length : 0);
  sections.end();
  const isSound =
    intents.length > 0 &&
    languages.length > 0 &&
    (scales.length === intents.length || scales.length === intents.length + 1) &&
    classes.every((k) => k < scales.length) &&
    starts.every((start, v) => start >= 0 && (v === 0 || start >= starts[v - 1])) &&
    [utteranceCount, calibration.temperature, calibration.scope.slope, calibration.scope.offset].every(
      Number.isFinite,
    ) &&
    [thresholds.accept, thresholds.margin].every(Number.isFinite);
  if (!isSound) throw new NluError('CORRUPT_MODEL', 'The model contradicts itself.');
  return new LinearModel({
    recipe,
    intents,
    space: new FeatureSpace(fitted, idf, utteranceCount),
    classifier: new LinearClassifier({ starts, classes, values, scales, biases }),
    calibration,
    thresholds,
    language: new LanguageModel(languages, logPriors, logLikelihoods),
  });
}

/** Hands out the sections in their order, each checked for its kind and length. */
class SectionReader {
  readonly #sections: readonly Section[];
  #at = 0;

  constructor(sections: readonly Section[]) {
    this.#sections = sections;
  }

  next<T extends Section>(kind: new (length: number) => T, length?: number): T {
    const section = this.#sections[this.#at++];
    if (section instanceof kind && (length === undefined || section.length === length)) return section;
    throw new NluError('CORRUPT_MODEL', 'A part of the model is missing or of the wrong length.');
  }

  end(): void {
    if (this.#at !== this.#sections.length)
      throw new NluError('CORRUPT_MODEL', 'The model has more parts than it may.');
  }
}

// Grams are kept as UTF-16 code units: a run of characters may end within a surrogate pair, which UTF-8 cannot say.
function textToUnits(text: string): Uint16Array {
  return Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
}

const UNITS_A_CALL = 8_192; // fromCharCode takes its units as arguments, of which there may not be too many

function unitsToText(units: Uint16Array): string {
  let text = '';
  for (let from = 0; from < units.length; from += UNITS_A_CALL) {
    text += String.fromCharCode(...units.subarray(from, from + UNITS_A_CALL));
  }
  return text;
}
