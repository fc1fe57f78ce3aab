import type { Section, SectionReader } from './container.ts';
import type { NetworkSquares } from './networks/network-start.ts';
import type { NetworkWeights } from './networks/network-weights.ts';
import { strideOf } from './networks/softmax-layer.ts';
import { DIMENSIONS, TEXT_HIDDEN, TEXT_MOVED, TEXT_WIDTH } from './networks/text-encoder.ts';

// R rows, K classes.

/** How long the arrays of a network are. */
interface NetworkShape {
  readonly rowCount: number;
  readonly width: number;
  readonly hidden: number;
  /** Numbers of hidden's squares. */
  readonly moved: number;
  readonly inputs: number;
  readonly classCount: number;
}

export function bagShape(rowCount: number, hidden: number, classCount: number): NetworkShape {
  return { rowCount, width: hidden, hidden, moved: hidden, inputs: hidden, classCount };
}

export function textShape(rowCount: number, classCount: number): NetworkShape {
  return {
    rowCount,
    width: DIMENSIONS,
    hidden: TEXT_HIDDEN,
    moved: TEXT_MOVED,
    inputs: TEXT_WIDTH,
    classCount,
  };
}

export function sectionsOfNetwork({ table, scales, hidden, output, outputBiases }: NetworkWeights): Section[] {
  return [table, scales, hidden, output, outputBiases];
}

export function sectionsOfSquares({ table, hidden, output, outputBiases }: NetworkSquares): Section[] {
  return [table, hidden, output, outputBiases];
}

export function readNetwork(
  kind: NetworkWeights['kind'],
  sections: SectionReader,
  { rowCount, width, hidden, inputs, classCount }: NetworkShape,
): NetworkWeights {
  return {
    kind,
    width,
    table: sections.next(Int8Array, rowCount * width),
    scales: sections.next(Float32Array, rowCount),
    hidden: sections.next(Float32Array, hidden),
    output: sections.next(Float32Array, inputs * strideOf(classCount)),
    outputBiases: sections.next(Float32Array, strideOf(classCount)),
  };
}

export function readSquares(
  sections: SectionReader,
  { rowCount, moved, inputs, classCount }: NetworkShape,
): NetworkSquares {
  return {
    table: sections.next(Float32Array, rowCount),
    hidden: sections.next(Float32Array, moved),
    output: sections.next(Float32Array, inputs * strideOf(classCount)),
    outputBiases: sections.next(Float32Array, strideOf(classCount)),
  };
}
