import { dayBounds } from '../../format/times.ts';

export const VERDICTS = ['HELPFUL', 'UNHELPFUL', 'CORRECTION'] as const;
export const SOURCES = ['EXPLICIT', 'IMPLICIT'] as const;
export const SIGNALS = [
  'REPHRASE_AFTER_FALLBACK',
  'REPHRASE_AFTER_ANSWER',
  'ABANDONED_AFTER_FALLBACK',
  'DISAMBIGUATION_CHOICE',
  'HUMAN_REQUESTED',
  'ANSWER_COPIED',
] as const;
export const STATUSES = ['QUEUED', 'RECORDED', 'ACCEPTED', 'REJECTED', 'RETRACTED'] as const;

/** The names under which the filters stand in the address. */
export const FILTER_NAMES = ['verdict', 'source', 'signal', 'status', 'intent', 'text', 'from', 'to'] as const;

/** As in the address: several values of one filter are separated by commas. */
function chosen<T extends string>(address: URLSearchParams, name: string, allowed: readonly T[]): T[] {
  const wished = address.get(name)?.split(',') ?? [];
  return allowed.filter((value) => wished.includes(value));
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const dayOf = (address: URLSearchParams, name: string): string | null => {
  const day = address.get(name);
  return day !== null && DAY.test(day) ? day : null;
};

/** The graph's filter for an address; what the address says wrongly is left out. */
export function filterOf(assistantId: string, address: URLSearchParams) {
  const verdicts = chosen(address, 'verdict', VERDICTS);
  const sources = chosen(address, 'source', SOURCES);
  const signals = chosen(address, 'signal', SIGNALS);
  const statuses = chosen(address, 'status', STATUSES);
  const intent = address.get('intent');
  const text = address.get('text')?.trim();
  return {
    assistantId,
    ...(verdicts.length > 0 && { verdicts }),
    ...(sources.length > 0 && { sources }),
    ...(signals.length > 0 && { signals }),
    ...(statuses.length > 0 && { statuses }),
    ...(intent && { intents: [intent] }),
    ...(text && { text }),
    ...dayBounds(dayOf(address, 'from'), dayOf(address, 'to')),
  };
}

export function isFiltered(address: URLSearchParams): boolean {
  return FILTER_NAMES.some((name) => address.get(name));
}
