/** Lines with keys that stay theirs while the window moves on: the line itself, and which of its equals it is. */
export function keyed(lines: readonly string[]): { key: string; line: string }[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const times = (seen.get(line) ?? 0) + 1;
    seen.set(line, times);
    return { key: `${times} ${line}`, line };
  });
}
