import { type Instant, msBetween } from "../runtime/instant.ts";

/** All digests of a morning may tell the same. */
const goodForMs = 10 * 60 * 1000;

/** Asks once in ten minutes, and tells everybody the same; what fails is asked again. */
export function remembered<T>(ask: (now: Instant) => Promise<T>): (now: Instant) => Promise<T> {
  let known: { readonly at: Instant; readonly answer: Promise<T> } | null = null;
  return async (now) => {
    if (known === null || msBetween(known.at, now) > goodForMs)
      known = { at: now, answer: ask(now) };
    try {
      return await known.answer;
    } catch (error) {
      known = null;
      throw error;
    }
  };
}
