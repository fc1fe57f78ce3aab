import type {
  Evaluation,
  Example,
  Model,
  PairedComparison,
  Split,
  TrainingInput,
  TrainingParameters,
} from './types.ts';

export { NluError, type NluErrorCode } from './errors.ts';
export type * from './types.ts';

export declare const DEFAULT_PARAMETERS: TrainingParameters;
export declare function train(input: TrainingInput): Model;
export declare function encodeModel(model: Model): Uint8Array;
export declare function decodeModel(bytes: Uint8Array): Model;
export declare function evaluate(model: Model, examples: readonly Example[]): Evaluation;
export declare function compare(
  candidateCorrect: readonly boolean[],
  championCorrect: readonly boolean[],
  options?: { alpha?: number },
): PairedComparison;
export declare function nearEqualKey(utterance: string): string;
export declare function splitOf(input: { assistantId: string; utterance: string; testShare: number }): Split;
