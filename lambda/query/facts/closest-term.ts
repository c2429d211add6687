/** Longer words are not compared: time grows with the square of their length. */
const maxLength = 40;

/**
 * The known term that a word most probably was meant to be: one slip away, two for words of eight letters and
 * more; between equals the one that occurs most.
 * @param counts known terms, and how often each occurs
 * @returns null where none is near
 */
export function closestTerm(term: string, counts: ReadonlyMap<string, number>): string | null {
  if (term.length < 4 || term.length > maxLength) return null;
  const allowed = term.length < 8 ? 1 : 2;
  let best: { readonly term: string; readonly slips: number; readonly count: number } | null = null;
  for (const [known, count] of counts) {
    if (known === term || Math.abs(known.length - term.length) > allowed) continue;
    const slips = slipsBetween(term, known, allowed);
    if (slips > allowed) continue;
    if (best === null || slips < best.slips || (slips === best.slips && count > best.count)) {
      best = { term: known, slips, count };
    }
  }
  return best?.term ?? null;
}

/**
 * Letters added, left out, replaced, or two neighbours swapped.
 * @returns anything above `most` where there are more
 * @see Boytsov, "Indexing methods for approximate dictionary searching" (2011), optimal string alignment
 */
function slipsBetween(one: string, other: string, most: number): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = at(row, j - 1) + (one[i - 1] === other[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const swapped = isSwap ? at(before, j - 2) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(replaced, at(row, j) + 1, at(next, j - 1) + 1, swapped));
    }
    if (Math.min(...next) > most) return most + 1;
    before = row;
    row = next;
  }
  return at(row, other.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
