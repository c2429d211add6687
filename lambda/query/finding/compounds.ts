/** Segments that may be one word elsewhere, or in a query: as many as a word is made of. */
const MAX_JOINED = 4;

/**
 * Tokens from `begin` up to, not including, `end` that are one word when they are taken together: first and last of each.
 * @param close tokens that do not stand by themselves, and what is between each and the one before
 */
export function compoundsOf(
  close: ReadonlyMap<number, "hyphen" | "nothing">,
  begin: number,
  end: number,
): readonly (readonly [first: number, last: number])[] {
  const relations = [...close.values()];
  return [
    ...(relations.includes("hyphen") ? hyphened(close, begin, end) : []),
    ...(relations.includes("nothing") ? joined(close, begin) : []),
  ];
}

/** Runs of tokens joined by single hyphens or apostrophes: `cease-fire` is found as `ceasefire` too. */
function* hyphened(
  close: ReadonlyMap<number, string>,
  begin: number,
  end: number,
): Iterable<readonly [number, number]> {
  let first = begin;
  for (let n = begin; n < end; n += 1) {
    if (close.get(n + 1) === "hyphen") continue;
    if (n > first) yield [first, n];
    first = n + 1;
  }
}

/** In scripts without spaces a query's word may be cut otherwise than the text's: so each few words in a row are one, too. */
function* joined(
  close: ReadonlyMap<number, string>,
  begin: number,
): Iterable<readonly [number, number]> {
  for (const [last, relation] of close) {
    if (relation !== "nothing") continue;
    for (let first = last - 1; first >= begin && last - first < MAX_JOINED; first -= 1) {
      yield [first, last];
      if (close.get(first) !== "nothing") break;
    }
  }
}
