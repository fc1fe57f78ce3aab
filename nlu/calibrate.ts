/**
 * Turns margins into confidences. P(intent) = P(in-scope) · P(intent | in-scope): the second factor is a softmax with one temperature
 * (Guo et al. 2017), the first a logistic curve over how far the best margin stands above the out-of-scope margin. Both are fitted on
 * held-out margins, and both keep a weak prior that decides where there is next to nothing to learn from.
 */
export interface Calibration {
  /** T of softmax(margin / T). */
  readonly temperature: number;
  /** P(in-scope) = 1 / (1 + e^−(slope · lead + offset)). */
  readonly scope: ScopeCurve;
}
interface ScopeCurve {
  readonly slope: number;
  readonly offset: number;
}

/** The margins of an utterance that the model was not trained on, and what it was. */
export interface HeldOut {
  /** (K), or (K + 1) where the model has an out-of-scope class, which is then the last. */
  readonly margins: Float64Array;
  /** 0 … K−1, or OUT_OF_SCOPE. */
  readonly label: number;
}
export const OUT_OF_SCOPE = -1;

/** The margin that training demands of every class which an example does not belong to. */
export const NOBODYS_MARGIN = -1;

const PRIOR_SHARPNESS_PRECISION = 1 / 16;
const PRIOR_SCOPE_PRECISION = 1 / 4;
const NEWTON_STEPS = 50;

/** How far the best of the first K margins stands above the out-of-scope margin. */
function leadOf(margins: Float64Array, intentCount: number): number {
  let best = -Infinity;
  for (let k = 0; k < intentCount; k++) best = Math.max(best, margins[k]);
  return best - (margins.length > intentCount ? margins[intentCount] : NOBODYS_MARGIN);
}

/** Calibrated probability that there is an intent for the utterance. */
export function inScopeOf(margins: Float64Array, intentCount: number, { scope }: Calibration): number {
  return sigmoid(scope.slope * leadOf(margins, intentCount) + scope.offset);
}

/** Calibrated probability of each intent (K); they sum to P(in-scope). A margin of −∞ gets 0. */
export function confidencesOf(margins: Float64Array, intentCount: number, calibration: Calibration): Float64Array {
  const confidences = margins.slice(0, intentCount);
  const { temperature } = calibration;
  let best = -Infinity;
  for (const margin of confidences) best = Math.max(best, margin);
  let sum = 0;
  for (let k = 0; k < intentCount; k++) {
    confidences[k] = Math.exp((confidences[k] - best) / temperature);
    sum += confidences[k];
  }
  const inScope = inScopeOf(margins, intentCount, calibration);
  for (let k = 0; k < intentCount; k++) confidences[k] *= inScope / sum;
  return confidences;
}

/**
 * Fits both curves. `outOfScopeShare` is the share of out-of-scope utterances to expect in traffic; the held-out rows are weighed to
 * it. Without any rows the prior remains.
 */
export function calibrate(
  inScope: readonly HeldOut[],
  outOfScope: readonly HeldOut[],
  options: CalibrationOptions,
): Calibration {
  return {
    temperature: 1 / fitSharpness(inScope, options),
    scope: fitScope(inScope, outOfScope, options),
  };
}

interface CalibrationOptions {
  readonly intentCount: number;
  readonly outOfScopeShare: number;
  readonly prior: Calibration;
}

/** 1 / T that minimises the held-out log loss, convex in 1 / T, by Newton's method. */
function fitSharpness(rows: readonly HeldOut[], { intentCount, prior }: CalibrationOptions): number {
  const priorSharpness = 1 / prior.temperature;
  let sharpness = priorSharpness;
  for (let step = 0; step < NEWTON_STEPS; step++) {
    let slope = PRIOR_SHARPNESS_PRECISION * (sharpness - priorSharpness);
    let curvature = PRIOR_SHARPNESS_PRECISION;
    for (const { margins, label } of rows) {
      const { mean, variance } = softmaxMoments(margins, intentCount, sharpness);
      slope += mean - margins[label];
      curvature += variance;
    }
    // At most a factor of two a step: far from the optimum the curvature may be as good as flat.
    const next = Math.min(Math.max(sharpness - slope / curvature, sharpness / 2), sharpness * 2);
    const moved = Math.abs(next - sharpness);
    sharpness = next;
    if (moved < 1e-6) break;
  }
  return sharpness;
}

/** Mean and variance of the margins under softmax(sharpness · margin). */
function softmaxMoments(margins: Float64Array, intentCount: number, sharpness: number) {
  let best = -Infinity;
  for (let k = 0; k < intentCount; k++) best = Math.max(best, margins[k]);
  let sum = 0;
  let first = 0;
  let second = 0;
  for (let k = 0; k < intentCount; k++) {
    const below = margins[k] - best;
    const share = Math.exp(sharpness * below);
    sum += share;
    first += share * below;
    second += share * below * below;
  }
  const mean = first / sum;
  return { mean: best + mean, variance: Math.max(second / sum - mean * mean, 0) };
}

interface Observation {
  readonly lead: number;
  readonly isInScope: number;
  readonly weight: number;
}

/** Logistic regression of in-scope on the lead, by Newton's method with step halving. */
function fitScope(
  inScope: readonly HeldOut[],
  outOfScope: readonly HeldOut[],
  { intentCount, outOfScopeShare, prior: { scope: prior } }: CalibrationOptions,
): ScopeCurve {
  if (inScope.length === 0 || outOfScope.length === 0) return prior;
  const total = inScope.length + outOfScope.length;
  const observations: Observation[] = [];
  for (const [rows, isInScope, share] of [
    [inScope, 1, 1 - outOfScopeShare],
    [outOfScope, 0, outOfScopeShare],
  ] as const) {
    const weight = (share * total) / rows.length;
    for (const { margins } of rows) observations.push({ lead: leadOf(margins, intentCount), isInScope, weight });
  }

  let curve = prior;
  let loss = scopeLoss(curve, prior, observations);
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const direction = newtonDirection(curve, prior, observations);
    let size = 1;
    let next = curve;
    let nextLoss = Infinity;
    while (size > 1e-4) {
      next = { slope: curve.slope + size * direction.slope, offset: curve.offset + size * direction.offset };
      nextLoss = scopeLoss(next, prior, observations);
      if (nextLoss <= loss) break;
      size /= 2;
    }
    if (!(nextLoss < loss - 1e-9)) break;
    curve = next;
    loss = nextLoss;
  }
  // A curve that falls would call the surest utterances out-of-scope; only contradictory rows could draw one.
  return curve.slope > 0 ? curve : prior;
}

function scopeLoss({ slope, offset }: ScopeCurve, prior: ScopeCurve, observations: readonly Observation[]): number {
  let loss = (PRIOR_SCOPE_PRECISION / 2) * ((slope - prior.slope) ** 2 + (offset - prior.offset) ** 2);
  for (const { lead, isInScope, weight } of observations) {
    const logit = slope * lead + offset;
    const signed = isInScope === 1 ? logit : -logit;
    loss += weight * (signed > 0 ? Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed)) - signed);
  }
  return loss;
}

function newtonDirection(
  { slope, offset }: ScopeCurve,
  prior: ScopeCurve,
  observations: readonly Observation[],
): ScopeCurve {
  let g0 = PRIOR_SCOPE_PRECISION * (slope - prior.slope);
  let g1 = PRIOR_SCOPE_PRECISION * (offset - prior.offset);
  let h00 = PRIOR_SCOPE_PRECISION;
  let h01 = 0;
  let h11 = PRIOR_SCOPE_PRECISION;
  for (const { lead, isInScope, weight } of observations) {
    const p = sigmoid(slope * lead + offset);
    const residual = weight * (p - isInScope);
    const curvature = weight * p * (1 - p);
    g0 += residual * lead;
    g1 += residual;
    h00 += curvature * lead * lead;
    h01 += curvature * lead;
    h11 += curvature;
  }
  const determinant = h00 * h11 - h01 * h01;
  return { slope: -(h11 * g0 - h01 * g1) / determinant, offset: -(h00 * g1 - h01 * g0) / determinant };
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
