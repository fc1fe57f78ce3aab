import type { Calibration } from './calibrate.ts';
import { decodeContainer, encodeContainer, MODEL_MAGIC, type Section, SectionReader } from './container.ts';
import { isTypeName } from './entities/annotation.ts';
import { checkEntityDefinitions } from './entities/definitions.ts';
import { Tagger, type TaggerWeights } from './entities/tagger.ts';
import type { EntityDefinition } from './entities/types.ts';
import { NluError } from './errors.ts';
import { FeatureSpace, type FittedBlock } from './features.ts';
import { type FeatureBlock, GramReader } from './grams.ts';
import { LanguageModel } from './language.ts';
import { LinearClassifier } from './linear.ts';
import { type BagDesign, BagSelection, Mixture } from './mixture.ts';
import { TrainedModel } from './model.ts';
import { bagShape, readNetwork, sectionsOfNetwork, textShape } from './network-sections.ts';
import { Vocabulary } from './networks/vocabulary.ts';
import { Scorer } from './scorer.ts';
import { Spelling } from './spelling.ts';
import type { EncoderIdentity, Model, Thresholds, TrainingParameters } from './types.ts';

// V features, K intents, L languages.

/**
 * Grows with every change that an older reader would misread; a reader of this version keeps reading the older ones. Version 1 spelled its
 * grams out, refused by confidence and knew no networks; version 2 mended no typing errors; version 3
 * had no entity types of its own; version 4 knew no encoders.
 */
const MODEL_VERSION = 5;

/** What of the model is not an array. */
interface Header {
  readonly recipe: TrainingParameters['recipe'];
  readonly intents: readonly string[];
  readonly languages: readonly string[];
  readonly blocks: readonly FeatureBlock[];
  /** Of the recipe *best*. */
  readonly bags?: readonly BagDesign[];
  /** Of the encoder whose vectors are the last features; its weights lie among the others. */
  readonly encoder?: EncoderIdentity & { readonly dimensions: number };
  readonly utteranceCount: number;
  readonly calibration: Calibration;
  readonly refuses?: 'improbable' | 'unsure';
  readonly thresholds: Thresholds;
  readonly entityTypes?: readonly EntityDefinition[];
  /** Types of the tagger; absent where there is none. */
  readonly tagged?: readonly string[];
}

/** The model as bytes; equal models give equal bytes. Rejects with FOREIGN_MODEL what `train` or `decodeModel` did not make. */
export function encodeModel(model: Model): Uint8Array<ArrayBuffer> {
  if (!(model instanceof TrainedModel))
    throw new NluError('FOREIGN_MODEL', 'Only a model that this module made can be encoded.');
  const { recipe, intents, scorer, calibration, refuses, thresholds, language, entityTypes, tagger } = model.parts;
  const { spelling, space, classifier, mixture } = scorer;
  const header: Header = {
    recipe,
    intents,
    languages: language.languages,
    blocks: space.blocks.map(({ block }) => block),
    ...(mixture && { bags: mixture.parts.bags.map(({ design }) => design) }),
    ...(model.encoder && { encoder: model.encoder }),
    utteranceCount: space.utteranceCount,
    calibration,
    refuses,
    thresholds,
    entityTypes,
    ...(tagger && { tagged: tagger.weights.types }),
  };
  const { starts, classes, values, scales, biases } = classifier.weights;
  return encodeContainer(MODEL_MAGIC, MODEL_VERSION, header, [
    textToUnits(spelling.words.join('\n')),
    spelling.counts,
    ...space.blocks.map(({ keys }) => keys),
    space.idf,
    starts,
    classes,
    values,
    scales,
    biases,
    language.logPriors,
    language.logLikelihoods,
    ...(mixture ? sectionsOf(mixture) : []),
    ...(tagger ? sectionsOfTagger(tagger.weights) : []),
  ]);
}

function sectionsOf({ parts: { vocabulary, bags, text } }: Mixture): Section[] {
  return [
    vocabulary.wordKeys,
    vocabulary.pieceKeys,
    ...[...bags.map(({ weights }) => weights), text].flatMap(sectionsOfNetwork),
  ];
}

function sectionsOfTagger({ keys, emissions, scales, transitions }: TaggerWeights): Section[] {
  return [keys, emissions, scales, transitions];
}

/**
 * The model of `encodeModel`'s bytes, which it does not keep. Rejects with UNSUPPORTED_MODEL_VERSION bytes of a version it does not know, and
 * with CORRUPT_MODEL whatever is cut, flipped, or no model at all.
 */
export function decodeModel(bytes: Uint8Array): Model {
  const { version, header, sections } = decodeContainer(MODEL_MAGIC, MODEL_VERSION, bytes);
  try {
    return readModel(header as Header, new SectionReader(sections), version);
  } catch (error) {
    if (error instanceof NluError) throw error;
    throw new NluError('CORRUPT_MODEL', 'The model does not hold what its header says.');
  }
}

function readModel(header: Header, sections: SectionReader, version: number): TrainedModel {
  const { recipe, intents, languages, blocks, utteranceCount, calibration, thresholds, refuses = 'unsure' } = header;
  const spelling = version < 3 ? new Spelling([], new Int32Array(0)) : readSpelling(sections);
  const fitted = blocks.map((block) => (version === 1 ? readSpelled(block, sections) : readBlock(block, sections)));
  const gramCount = fitted.reduce((sum, { keys }) => sum + keys.length / 2, 0);
  const dimensions = header.encoder?.dimensions ?? 0;
  const featureCount = gramCount + dimensions;
  const idf = sections.next(Float32Array, gramCount);
  const starts = sections.next(Int32Array, featureCount + 1);
  const classes = sections.next(Uint16Array, starts[featureCount]);
  const values = sections.next(Int8Array, starts[featureCount]);
  const scales = sections.next(Float32Array);
  const biases = sections.next(Float32Array, scales.length);
  const logPriors = sections.next(Float32Array, languages.length);
  const logLikelihoods = sections.next(Float32Array, languages.length > 1 ? gramCount * languages.length : 0);
  const isSound =
    intents.length > 0 &&
    languages.length > 0 &&
    (header.encoder === undefined || (Number.isInteger(dimensions) && dimensions > 0)) &&
    (scales.length === intents.length || scales.length === intents.length + 1) &&
    classes.every((k) => k < scales.length) &&
    starts.every((start, v) => start >= 0 && (v === 0 || start >= starts[v - 1])) &&
    [utteranceCount, calibration.temperature, calibration.scope.slope, calibration.scope.offset].every(
      Number.isFinite,
    ) &&
    [thresholds.accept, thresholds.margin].every(Number.isFinite);
  if (!isSound) throw new NluError('CORRUPT_MODEL', 'The model contradicts itself.');
  const space = new FeatureSpace(fitted, idf, { utteranceCount, dimensions });
  const classifier = new LinearClassifier({ starts, classes, values, scales, biases });
  const mixture = header.bags ? readMixture(space, header.bags, scales.length, sections) : null;
  const { entityTypes = [], tagged } = header;
  const tagger = tagged ? readTagger(tagged, sections) : null;
  sections.end();
  if (checkEntityDefinitions(entityTypes).length > 0)
    throw new NluError('CORRUPT_MODEL', 'The model has entity types that nobody could declare.');
  return new TrainedModel({
    recipe,
    intents,
    encoder: header.encoder ? { name: header.encoder.name, sha256: header.encoder.sha256 } : null,
    scorer: new Scorer({ spelling, space, classifier, mixture }),
    calibration,
    refuses,
    thresholds,
    language: new LanguageModel(languages, logPriors, logLikelihoods),
    entityTypes,
    tagger,
  });
}

function readSpelling(sections: SectionReader): Spelling {
  const text = unitsToText(sections.next(Uint16Array));
  const words = text === '' ? [] : text.split('\n');
  return new Spelling(words, sections.next(Int32Array, words.length));
}

function readTagger(types: readonly string[], sections: SectionReader): Tagger {
  const labelCount = 1 + 2 * types.length;
  const keys = sections.next(Uint32Array);
  const rowCount = keys.length / 2;
  const emissions = sections.next(Int8Array, rowCount * labelCount);
  const scales = sections.next(Float32Array, rowCount);
  const transitions = sections.next(Float32Array, (labelCount + 1) * labelCount);
  const isSound =
    types.length > 0 && types.every(isTypeName) && [scales, transitions].every((all) => all.every(Number.isFinite));
  if (!isSound) throw new NluError('CORRUPT_MODEL', 'The tagger contradicts itself.');
  return new Tagger({ types, keys, emissions, scales, transitions });
}

function readBlock(block: FeatureBlock, sections: SectionReader): FittedBlock {
  return { block, keys: sections.next(Uint32Array) };
}

function readSpelled(block: FeatureBlock, sections: SectionReader): FittedBlock {
  const text = unitsToText(sections.next(Uint16Array));
  const grams = text === '' ? [] : text.split('\n');
  const reader = new GramReader();
  const keys = new Uint32Array(2 * grams.length);
  for (const [i, gram] of grams.entries()) {
    reader.readSpelling(gram, block);
    keys[2 * i] = reader.first[0];
    keys[2 * i + 1] = reader.second[0];
  }
  return { block, keys };
}

function readMixture(
  space: FeatureSpace,
  designs: readonly BagDesign[],
  classCount: number,
  sections: SectionReader,
): Mixture {
  const vocabulary = new Vocabulary(sections.next(Uint32Array), sections.next(Uint32Array));
  const bags = designs.map((design) => {
    const { rowCount } = new BagSelection(space, design.units);
    return { design, weights: readNetwork('bag', sections, bagShape(rowCount, design.hidden, classCount)) };
  });
  const text = readNetwork('text', sections, textShape(vocabulary.rowCount, classCount));
  return new Mixture(space, { vocabulary, bags, text });
}

// Words, and the grams of version 1, are kept as UTF-16 code units.
const UNITS_A_CALL = 8_192; // fromCharCode takes its units as arguments, of which there may not be too many

function textToUnits(text: string): Uint16Array {
  return Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
}

function unitsToText(units: Uint16Array): string {
  let text = '';
  for (let from = 0; from < units.length; from += UNITS_A_CALL) {
    text += String.fromCharCode(...units.subarray(from, from + UNITS_A_CALL));
  }
  return text;
}
