/** A number from 0 up to, not including, 1. */
export type Chance = () => number;

/** The same numbers for the same seed on any machine (mulberry32). */
export function seededChance(seed: number): Chance {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(some: readonly T[], chance: Chance): T {
  const one = some[numberBelow(some.length, chance)];
  if (one === undefined) throw new RangeError("There is nothing to choose from.");
  return one;
}

/** From 0 up to, not including, `below`. */
export const numberBelow = (below: number, chance: Chance): number => Math.floor(chance() * below);

/** One of a list, from 0, as often as its weight says. */
export function weighted(weights: readonly number[]): (chance: Chance) => number {
  let sum = 0;
  const upTo = Float64Array.from(weights, (weight) => (sum += weight));
  return (chance) => {
    const sought = chance() * sum;
    let low = 0;
    let high = upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 0) <= sought) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
