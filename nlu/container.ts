import { NluError } from './errors.ts';

/*
 * A header and typed arrays in one run of bytes, little-endian:
 *
 *   0  magic, eight characters
 *   8  version             uint32
 *  12  length of all       uint32
 *  16  CRC-32 of 20 …      uint32; in models since version 5 of 8 … 16 and 20 …, so that no flipped bit makes one of an older version
 *  20  length of header    uint32
 *  24  header: JSON in ASCII, { content, sections: [{ kind, length }] }
 *  …   the sections in order, each at a multiple of 8, the gaps zero
 */
/** Eight characters that say what the container holds. */
export const MODEL_MAGIC = 'MALHANLU';
export const STATE_MAGIC = 'MALHAWRM';
type Magic = typeof MODEL_MAGIC | typeof STATE_MAGIC;
const VERSION_AT = 8;
const LENGTH_AT = 12;
const CHECKSUM_AT = 16;
const CHECKED_FROM = 20;
const MODEL_VERSION_CHECKED_SINCE = 5;
const HEADER_AT = 24;
const ALIGNMENT = 8;

/** The arrays a container holds, byte for byte as memory has them: nearly every machine is little-endian, and the others are refused. */
export type Section = Int8Array | Uint16Array | Int32Array | Uint32Array | Float32Array;

const KINDS = { Int8Array, Uint16Array, Int32Array, Uint32Array, Float32Array };
type Kind = keyof typeof KINDS;

interface Envelope {
  readonly content: unknown;
  readonly sections: readonly { readonly kind: Kind; readonly length: number }[];
}

export function encodeContainer(
  magic: Magic,
  version: number,
  content: unknown,
  sections: readonly Section[],
): Uint8Array<ArrayBuffer> {
  refuseBigEndian();
  const envelope: Envelope = {
    content,
    sections: sections.map((section) => ({ kind: kindOf(section), length: section.length })),
  };
  const header = asciiJson(envelope);
  const offsets = layOut(HEADER_AT + header.length, sections);
  const bytes = new Uint8Array(offsets.end);
  const view = new DataView(bytes.buffer);
  writeAscii(bytes, 0, magic);
  view.setUint32(VERSION_AT, version, true);
  view.setUint32(LENGTH_AT, bytes.length, true);
  view.setUint32(CHECKED_FROM, header.length, true);
  writeAscii(bytes, HEADER_AT, header);
  for (const [i, section] of sections.entries()) {
    bytes.set(new Uint8Array(section.buffer, section.byteOffset, section.byteLength), offsets.starts[i]);
  }
  view.setUint32(CHECKSUM_AT, checksumOf(bytes, magic, version), true);
  return bytes;
}

/**
 * Rejects with UNSUPPORTED_MODEL_VERSION what is newer than `newest`, with CORRUPT_MODEL all else. The version is read before anything that may
 * differ between versions, the checksum too.
 */
export function decodeContainer(
  magic: Magic,
  newest: number,
  bytes: Uint8Array,
): { version: number; header: unknown; sections: Section[] } {
  refuseBigEndian();
  if (bytes.length < HEADER_AT || readAscii(bytes, 0, magic.length) !== magic)
    corrupt('These bytes are nothing that this program wrote.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(VERSION_AT, true);
  if (version < 1 || version > newest) {
    throw new NluError(
      'UNSUPPORTED_MODEL_VERSION',
      `This is of version ${version}; this program reads 1 to ${newest}.`,
    );
  }
  if (view.getUint32(LENGTH_AT, true) !== bytes.length) corrupt('The model is cut, or something follows it.');
  if (view.getUint32(CHECKSUM_AT, true) !== checksumOf(bytes, magic, version))
    corrupt('The checksum of the model is wrong.');
  const headerEnd = HEADER_AT + view.getUint32(CHECKED_FROM, true);
  const envelope = parseEnvelope(readAscii(bytes, HEADER_AT, headerEnd));
  const { starts, end } = layOut(
    headerEnd,
    envelope.sections.map(({ kind, length }) => ({ byteLength: KINDS[kind].BYTES_PER_ELEMENT * length })),
  );
  if (end !== bytes.length) corrupt('The header of the model names other parts than follow.');
  const sections = envelope.sections.map(({ kind, length }, i) => {
    // A copy, even of a Buffer: the bytes given may lie at any offset, and their owner may use them again.
    const copy = Uint8Array.prototype.slice.call(bytes, starts[i], starts[i] + KINDS[kind].BYTES_PER_ELEMENT * length);
    return new KINDS[kind](copy.buffer, 0, length);
  });
  return { version, header: envelope.content, sections };
}

/** Hands out the sections in their order, each checked for its kind and length. */
export class SectionReader {
  readonly #sections: readonly Section[];
  #at = 0;

  constructor(sections: readonly Section[]) {
    this.#sections = sections;
  }

  next<T extends Section>(kind: new (length: number) => T, length?: number): T {
    const section = this.#sections[this.#at++];
    if (section instanceof kind && (length === undefined || section.length === length)) return section;
    throw new NluError('CORRUPT_MODEL', 'A part of the model is missing or of the wrong length.');
  }

  end(): void {
    if (this.#at !== this.#sections.length)
      throw new NluError('CORRUPT_MODEL', 'The model has more parts than it may.');
  }
}

function checksumOf(bytes: Uint8Array, magic: Magic, version: number): number {
  const isVersionChecked = magic === MODEL_MAGIC && version >= MODEL_VERSION_CHECKED_SINCE;
  const before = isVersionChecked ? crc32(bytes.subarray(VERSION_AT, CHECKSUM_AT)) : 0;
  return crc32(bytes.subarray(CHECKED_FROM), before);
}

function layOut(headerEnd: number, sections: readonly { readonly byteLength: number }[]) {
  const starts: number[] = [];
  let end = align(headerEnd);
  for (const { byteLength } of sections) {
    starts.push(end);
    end = align(end + byteLength);
  }
  return { starts, end };
}

function align(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
}

function kindOf(section: Section): Kind {
  return section.constructor.name as Kind;
}

function parseEnvelope(json: string): Envelope {
  try {
    const envelope = JSON.parse(json) as Envelope;
    const isSound = envelope.sections.every(
      ({ kind, length }) => Object.hasOwn(KINDS, kind) && Number.isSafeInteger(length) && length >= 0,
    );
    if (isSound) return envelope;
  } catch {
    // What does not parse is as corrupt as what parses into something else.
  }
  return corrupt('The header of the model cannot be read.');
}

/** JSON in which every character beyond ASCII is escaped, so that one character is one byte. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function writeAscii(bytes: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
}

function readAscii(bytes: Uint8Array, from: number, to: number): string {
  const units: string[] = [];
  for (let at = from; at < Math.min(to, bytes.length); at++) units.push(String.fromCharCode(bytes[at]));
  return units.join('');
}

/** What each byte does to the checksum when 0 … 3 zero bytes follow it. */
const CRC_TABLES = (() => {
  const tables = Array.from({ length: 4 }, () => new Uint32Array(256));
  for (let byte = 0; byte < 256; byte++) {
    let c = byte;
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    tables[0][byte] = c;
  }
  for (let t = 1; t < 4; t++) {
    for (let byte = 0; byte < 256; byte++) {
      const before = tables[t - 1][byte];
      tables[t][byte] = tables[0][before & 0xff] ^ (before >>> 8);
    }
  }
  return tables;
})();

/** CRC-32 of IEEE 802.3 of what has the checksum `before` and these bytes after it, four at a time; finds every error of up to 32 bits in a row. */
function crc32(bytes: Uint8Array, before = 0): number {
  const [t0, t1, t2, t3] = CRC_TABLES;
  let c = before ^ 0xffffffff;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) {
    c ^= bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    c = t3[c & 0xff] ^ t2[(c >>> 8) & 0xff] ^ t1[(c >>> 16) & 0xff] ^ t0[c >>> 24];
  }
  for (; at < bytes.length; at++) c = t0[(c ^ bytes[at]) & 0xff] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function refuseBigEndian(): void {
  if (new Uint8Array(Uint32Array.of(1).buffer)[0] !== 1) {
    throw new NluError('UNSUPPORTED_MODEL_VERSION', 'Models are kept little-endian, and this machine is not.');
  }
}

function corrupt(message: string): never {
  throw new NluError('CORRUPT_MODEL', message);
}
