import { expect, test } from "@jest/globals";
import { closestTerm } from "../../../lambda/query/facts/closest-term.ts";

const known = new Map([
  ["ferry", 9],
  ["herring", 3],
  ["harbour", 4],
  ["calandra", 2],
  ["ferrj", 1],
]);

test.each([
  ["fery", "ferry"],
  ["frery", "ferry"],
  ["herrign", "herring"],
  ["kalendra", "calandra"],
])("%s was meant to be %s", (typed, meant) => {
  expect(closestTerm(typed, known)).toBe(meant);
});

test.each([["gas"], ["lighthouse"], ["habro"], ["x".repeat(100)]])(
  "nothing is near %s",
  (typed) => {
    expect(closestTerm(typed, known)).toBeNull();
  },
);

test("between two that are as near, the one that occurs more", () => {
  expect(closestTerm("ferrx", known)).toBe("ferry");
});
