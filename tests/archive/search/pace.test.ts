import { expect, test } from "@jest/globals";
import { maxLooked, Pace } from "../../../lambda/archive/search/pace.ts";

/** How many are read in each step, where so many of a hundred are hits, until the page is full or enough were looked at. */
function steps(limit: number, isTelling: boolean, share: number): readonly number[] {
  const pace = new Pace(limit, isTelling);
  const all: number[] = [];
  for (let looked = 0, hits = 0; hits < limit && looked < maxLooked; ) {
    const next = pace.next();
    all.push(next);
    for (let n = 0; n < next; n += 1) {
      looked += 1;
      const isHit = (looked * share) % 100 < share;
      if (isHit) hits += 1;
      pace.see(isHit);
    }
  }
  return all;
}

test("where all candidates are hits, as many are read as are asked for", () => {
  expect(steps(20, true, 100)).toEqual([20]);
});

test("a page that wants one more hit reads a few", () => {
  expect(steps(20, true, 96)).toEqual([20, 6]);
});

test("where few are hits, more are read at once, and no more than a page may look at", () => {
  expect(steps(20, false, 50)).toEqual([30, 13]);
  expect(steps(20, false, 0)).toEqual([30, 30]);
  expect(steps(200, false, 1)).toEqual([60]);
});
