import { expect, test } from "@jest/globals";
import { rememberedRevisions } from "../../lambda/archive/remembered-revisions.ts";
import type { Revision } from "../../lambda/readouts/revision.ts";
import { aRevision } from "../builders/readout.ts";

/** An archive that answers by what it is given for a readout, and notes what it was asked. */
function anArchive(answers: Readonly<Record<string, () => Promise<Revision | null>>>) {
  const asked: string[] = [];
  const readouts = rememberedRevisions({
    revision: async (readoutId, revision) => {
      asked.push(`${readoutId}#${revision}`);
      return await (answers[readoutId] ?? (() => Promise.resolve(aRevision({ revision }))))();
    },
  });
  return { asked, readouts };
}

test("a revision is read once for all who are told of it, also at once", async () => {
  const { asked, readouts } = anArchive({});
  const [one, other] = await Promise.all([readouts.revision("a", 1), readouts.revision("a", 1)]);
  expect(other).toBe(one);
  expect(await readouts.revision("a", 1)).toBe(one);
  await readouts.revision("a", 2);
  expect(asked).toEqual(["a#1", "a#2"]);
});

test("what is not there yet, or cannot be read, is asked for again", async () => {
  const { asked, readouts } = anArchive({
    none: () => Promise.resolve(null),
    broken: () => Promise.reject(new Error("no answer")),
  });
  expect(await readouts.revision("none", 1)).toBeNull();
  expect(await readouts.revision("none", 1)).toBeNull();
  await expect(readouts.revision("broken", 1)).rejects.toThrow("no answer");
  await expect(readouts.revision("broken", 1)).rejects.toThrow("no answer");
  expect(asked).toEqual(["none#1", "none#1", "broken#1", "broken#1"]);
});

test("what was asked for long ago is forgotten", async () => {
  const { asked, readouts } = anArchive({});
  for (let n = 1; n <= 41; n += 1) await readouts.revision(`many-${n}`, 1);
  await readouts.revision("many-41", 1);
  await readouts.revision("many-1", 1);
  expect(asked).toHaveLength(42);
  expect(asked.at(-1)).toBe("many-1#1");
});
