import { expect, test } from "@jest/globals";
import { keptRevisions } from "../../lambda/archive/kept-revisions.ts";
import { aReadout, aRevision } from "../builders/readout.ts";

/** Of some 1,000 characters by what surrounds a text. */
const small = (readoutId: string, revision = 1) =>
  aRevision({ readoutId, revision, content: aReadout({ title: "Grain", blocks: [] }) });

test("a revision is kept by its number, not by its readout alone", () => {
  const kept = keptRevisions();
  const second = small("ostrovia-pm-1", 2);
  kept.keep(small("ostrovia-pm-1"));
  kept.keep(second);
  expect(kept.get({ readoutId: "ostrovia-pm-1", revision: 2 })).toBe(second);
  expect(kept.get({ readoutId: "ostrovia-pm-1", revision: 3 })).toBeNull();
});

test("what was not asked for the longest goes first", () => {
  const kept = keptRevisions(3_500);
  for (const id of ["a", "b", "c"]) kept.keep(small(id));
  kept.get({ readoutId: "a", revision: 1 });
  kept.keep(small("d"));
  const ids = ["a", "b", "c", "d"];
  expect(ids.filter((id) => kept.get({ readoutId: id, revision: 1 }) !== null)).toEqual([
    "a",
    "c",
    "d",
  ]);
});

test("a text that is larger than all that may be kept is not kept, and kept twice counts once", () => {
  const kept = keptRevisions(3_500);
  const text = "grain ".repeat(1_000);
  const large = aRevision({
    readoutId: "long",
    content: aReadout({ title: "Grain", blocks: [{ kind: "paragraph", text }] }),
  });
  kept.keep(large);
  expect(kept.get(large)).toBeNull();
  for (let n = 0; n < 10; n += 1) kept.keep(small("a"));
  kept.keep(small("b"));
  expect(kept.get({ readoutId: "a", revision: 1 })).not.toBeNull();
});
