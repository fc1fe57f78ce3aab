import type { FeatureSpace } from './features.ts';
import { GramTable } from './gram-table.ts';
import type { FeatureBlock } from './grams.ts';
import { BAG_DESIGNS } from './mixture.ts';
import type { LearnedNetwork, NetworkStart } from './networks/network-start.ts';
import { MARKS, type Vocabulary } from './networks/vocabulary.ts';
import type { TrainingRows } from './training-rows.ts';
import { GONE, placesOf } from './training-state.ts';
import type { NetworksState, TrainingState } from './types.ts';

// N examples, K classes.

/** What rows and columns of networks mean. */
export interface NetworkNames {
  readonly space: FeatureSpace;
  /** sha256 of the encoder whose vectors are the last features. */
  readonly encoder: string | null;
  readonly vocabulary: Vocabulary;
  /** (K) */
  readonly classes: readonly (string | null)[];
}

const NEW = -1;

/** What the networks leave behind: `learned` in the order of the designs, the one on text last. */
export function stateOfNetworks(
  { weights }: TrainingRows,
  { space, encoder, vocabulary }: NetworkNames,
  learned: readonly LearnedNetwork[],
): NetworksState {
  return {
    weights: Float32Array.from(weights),
    blocks: space.blocks.map(({ block: { unit }, keys }) => ({ unit, keys })),
    encoder: encoder === null ? null : { sha256: encoder, dimensions: space.dimensions },
    wordKeys: vocabulary.wordKeys,
    pieceKeys: vocabulary.pieceKeys,
    learned,
  };
}

/**
 * Where the networks may start from. Weights of a network belong to no example, so what one has taught cannot be taken out of them: only a
 * parent of whose examples none is gone, says something else or counts for less is a start. Undefined else: they start from nothing.
 */
export function networkStarts(
  { examples, intents, networks }: TrainingState,
  { identities, weights }: TrainingRows,
  names: NetworkNames,
): NetworkStart[] | undefined {
  if (!networks) return undefined;
  const { placeOf } = placesOf(examples, identities);
  const isWhole = placeOf.every((place, row) => place !== GONE && Math.fround(weights[place]) >= networks.weights[row]);
  const isAlike = BAG_DESIGNS.every(({ hidden }, n) => networks.learned[n].weights.width === hidden);
  if (!isWhole || !isAlike) return undefined;
  const known = new Map(intents.map(({ intent }, k) => [intent, k]));
  const classes = Int32Array.from(names.classes, (intent) => known.get(intent) ?? NEW);
  const rows = [...BAG_DESIGNS.map(({ units }) => bagRows(networks, names, units)), textRows(networks, names)];
  return rows.map((own, n) => ({ from: networks.learned[n], rows: own, classes }));
}

/** Of each row of a bag's table, in the order of `BagSelection`, the parent's row. */
function bagRows(
  { blocks, encoder }: NetworksState,
  { space, encoder: sha256 }: NetworkNames,
  units: readonly FeatureBlock['unit'][],
): Int32Array {
  const rows: number[] = [];
  const read = blocks.filter(({ unit }) => units.includes(unit));
  for (const { block, keys } of space.blocks) {
    if (!units.includes(block.unit)) continue;
    const b = read.findIndex(({ unit }) => unit === block.unit);
    const first = read.slice(0, Math.max(b, 0)).reduce((sum, other) => sum + other.keys.length / 2, 0);
    rows.push(...found(keys, b < 0 ? new Uint32Array(0) : read[b].keys, first));
  }
  const last = read.reduce((sum, { keys }) => sum + keys.length / 2, 0);
  const isSame = encoder !== null && encoder.sha256 === sha256 && encoder.dimensions === space.dimensions;
  for (let d = 0; d < space.dimensions; d++) rows.push(isSame ? last + d : NEW);
  return Int32Array.from(rows);
}

/** Of each row of the text's table: the sentence marks, the words, the pieces. */
function textRows({ wordKeys, pieceKeys }: NetworksState, { vocabulary }: NetworkNames): Int32Array {
  const marks = Array.from({ length: MARKS }, (_, row) => row);
  const words = found(vocabulary.wordKeys, wordKeys, MARKS);
  const pieces = found(vocabulary.pieceKeys, pieceKeys, MARKS + wordKeys.length / 2);
  return Int32Array.from([...marks, ...words, ...pieces]);
}

/** The place of each key among the parent's, counted from `first`. */
function found(keys: Uint32Array, parents: Uint32Array, first: number): number[] {
  const table = GramTable.of(parents);
  return Array.from({ length: keys.length / 2 }, (_, i) => {
    const place = table.find(keys[2 * i], keys[2 * i + 1]);
    return place < 0 ? NEW : first + place;
  });
}
