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

export const pick = <T>(some: readonly [T, ...T[]], chance: Chance): T =>
  some[Math.floor(chance() * some.length)] ?? some[0];
