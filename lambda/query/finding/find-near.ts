import type { Occurrence } from "./occurrences.ts";
import type { NearLink } from "../query.ts";

/** What each operand of a chain finds by itself, in the order of the text. */
export interface Chain {
  readonly first: readonly Occurrence[];
  readonly links: readonly (Pick<NearLink, "relation" | "distance"> & {
    readonly found: readonly Occurrence[];
  })[];
}

/**
 * The occurrences that take part in a whole chain: each has a neighbour near enough on the left of
 * the query, which has one on its own left, and so on, and likewise to the right. Finds are compared
 * by bisection, so time is linear but for a logarithm, whatever the words.
 */
export function findNear(chain: Chain): readonly (readonly Occurrence[])[] {
  const kept: (readonly Occurrence[])[] = [chain.first];
  for (const link of chain.links) {
    kept.push(neighbours(link.found, kept.at(-1) ?? [], link.distance, sides(link, "right")));
  }
  for (let n = chain.links.length - 1; n >= 0; n -= 1) {
    const link = chain.links[n];
    if (link === undefined) continue;
    kept[n] = neighbours(kept[n] ?? [], kept[n + 1] ?? [], link.distance, sides(link, "left"));
  }
  return kept;
}

/** On which sides of an operand its partner may stand in the text. */
interface Sides {
  readonly before: boolean;
  readonly after: boolean;
}

function sides({ relation }: Pick<NearLink, "relation">, operand: "left" | "right"): Sides {
  if (relation === "near") return { before: true, after: true };
  return operand === "right" ? { before: true, after: false } : { before: false, after: true };
}

function neighbours(
  candidates: readonly Occurrence[],
  partners: readonly Occurrence[],
  distance: number,
  where: Sides,
): readonly Occurrence[] {
  const starts = ascending(partners.map(({ from }) => from));
  const ends = ascending(partners.map(({ to }) => to));
  return candidates.filter(
    ({ from, to }) =>
      (where.before && hasWithin(ends, from - distance + 1, from)) ||
      (where.after && hasWithin(starts, to, to + distance - 1)),
  );
}

/** Most lists are, since occurrences come in the order of the text. */
function ascending(numbers: number[]): readonly number[] {
  for (let n = 1; n < numbers.length; n += 1) {
    if ((numbers[n - 1] ?? 0) > (numbers[n] ?? 0)) return numbers.sort((a, b) => a - b);
  }
  return numbers;
}

/** Whether an ascending list has a number from `low` to `high`. */
export function hasWithin(numbers: readonly number[], low: number, high: number): boolean {
  let left = 0;
  let right = numbers.length;
  while (left < right) {
    const middle = (left + right) >> 1;
    if ((numbers[middle] ?? 0) < low) left = middle + 1;
    else right = middle;
  }
  const found = numbers[left];
  return found !== undefined && found <= high;
}
