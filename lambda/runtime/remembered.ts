import type { Clock } from "./clock.ts";
import { type Instant, msBetween } from "./instant.ts";

/** Asks once in so long; of those who ask at once, too, and again where it failed. */
export function remembered<T>(
  forMs: number,
  clock: Clock,
  ask: () => Promise<T>,
): () => Promise<T> {
  let last: { readonly at: Instant; readonly answer: Promise<T> } | null = null;
  return async () => {
    const now = clock.now();
    const mine =
      last !== null && msBetween(last.at, now) < forMs ? last : { at: now, answer: ask() };
    last = mine;
    try {
      return await mine.answer;
    } catch (error) {
      if (last === mine) last = null;
      throw error;
    }
  };
}
