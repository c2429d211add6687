import { setTimeout } from "node:timers/promises";
import type { Instant } from "./instant.ts";

/** Where use cases learn the time: passed in, never reached for. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => new Date().toISOString() };

/** Waits for so long, by the system's clock. */
export async function systemSleep(ms: number): Promise<void> {
  await setTimeout(ms);
}
