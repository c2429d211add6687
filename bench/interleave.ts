/**
 * Seconds that each of some ways of doing the same takes: in turns, so that what disturbs one disturbs all. The
 * median round counts; the first one is for warming up.
 * @param rounds how often each is timed
 */
export function interleave(ways: readonly (() => unknown)[], rounds: number): readonly number[] {
  const times = ways.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, way] of ways.entries()) {
      const start = performance.now();
      way();
      if (round > 0) times[index]?.push((performance.now() - start) / 1000);
    }
  }
  return times.map(median);
}

export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

/** @param share from 0, the least, to 1, the greatest */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** To so many digits that say something. */
export const rounded = (value: number, digits = 3): number => Number(value.toPrecision(digits));
