interface Choice {
  readonly intent: string;
  readonly label: string;
}

/** Text as people search it: without case and accents. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * What the user may have meant: first what the model thought of next, then the rest by label; without what it understood, for that was wrong.
 * Where the labels cannot be had, what the model thought of serves under its own names.
 */
export function correctionChoices({
  options,
  ranking,
  understood,
  search,
}: {
  options: readonly Choice[];
  ranking: readonly string[];
  understood: string | null;
  search: string;
}): Choice[] {
  const known = options.length > 0 ? options : ranking.map((intent) => ({ intent, label: intent }));
  const rank = (intent: string) => {
    const place = ranking.indexOf(intent);
    return place === -1 ? Number.MAX_SAFE_INTEGER : place;
  };
  const words = plain(search).split(/\s+/).filter(Boolean);
  return known
    .filter(({ intent }) => intent !== understood)
    .filter(({ label }) => words.every((word) => plain(label).includes(word)))
    .toSorted((a, b) => rank(a.intent) - rank(b.intent) || a.label.localeCompare(b.label));
}
