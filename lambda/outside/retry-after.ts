import { DateTime } from "luxon";
import type { Instant } from "../runtime/instant.ts";

const dayMs = 24 * 60 * 60 * 1000;

/**
 * When to ask a press office again after it told us to wait.
 * @param header Retry-After as received: seconds, or an HTTP-date
 * @returns delay in ms, 0 if absent or past, at most 24 h; unreadable counts as absent
 * @see RFC 9110 §10.2.3
 */
export function retryAfterMs(header: string | undefined, now: Instant): number {
  if (header === undefined) return 0;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text) * 1000, dayMs);
  const date = DateTime.fromHTTP(text, { zone: "utc" });
  if (!date.isValid) return 0;
  return Math.min(Math.max(date.toMillis() - Date.parse(now), 0), dayMs);
}
