import { setTimeout } from "node:timers/promises";

/** Something that feeds a function: a queue or a stream. */
export interface EventSource {
  /** For the log: what is read by whom. */
  readonly name: string;
  /**
   * Handles what is there until nothing is left that could be handled now.
   * @returns whether there was anything
   * @throws where the source cannot be read: a missing grant above all
   */
  drain(): Promise<boolean>;
}

/** Drains a source again and again, as Lambda's pollers do. */
export function keepDraining(
  source: EventSource,
  options: { readonly pauseMs: number; readonly onError: (error: unknown) => void },
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const ended = drainUntil(stopping.signal, source, options);
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

async function drainUntil(
  signal: AbortSignal,
  source: EventSource,
  { pauseMs, onError }: Parameters<typeof keepDraining>[1],
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    let delayMs = pauseMs;
    try {
      if (await source.drain()) delayMs = 0;
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      onError(error);
      failures += 1;
      delayMs = Math.min(60_000, 1000 * 2 ** failures);
    }
    // The wait ends early, by a rejection, when we are stopped.
    await setTimeout(delayMs, undefined, { signal }).catch(() => {});
  }
}
