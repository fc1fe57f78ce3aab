import { DEMO } from '../kit/loop.ts';
import { type Bad, type Input, NONE } from './bad-input-cases.ts';

const restoration = (more: Input) => ({ assistantId: DEMO, snapshotId: NONE, reason: 'x', ...more });

/** Refusals of datasets that a mutation tells in its payload. */
export const REFUSED_DATASETS: Bad[] = [
  ['an unknown assistant', 'restoreDatasetSnapshot', () => restoration({ assistantId: NONE }), 'NOT_FOUND'],
  ['an unknown snapshot', 'restoreDatasetSnapshot', () => restoration({}), 'NOT_FOUND'],
  ['no reason', 'restoreDatasetSnapshot', () => restoration({ reason: ' ' }), 'TEXT_REQUIRED'],
  ['a reason too long', 'restoreDatasetSnapshot', () => restoration({ reason: 'r'.repeat(4_001) }), 'TEXT_TOO_LONG'],
];
