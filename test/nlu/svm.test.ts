import { describe, expect, it } from 'vitest';
import { Rng } from '../../nlu/rng.ts';
import { SparseRows } from '../../nlu/sparse.ts';
import { type Duals, solveSvm, type SvmPass, type SvmProblem } from '../../nlu/svm.ts';

/** Random sparse rows around one centre per intent, noisy enough that some examples violate any margin. */
function randomProblem(seed: number, { rows = 60, features = 12, intents = 3 } = {}): SvmProblem {
  const rng = new Rng(seed);
  const uniform = () => rng.nextUint32() / 0x1_0000_0000;
  const labels = Int32Array.from({ length: rows }, () => rng.below(intents));
  const vectors = [...labels].map((label) => {
    const indices: number[] = [];
    const values: number[] = [];
    for (let v = 0; v < features; v++) {
      if (uniform() < 0.5) continue;
      indices.push(v);
      values.push(uniform() - 0.5 + (v % intents === label ? 0.4 : 0));
    }
    return { indices: Int32Array.from(indices), values: Float32Array.from(values) };
  });
  const costs = Float64Array.from({ length: rows }, () => 0.2 + uniform());
  return { rows: SparseRows.of(vectors), featureCount: features, labels, intentCount: intents, costs };
}

/** y · (w · x + b) of one example under one intent, recomputed from w. */
function marginOf(
  { rows, labels, featureCount }: SvmProblem,
  weights: Float32Array,
  bias: number,
  k: number,
  i: number,
) {
  let sum = bias;
  for (let p = rows.starts[i]!; p < rows.starts[i + 1]!; p++) {
    sum += weights[k * featureCount + rows.indices[p]!]! * rows.values[p]!;
  }
  return labels[i] === k ? sum : -sum;
}

/** The dual of every example (N), zeros included. */
function everyDual({ rows, values }: Duals, count: number): Float32Array {
  const all = new Float32Array(count);
  for (const [d, i] of rows.entries()) all[i] = values[d]!;
  return all;
}

describe('solveSvm', () => {
  it.each([1, 2, 3])('meets the optimality conditions of the dual, seed %i', (seed) => {
    const problem = randomProblem(seed);
    const tolerance = 1e-4;
    const { weights, biases, duals } = solveSvm(problem, { passes: 5_000, seed, tolerance });
    for (let k = 0; k < problem.intentCount; k++) {
      const own = everyDual(duals[k]!, problem.labels.length);
      for (let i = 0; i < problem.labels.length; i++) {
        const dual = own[i]!;
        // ∂/∂αᵢ = yᵢ w·xᵢ − 1 + αᵢ / 2Cᵢ: zero where α is inside, not below zero at the bound.
        const gradient = marginOf(problem, weights, biases[k]!, k, i) - 1 + dual / (2 * problem.costs[i]!);
        expect(dual).toBeGreaterThanOrEqual(0);
        const violation = dual > 0 ? Math.abs(gradient) : Math.max(-gradient, 0);
        expect(violation).toBeLessThan(2 * tolerance);
      }
    }
  });

  it('keeps the weights the sum of the examples that its duals say they are', () => {
    const problem = randomProblem(4);
    const { weights, biases, duals } = solveSvm(problem, { passes: 20, seed: 4 });
    const { rows, labels, featureCount, intentCount } = problem;
    const sums = new Float64Array(intentCount * featureCount);
    const biasSums = new Float64Array(intentCount);
    for (let k = 0; k < intentCount; k++) {
      const own = everyDual(duals[k]!, labels.length);
      for (let i = 0; i < labels.length; i++) {
        const signed = own[i]! * (labels[i] === k ? 1 : -1);
        biasSums[k]! += signed;
        for (let p = rows.starts[i]!; p < rows.starts[i + 1]!; p++) {
          sums[k * featureCount + rows.indices[p]!]! += signed * rows.values[p]!;
        }
      }
    }
    for (const [at, sum] of sums.entries()) expect(weights[at]).toBeCloseTo(sum, 4);
    for (const [k, sum] of biasSums.entries()) expect(biases[k]).toBeCloseTo(sum, 6);
  });

  it('reaches the primal value that its dual promises', () => {
    const problem = randomProblem(5, { intents: 1 });
    const { weights, biases, duals } = solveSvm(problem, { passes: 5_000, seed: 5, tolerance: 1e-5 });
    const squares = weights.reduce((sum, w) => sum + w * w, 0) + biases[0]! ** 2;
    const own = everyDual(duals[0]!, problem.labels.length);
    let primal = squares / 2;
    let dual = -squares / 2;
    for (let i = 0; i < problem.labels.length; i++) {
      primal += problem.costs[i]! * Math.max(0, 1 - marginOf(problem, weights, biases[0]!, 0, i)) ** 2;
      dual += own[i]! - own[i]! ** 2 / (4 * problem.costs[i]!);
    }
    expect(primal).toBeGreaterThan(0);
    expect(primal - dual).toBeLessThan(1e-3 * primal);
    expect(primal - dual).toBeGreaterThan(-1e-3 * primal);
  });

  it('solves one positive and one negative example as by hand', () => {
    // Two examples without a shared feature, C = ½; by symmetry both duals are one α, w = (α, −α) and b = 0.
    const rows = SparseRows.of([
      { indices: Int32Array.of(0), values: Float32Array.of(1) },
      { indices: Int32Array.of(1), values: Float32Array.of(1) },
    ]);
    const labels = Int32Array.of(0, 1);
    const costs = Float64Array.of(0.5, 0.5);
    const { weights, biases } = solveSvm(
      { rows, featureCount: 2, labels, intentCount: 1, costs },
      { passes: 1_000, seed: 1, tolerance: 1e-9 },
    );
    // Gradient of the first: α₁ (x·x + 1) − α₂ · 1 + α₁ / 2C − 1 = 0 with α₁ = α₂: 2α − α + α = 1, so α = ½.
    expect(weights[0]).toBeCloseTo(0.5, 5);
    expect(weights[1]).toBeCloseTo(-0.5, 5);
    expect(biases[0]).toBeCloseTo(0, 5);
  });

  it('reports passes in order, a loss that falls, and one last pass', () => {
    const passes: SvmPass[] = [];
    solveSvm(randomProblem(6), { passes: 50, seed: 6, tolerance: 0.1, onPass: (pass) => passes.push(pass) });
    expect(passes.map(({ pass }) => pass)).toEqual(passes.map((_, i) => i + 1));
    expect(passes.filter(({ isLast }) => isLast)).toEqual(passes.slice(-1));
    expect(passes.length).toBeLessThan(50);
    expect(passes.at(-1)?.loss).toBeLessThan(passes[0]?.loss ?? 0);
  });

  it('gives a heavier example a larger say', () => {
    const rows = SparseRows.of([1, 1].map(() => ({ indices: Int32Array.of(0), values: Float32Array.of(1) })));
    const problem = { rows, featureCount: 1, labels: Int32Array.of(0, 1), intentCount: 1 };
    const solve = (costs: Float64Array) => solveSvm({ ...problem, costs }, { passes: 500, seed: 1, tolerance: 1e-6 });
    const towards = solve(Float64Array.of(5, 0.5));
    const against = solve(Float64Array.of(0.5, 5));
    expect(towards.weights[0]! + towards.biases[0]!).toBeGreaterThan(0.1);
    expect(against.weights[0]! + against.biases[0]!).toBeLessThan(-0.1);
  });

  it('solves a share of the intents as it would among all', () => {
    const problem = randomProblem(7, { intents: 5 });
    const all = solveSvm(problem, { passes: 40, seed: 7 });
    const last = solveSvm(problem, { passes: 40, seed: 7, share: { from: 3, to: 5 } });
    expect(last.weights).toEqual(all.weights.slice(3 * problem.featureCount));
    expect(last.biases).toEqual(all.biases.slice(3));
    expect(last.duals).toEqual(all.duals.slice(3));
  });

  it('comes to the same optimum from wherever it starts', () => {
    const problem = randomProblem(8);
    const options = { passes: 20_000, seed: 8, tolerance: 1e-5 };
    const cold = solveSvm(problem, options);
    const elsewhere = solveSvm({ ...problem, costs: problem.costs.map((cost) => 3 * cost) }, options);
    const start = { duals: [...elsewhere.duals.slice(0, 2), undefined], newcomers: Int32Array.of() };
    const warm = solveSvm(problem, { ...options, start });
    for (const [at, weight] of cold.weights.entries()) expect(warm.weights[at]).toBeCloseTo(weight, 3);
    for (const [k, bias] of cold.biases.entries()) expect(warm.biases[k]).toBeCloseTo(bias, 3);
  });

  it('comes to the same optimum from that of fewer examples, newcomers named or not', () => {
    const problem = randomProblem(10, { rows: 90 });
    const options = { passes: 20_000, seed: 10, tolerance: 1e-5 };
    const places = [...problem.labels.keys()].filter((i) => i % 6 !== 5);
    const fewer = solveSvm(
      {
        ...problem,
        rows: SparseRows.of(places.map((i) => problem.rows.at(i))),
        labels: Int32Array.from(places, (i) => problem.labels[i]!),
        costs: Float64Array.from(places, (i) => problem.costs[i]!),
      },
      options,
    );
    const duals = fewer.duals.map(({ rows, values }) => ({ rows: rows.map((d) => places[d]!), values }));
    const cold = solveSvm(problem, options);
    for (const newcomers of [Int32Array.from(problem.labels.keys()).filter((i) => i % 6 === 5), Int32Array.of()]) {
      const warm = solveSvm(problem, { ...options, start: { duals, newcomers } });
      for (const [at, weight] of cold.weights.entries()) expect(warm.weights[at]).toBeCloseTo(weight, 3);
      for (const [k, bias] of cold.biases.entries()) expect(warm.biases[k]).toBeCloseTo(bias, 3);
    }
  });

  it('has next to nothing to do where it starts from the optimum', () => {
    const problem = randomProblem(9);
    const { duals } = solveSvm(problem, { passes: 5_000, seed: 9, tolerance: 1e-4 });
    let passes = 0;
    solveSvm(problem, {
      passes: 5_000,
      seed: 9,
      tolerance: 0.1,
      start: { duals, newcomers: Int32Array.of() },
      onPass: () => passes++,
    });
    expect(passes).toBeLessThanOrEqual(2);
  });
});
