import { decodeContainer, encodeContainer, SectionReader, STATE_MAGIC } from './container.ts';
import { NluError } from './errors.ts';
import { GramTable } from './gram-table.ts';
import { headerOfNetworks, type NetworksHeader, readNetworks, sectionsOfNetworks } from './networks-state.ts';
import type { Duals, IntentShare, SvmStart } from './svm.ts';
import type { Example, IntentDuals, TrainingState } from './types.ts';

// N examples, K intents.

/** Grows with every change that an older reader would misread. Version 1 knew no networks. */
const STATE_VERSION = 2;

interface Header {
  readonly intents: readonly (string | null)[];
  /** Duals of each intent. */
  readonly counts: readonly number[];
  /** Of the recipe *best*. */
  readonly networks?: NetworksHeader;
}

/** (2N) What tells one example from another, and an example from itself with another utterance or label. */
export function identitiesOf(examples: readonly Example[]): Uint32Array {
  const identities = new Uint32Array(2 * examples.length);
  for (const [i, { id, utterance, intent }] of examples.entries()) {
    const text = JSON.stringify([id, utterance, intent]);
    let a = 0x811c9dc5;
    let b = 0x2545f491;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      a = Math.imul(a ^ unit, 0x01000193);
      b = Math.imul(b + unit, 0x9e3779b1) ^ (b >>> 15);
    }
    identities[2 * i] = a;
    identities[2 * i + 1] = b;
  }
  return identities;
}

/**
 * The parent's duals as a start for the rows of today. What belongs to an example that is gone, or that says something else now, is
 * left behind: nothing retracted lives on in the start, and the optimum does not depend on it.
 */
export function startFrom(
  parent: TrainingState,
  identities: Uint32Array,
  intents: readonly (string | null)[],
  share: IntentShare,
): SvmStart {
  const { placeOf, isNew } = placesOf(parent.examples, identities);
  const solved = new Map(parent.intents.map((duals) => [duals.intent, duals]));
  return {
    duals: intents.slice(share.from, share.to).map((intent) => translate(solved.get(intent), placeOf)),
    newcomers: Int32Array.from(isNew.keys()).filter((i) => isNew[i] === 1),
  };
}
export const GONE = -1;

/** The place today of each of the parent's examples, or GONE, and which of today's (N) are new. */
export function placesOf(examples: Uint32Array, identities: Uint32Array) {
  const today = GramTable.of(identities);
  // Where the same example came twice, the first is the one that was there; the other is as good as new.
  const places = firstPlaces(identities, today);
  const isNew = new Uint8Array(identities.length / 2).fill(1);
  const placeOf = new Int32Array(examples.length / 2).fill(GONE);
  for (let row = 0; row < placeOf.length; row++) {
    const found = today.find(examples[2 * row], examples[2 * row + 1]);
    if (found < 0 || isNew[places[found]] === 0) continue;
    placeOf[row] = places[found];
    isNew[places[found]] = 0;
  }
  return { placeOf, isNew };
}

function firstPlaces(identities: Uint32Array, table: GramTable): Int32Array {
  const places = new Int32Array(table.size).fill(-1);
  for (let i = 0; i < identities.length / 2; i++) {
    const number = table.find(identities[2 * i], identities[2 * i + 1]);
    if (places[number] < 0) places[number] = i;
  }
  return places;
}

function translate(solved: IntentDuals | undefined, placeOf: Int32Array): Duals | undefined {
  if (!solved) return undefined;
  const kept = Int32Array.from(solved.rows.keys()).filter((d) => placeOf[solved.rows[d]] !== GONE);
  return {
    rows: kept.map((d) => placeOf[solved.rows[d]]),
    values: Float32Array.from(kept, (d) => solved.values[d]),
  };
}

/** The state as bytes, to be kept beside the model: it is no part of what answers. Equal states give equal bytes. */
export function encodeTrainingState({ examples, intents, networks }: TrainingState): Uint8Array<ArrayBuffer> {
  const header: Header = {
    intents: intents.map(({ intent }) => intent),
    counts: intents.map(({ rows }) => rows.length),
    ...(networks && { networks: headerOfNetworks(networks) }),
  };
  const total = header.counts.reduce((sum, count) => sum + count, 0);
  const rows = new Int32Array(total);
  const values = new Float32Array(total);
  let at = 0;
  for (const own of intents) {
    rows.set(own.rows, at);
    values.set(own.values, at);
    at += own.rows.length;
  }
  return encodeContainer(STATE_MAGIC, STATE_VERSION, header, [
    examples,
    rows,
    values,
    ...(networks ? sectionsOfNetworks(networks) : []),
  ]);
}

/** Rejects as `decodeModel` does. */
export function decodeTrainingState(bytes: Uint8Array): TrainingState {
  const { header, sections } = decodeContainer(STATE_MAGIC, STATE_VERSION, bytes);
  try {
    return readState(header as Header, new SectionReader(sections));
  } catch (error) {
    if (error instanceof NluError) throw error;
    throw new NluError('CORRUPT_MODEL', 'The training state does not hold what its header says.');
  }
}

function readState({ intents, counts, networks }: Header, sections: SectionReader): TrainingState {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const examples = sections.next(Uint32Array);
  const rows = sections.next(Int32Array, total);
  const values = sections.next(Float32Array, total);
  const isSound =
    intents.length === counts.length &&
    rows.every((row) => row >= 0 && row < examples.length / 2) &&
    values.every((value) => value > 0 && value < Infinity);
  if (!isSound) throw new NluError('CORRUPT_MODEL', 'The training state contradicts itself.');
  const learned =
    networks && readNetworks(networks, sections, { exampleCount: examples.length / 2, classCount: intents.length });
  sections.end();
  let at = 0;
  return {
    examples,
    intents: intents.map((intent, k) => {
      const from = at;
      at += counts[k];
      return { intent, rows: rows.slice(from, at), values: values.slice(from, at) };
    }),
    ...(learned && { networks: learned }),
  };
}
