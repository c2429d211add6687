import { addMs, type Instant } from "../../runtime/instant.ts";

const minuteMs = 60_000;
const longestMs = 6 * 60 * minuteMs;

/**
 * When to ask a listing again after it failed: twice as long each time, at most 6 h, and never
 * before the server said.
 * @param failures in a row, this one included
 */
export function pollAfterFailure(options: {
  readonly failures: number;
  readonly pollMinutes: number;
  readonly retryAfterMs: number;
  readonly now: Instant;
}): Instant {
  const { failures, pollMinutes, retryAfterMs, now } = options;
  const backoffMs = pollMinutes * minuteMs * 2 ** Math.min(failures - 1, 16);
  return addMs(now, Math.max(retryAfterMs, Math.min(backoffMs, longestMs)));
}
