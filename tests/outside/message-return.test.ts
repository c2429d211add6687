import { expect, test } from "@jest/globals";
import { returnSeconds } from "../../lambda/outside/message-return.ts";

test("a message that failed comes back soon, then later each time, never after a quarter of an hour", () => {
  expect([1, 2, 3, 4, 5, 6].map(returnSeconds)).toEqual([15, 30, 60, 120, 240, 480]);
  expect(returnSeconds(12)).toBe(900);
  expect(returnSeconds(1_000)).toBe(900);
});

test("a count that cannot be is taken as the first time", () => {
  expect(returnSeconds(0)).toBe(15);
});
