export { decodeModel, encodeModel } from './codec.ts';
export { compare } from './compare.ts';
export { NluError, type NluErrorCode } from './errors.ts';
export { evaluate } from './evaluate.ts';
export { nearEqualKey, splitOf } from './near-duplicates.ts';
export { wilsonInterval } from './statistics.ts';
export { OPTIONS_OFFERED } from './thresholds.ts';
export { DEFAULT_PARAMETERS, train } from './train.ts';
export type * from './types.ts';
