const minuteMs = 60 * 1000;
const hourMs = 60 * minuteMs;

/** After each attempt that failed; in all a little more than a day. */
const delaysMs = [
  5 * 1000,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  10 * hourMs,
];

/** SQS hides a message for 12 hours at most, and has had it for a while. */
const longestMs = 11.5 * hourMs;

/**
 * How long to wait before an event is posted again.
 * @param attempts so far, at least 1
 * @param retryAfterMs what the receiver asked for; 0: nothing
 * @returns null where it is given up
 */
export function retryDelayMs(attempts: number, retryAfterMs: number): number | null {
  const delay = delaysMs[attempts - 1];
  return delay === undefined ? null : Math.min(Math.max(delay, retryAfterMs), longestMs);
}
