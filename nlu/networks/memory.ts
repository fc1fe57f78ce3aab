import { KERNELS } from './kernels.wasm.ts';

/** Byte offset of an array in the kernels' memory. */
type Pointer = number;

/** What kernels.as exports; its comments say what each does. */
export interface Kernels {
  gather(out: Pointer, table: Pointer, rows: Pointer, scales: Pointer, count: number, width: number): void;
  gatherBytes(out: Pointer, table: Pointer, rows: Pointer, scales: Pointer, count: number, width: number): void;
  scatter(
    gradient: Pointer,
    table: Pointer,
    squares: Pointer,
    rows: Pointer,
    scales: Pointer,
    count: number,
    width: number,
    rate: number,
  ): void;
  convolve(
    x: Pointer,
    filters: Pointer,
    biases: Pointer,
    out: Pointer,
    best: Pointer,
    positions: number,
    stride: number,
    n: number,
    count: number,
  ): void;
  convolveBack(
    dout: Pointer,
    x: Pointer,
    dx: Pointer,
    filters: Pointer,
    squares: Pointer,
    biases: Pointer,
    best: Pointer,
    stride: number,
    n: number,
    count: number,
    rate: number,
  ): void;
  affineBack(
    gradient: Pointer,
    table: Pointer,
    squares: Pointer,
    rows: Pointer,
    values: Pointer,
    back: Pointer,
    count: number,
    width: number,
    rate: number,
  ): void;
}

const PAGE = 65_536;
const ALIGNMENT = 16;
// Address 0 stays empty, so that no array lies where a forgotten pointer points.
const FIRST = 64;

let compiled: WebAssembly.Module | undefined;

/** A linear memory with the kernels that work in it. Arrays are laid out once, one after another, and live as long as the memory. */
export class KernelMemory {
  readonly kernels: Kernels;
  readonly #memory: WebAssembly.Memory;
  #end = FIRST;

  constructor() {
    compiled ??= new WebAssembly.Module(bytesOf(KERNELS));
    this.#memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory: this.#memory } });
    this.kernels = exports as unknown as Kernels;
  }

  /** Makes room for all arrays at once: growing detaches every array handed out before. */
  reserve(bytes: number): void {
    const missing = this.#end + bytes - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE));
  }

  floats(length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#memory.buffer, this.#take(4 * length), length);
  }

  ints(length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.#memory.buffer, this.#take(4 * length), length);
  }

  bytes(length: number): Int8Array<ArrayBuffer> {
    return new Int8Array(this.#memory.buffer, this.#take(length), length);
  }

  #take(bytes: number): number {
    const from = this.#end;
    this.#end = Math.ceil((from + bytes) / ALIGNMENT) * ALIGNMENT;
    if (this.#end > this.#memory.buffer.byteLength) throw new Error('No room was reserved for this array.');
    return from;
  }
}

/** What `length` numbers of four bytes take at most, their alignment included. */
export function roomFor(length: number): number {
  return 4 * length + ALIGNMENT;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  return Uint8Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
}
