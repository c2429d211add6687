import type { Instant } from "./instant.ts";

/** Where use cases learn the time: passed in, never reached for. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => new Date().toISOString() };
