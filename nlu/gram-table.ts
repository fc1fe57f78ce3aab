const EMPTY = 0;
const SMALLEST = 16;

/** Numbers grams, each known by two hashes, in the order in which they came: an open-addressing table over typed arrays. */
export class GramTable {
  #first: Uint32Array;
  #second: Uint32Array;
  /** Number of the gram in the slot, plus one. */
  #slots: Int32Array;
  #size = 0;

  constructor(capacity = SMALLEST) {
    this.#first = new Uint32Array(capacity);
    this.#second = new Uint32Array(capacity);
    this.#slots = new Int32Array(slotsFor(capacity));
  }

  /** `keys` holds both hashes of each gram, gram by gram. */
  static of(keys: Uint32Array): GramTable {
    const table = new GramTable(Math.max(keys.length / 2, SMALLEST));
    for (let i = 0; i < keys.length; i += 2) table.add(keys[i], keys[i + 1]);
    return table;
  }

  get size(): number {
    return this.#size;
  }

  /** The gram's number, or −1. */
  find(first: number, second: number): number {
    return this.#slots[this.#slotOf(first, second)] - 1;
  }

  /** The gram's number; a new gram gets the next one. */
  add(first: number, second: number): number {
    const slot = this.#slotOf(first, second);
    if (this.#slots[slot] !== EMPTY) return this.#slots[slot] - 1;
    if (this.#size === this.#first.length) {
      this.#grow();
      return this.add(first, second);
    }
    this.#first[this.#size] = first;
    this.#second[this.#size] = second;
    this.#slots[slot] = ++this.#size;
    return this.#size - 1;
  }

  /** Both hashes of the numbered grams, gram by gram. */
  keysOf(numbers: Int32Array): Uint32Array {
    const keys = new Uint32Array(2 * numbers.length);
    for (const [i, number] of numbers.entries()) {
      keys[2 * i] = this.#first[number];
      keys[2 * i + 1] = this.#second[number];
    }
    return keys;
  }

  #slotOf(first: number, second: number): number {
    const mask = this.#slots.length - 1;
    let slot = first & mask;
    for (;;) {
      const number = this.#slots[slot] - 1;
      if (number < 0 || (this.#first[number] === first && this.#second[number] === second)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    const first = new Uint32Array(2 * this.#first.length);
    const second = new Uint32Array(2 * this.#second.length);
    first.set(this.#first);
    second.set(this.#second);
    this.#first = first;
    this.#second = second;
    this.#slots = new Int32Array(slotsFor(first.length));
    for (let i = 0; i < this.#size; i++) this.#slots[this.#slotOf(first[i], second[i])] = i + 1;
  }
}

/** At most half of the slots are taken. */
function slotsFor(capacity: number): number {
  return 2 ** Math.ceil(Math.log2(2 * Math.max(capacity, SMALLEST)));
}
