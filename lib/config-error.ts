/** What the owner wrote cannot be used; the message says which key, why, and what would be right. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** ` Did you mean "sender"?` where one of the names is close, else the empty text. */
export function nearest(wrong: string, names: readonly string[]): string {
  const [best] = names
    .map((name) => ({ name, distance: editDistance(wrong.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(2, name.length / 3))
    .sort((a, b) => a.distance - b.distance);
  return best === undefined ? "" : `. Did you mean "${best.name}"?`;
}

/** Levenshtein's distance: single characters added, removed or replaced. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, character] of a.split("").entries()) {
    const next = [i + 1];
    for (const [j, other] of b.split("").entries()) {
      const replaced = (row[j] ?? 0) + (character === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
