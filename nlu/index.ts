export { decodeModel, encodeModel } from './codec.ts';
export { type Agreement, cohenKappa } from './agreement.ts';
export { bootstrap } from './bootstrap.ts';
export { type Choice, choiceOf } from './choice.ts';
export { clusterUtterances, MOST_CLUSTERED } from './cluster.ts';
export { nameClusters } from './cluster-names.ts';
export { compare } from './compare.ts';
export { type FoldScore, TrialJudge } from './trial-judge.ts';
export { formatAnnotated, parseAnnotated } from './entities/annotation.ts';
export { BUILT_INS, checkEntityDefinition, checkEntityDefinitions } from './entities/definitions.ts';
export { createEntityExtractor } from './entities/extractor.ts';
export { patternSize } from './entities/patterns.ts';
export type * from './entities/types.ts';
export { compareIntents } from './compare-intents.ts';
export { crossValidate } from './cross-validate.ts';
export { NluError, type NluErrorCode } from './errors.ts';
export { isSameLanguage, UNDETERMINED } from './language.ts';
export { evaluate } from './evaluate.ts';
export { explain } from './explain.ts';
export {
  chooseTrial,
  DEFAULT_TRIAL,
  planRungs,
  type Rung,
  scoreOf,
  SEARCH_FOLDS,
  type Standing,
  survivorsOf,
} from './halving.ts';
export { drawTrials, type Searched, searchSpaceOf } from './search-space.ts';
export { nearEqualKey, splitOf } from './near-duplicates.ts';
export { predictionOf } from './prediction.ts';
export { anytimePValue, evidenceOfLoss, type Stratum } from './sequential.ts';
export { fisherExactLower, type Hits, wilsonInterval } from './statistics.ts';
export { OPTIONS_OFFERED } from './thresholds.ts';
export { type Crew, type FitResult, type FitStep, type FitTask, runFit } from './fits.ts';
export { DEFAULT_PARAMETERS, train, trainWith } from './train.ts';
export { TWO_SAMPLE_UTTERANCES, type TwoSampleTest, twoSampleTest } from './two-sample.ts';
export { decodeTrainingState, encodeTrainingState } from './training-state.ts';
export type * from './types.ts';
