import type { TextBlock } from './page-text.ts';

/** A piece of a page that is short enough to be read out as an answer. */
export interface Passage {
  /** The nearest heading above it. */
  heading: string | null;
  text: string;
}

const GOOD_WORDS = 80;
const MAX_WORDS = 150;
// A section shorter than this says too little by itself and joins the next one.
const MIN_WORDS = 20;

/** Cuts a page into passages of about 80 to 150 words; a heading begins a new one, a sentence is never broken unless it alone is too long. */
export function passagesOf(blocks: readonly TextBlock[]): Passage[] {
  const passages: Passage[] = [];
  let heading: string | null = null;
  let open = new OpenPassage(heading);
  const close = () => {
    if (open.hasText) passages.push(open.passage());
    open = new OpenPassage(heading);
  };
  for (const block of blocks) {
    if (block.kind === 'heading') {
      heading = block.text;
      if (open.words >= MIN_WORDS || !open.hasText) close();
      else open.add(block.text);
      continue;
    }
    for (const piece of piecesOf(block.text)) {
      if (open.words + wordCount(piece) > MAX_WORDS) close();
      open.add(piece);
    }
    if (open.words >= GOOD_WORDS) close();
  }
  close();
  return passages;
}

class OpenPassage {
  readonly #heading: string | null;
  readonly #lines: string[] = [];
  words = 0;

  constructor(heading: string | null) {
    this.#heading = heading;
  }
  get hasText(): boolean {
    return this.#lines.length > 0;
  }
  add(line: string): void {
    this.#lines.push(line);
    this.words += wordCount(line);
  }
  passage(): Passage {
    return { heading: this.#heading, text: this.#lines.join('\n') };
  }
}

// A paragraph that fits stays whole; a longer one is cut between sentences, and a sentence that is too long between words.
function piecesOf(paragraph: string): string[] {
  if (wordCount(paragraph) <= MAX_WORDS) return [paragraph];
  const pieces: string[] = [];
  let piece: string[] = [];
  for (const sentence of sentencesOf(paragraph)) {
    for (const part of partsOf(sentence)) {
      if (piece.length > 0 && piece.length + part.length > MAX_WORDS) {
        pieces.push(piece.join(' '));
        piece = [];
      }
      piece.push(...part);
    }
  }
  if (piece.length > 0) pieces.push(piece.join(' '));
  return pieces;
}

function sentencesOf(paragraph: string): string[] {
  return paragraph.split(/(?<=[.!?…])\s+(?=[\p{Lu}\d"“¿¡(])/u);
}

function partsOf(sentence: string): string[][] {
  const words = sentence.split(' ');
  return Array.from({ length: Math.ceil(words.length / MAX_WORDS) }, (_, i) =>
    words.slice(i * MAX_WORDS, (i + 1) * MAX_WORDS),
  );
}

function wordCount(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}
