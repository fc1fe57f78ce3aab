import type { Section, SectionReader } from './container.ts';
import { NluError } from './errors.ts';
import type { FeatureBlock } from './grams.ts';
import { BAG_DESIGNS } from './mixture.ts';
import {
  bagShape,
  readNetwork,
  readSquares,
  sectionsOfNetwork,
  sectionsOfSquares,
  textShape,
} from './network-sections.ts';
import { MARKS } from './networks/vocabulary.ts';
import type { NetworksState } from './types.ts';

// N examples, K classes.

/** What of the networks' state is not an array. */
export interface NetworksHeader {
  readonly units: readonly FeatureBlock['unit'][];
  /** Of the bags; those of another design are no start. */
  readonly hidden: readonly number[];
  readonly encoder: NetworksState['encoder'];
}

export function headerOfNetworks({ blocks, encoder, learned }: NetworksState): NetworksHeader {
  return {
    units: blocks.map(({ unit }) => unit),
    hidden: BAG_DESIGNS.map((_, n) => learned[n].weights.width),
    encoder,
  };
}

export function sectionsOfNetworks({ weights, blocks, wordKeys, pieceKeys, learned }: NetworksState): Section[] {
  return [
    weights,
    ...blocks.map(({ keys }) => keys),
    wordKeys,
    pieceKeys,
    ...learned.flatMap((network) => [...sectionsOfNetwork(network.weights), ...sectionsOfSquares(network.squares)]),
  ];
}

/** Rejects with CORRUPT_MODEL. */
export function readNetworks(
  { units, hidden, encoder }: NetworksHeader,
  sections: SectionReader,
  { exampleCount, classCount }: { exampleCount: number; classCount: number },
): NetworksState {
  const weights = sections.next(Float32Array, exampleCount);
  const blocks = units.map((unit) => ({ unit, keys: sections.next(Uint32Array) }));
  const wordKeys = sections.next(Uint32Array);
  const pieceKeys = sections.next(Uint32Array);
  const grams = (some: typeof blocks) => some.reduce((sum, { keys }) => sum + keys.length / 2, 0);
  const shapes = [
    ...BAG_DESIGNS.map((design, n) => {
      const rowCount = grams(blocks.filter(({ unit }) => design.units.includes(unit))) + (encoder?.dimensions ?? 0);
      return bagShape(rowCount, hidden[n], classCount);
    }),
    textShape(MARKS + (wordKeys.length + pieceKeys.length) / 2, classCount),
  ];
  const learned = shapes.map((shape, n) => ({
    weights: readNetwork(n < BAG_DESIGNS.length ? 'bag' : 'text', sections, shape),
    squares: readSquares(sections, shape),
  }));
  const numbers = learned.flatMap((network) => [
    ...sectionsOfNetwork(network.weights),
    ...sectionsOfSquares(network.squares),
  ]);
  if (![weights, ...numbers].every((values) => values.every((value) => Number.isFinite(value))))
    throw new NluError('CORRUPT_MODEL', 'The training state holds what is no number.');
  return { weights, blocks, encoder, wordKeys, pieceKeys, learned };
}
