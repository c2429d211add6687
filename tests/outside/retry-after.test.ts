import { expect, test } from "@jest/globals";
import { retryAfterMs } from "../../lambda/outside/retry-after.ts";

const now = "2026-03-02T09:00:00.000Z";

test.each([
  ["120", 120_000],
  [" 5 ", 5_000],
  ["0", 0],
  ["999999999", 24 * 60 * 60 * 1000],
  ["Mon, 02 Mar 2026 09:10:00 GMT", 600_000],
  ["Monday, 02-Mar-26 09:10:00 GMT", 600_000],
  ["Mon, 02 Mar 2026 08:00:00 GMT", 0],
  ["Thu, 02 Mar 2028 08:00:00 GMT", 24 * 60 * 60 * 1000],
  ["soon", 0],
  ["-5", 0],
  ["1.5", 0],
  ["", 0],
  [undefined, 0],
])("Retry-After: %s waits %d ms", (header, ms) => {
  expect(retryAfterMs(header, now)).toBe(ms);
});
