// The inner loops in WebAssembly SIMD beside the same in plain TypeScript, on shapes of CLINC150; prints microseconds a call as one line of JSON.
import { KernelMemory, roomFor } from '../../nlu/networks/memory.ts';
import { generator } from './public-data.ts';

export type KernelTimes = readonly {
  readonly name: string;
  readonly shape: string;
  readonly plainUs: number;
  readonly wasmUs: number;
}[];

const CALLS = 4_000;
const ROUNDS = 7;
const ROWS = 20_000;
const COUNT = 60;
const random = generator(1);

const memory = new KernelMemory();
memory.reserve(4 * roomFor(ROWS * 224) + 16 * roomFor(100_000));
const table = filled(memory.floats(ROWS * 224));
const bytes = memory.bytes(ROWS * 224);
for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(random() * 255) - 127;
const out = memory.floats(224);
const rows = memory.ints(COUNT);
const scales = filled(memory.floats(COUNT));
const words = filled(memory.floats(40 * 64));
const filters = filled(memory.floats(128 * 192));
const biases = filled(memory.floats(128));
const best = memory.ints(128);
const gradient = filled(memory.floats(224));
const rowSquares = memory.floats(ROWS).fill(1);
const { kernels } = memory;
const at = (array: { readonly byteOffset: number }) => array.byteOffset;

const times: KernelTimes = [
  compared('gather, the look of the SVM over all examples', '60 rows × 152 numbers', {
    wasm: () => kernels.gather(at(out), at(table), at(rows), at(scales), COUNT, 152),
    plain: () => gather(table, 152),
  }),
  compared('gatherBytes, a served network', '60 rows × 224 bytes', {
    wasm: () => kernels.gatherBytes(at(out), at(bytes), at(rows), at(scales), COUNT, 224),
    plain: () => gather(bytes, 224),
  }),
  compared('convolve, windows of three words', '10 places, 128 filters × 192', {
    wasm: () => kernels.convolve(at(words), at(filters), at(biases), at(out), at(best), 10, 64, 192, 128),
    plain: convolve,
  }),
  compared('scatter, a lesson of a network', '60 rows × 224 numbers', {
    wasm: () => kernels.scatter(at(gradient), at(table), at(rowSquares), at(rows), at(scales), COUNT, 224, 1e-6),
    plain: scatter,
  }),
];
process.stdout.write(`\nMEASURED ${JSON.stringify(times)}\n`);

/** The median round of either, a round of one after a round of the other. */
function compared(name: string, shape: string, { wasm, plain }: { wasm: () => void; plain: () => void }) {
  const [wasmTimes, plainTimes]: [number[], number[]] = [[], []];
  for (let round = -2; round < ROUNDS; round++) {
    const [w, p] = [timed(wasm), timed(plain)];
    // The first rounds warm the compilers up.
    if (round < 0) continue;
    wasmTimes.push(w);
    plainTimes.push(p);
  }
  return { name, shape, plainUs: median(plainTimes), wasmUs: median(wasmTimes) };
}

function timed(call: () => void): number {
  const from = performance.now();
  for (let i = 0; i < CALLS; i++) {
    for (let r = 0; r < COUNT; r++) rows[r] = (Math.imul(i * COUNT + r, 0x9e3779b1) >>> 8) % ROWS;
    call();
  }
  return ((performance.now() - from) * 1_000) / CALLS;
}

function gather(from: Float32Array | Int8Array, width: number): void {
  for (let i = 0; i < COUNT; i++) {
    const start = rows[i]! * width;
    const scale = scales[i]!;
    for (let d = 0; d < width; d++) out[d]! += scale * from[start + d]!;
  }
}

function convolve(): void {
  for (let f = 0; f < 128; f++) {
    let top = -Infinity;
    for (let t = 0; t < 10; t++) {
      let sum = 0;
      for (let n = 0; n < 192; n++) sum += filters[f * 192 + n]! * words[t * 64 + n]!;
      if (sum > top) {
        top = sum;
        best[f] = t;
      }
    }
    out[f] = Math.max(top + biases[f]!, 0);
  }
}

function scatter(): void {
  let mean = 0;
  for (let d = 0; d < 224; d++) mean += gradient[d]! * gradient[d]!;
  mean /= 224;
  for (let i = 0; i < COUNT; i++) {
    const row = rows[i]!;
    rowSquares[row]! += mean * scales[i]! * scales[i]!;
    const step = (1e-6 * scales[i]!) / Math.sqrt(rowSquares[row]!);
    for (let d = 0; d < 224; d++) table[row * 224 + d]! -= step * gradient[d]!;
  }
}

function filled(array: Float32Array): Float32Array {
  for (let i = 0; i < array.length; i++) array[i] = random() - 0.5;
  return array;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
