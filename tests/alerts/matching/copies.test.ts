import { beforeAll, describe, expect, test } from "@jest/globals";
import { matchRevision } from "../../../lambda/alerts/matching/match-revision.ts";
import type { Revision } from "../../../lambda/readouts/revision.ts";
import { paragraphs } from "../../builders/readout.ts";
import { aSource } from "../../builders/source.ts";
import { aDesk, type Desk } from "../desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await aDesk();
});

let told = 0;
/** A story long enough to be known again, and the word that is in no other. */
function aStory(): { readonly word: string; readonly text: string } {
  told += 1;
  const word = `ferry${told}x`;
  const others = Array.from({ length: 80 }, (_, index) => `w${told}x${index}`);
  return { word, text: `The ${word} runs again. ${others.join(" ")}` };
}

const early = "2026-03-02T15:00:00.000Z";
const late = "2026-03-02T16:00:00.000Z";

async function publish(sourceId: string, text: string, its: Partial<Revision> = {}) {
  const readoutId = `${sourceId}-${told}`;
  const content = { title: `As ${sourceId} has it`, blocks: paragraphs(text) };
  await desk.publish(content, { readoutId, sourceId, observedAt: early, ...its });
  return readoutId;
}

async function match(readoutId: string): Promise<number> {
  return (await matchRevision({ readoutId, revision: 1 }, desk.deps)).alerts;
}

async function alertedOf(...readoutIds: readonly string[]): Promise<readonly string[]> {
  const all = await Promise.all(readoutIds.map(async (id) => await desk.alerts.byReadout(id)));
  return all.flat().map(({ readoutId }) => readoutId);
}

describe("a text that two sources publish", () => {
  test("is alerted once, of the one that was seen first", async () => {
    const { word, text } = aStory();
    await desk.subscribe("anna@newsroom.example", word);
    const original = await publish("ostrovia-pm", text);
    expect(await match(original)).toBe(1);
    const copy = await publish("mirror", text, { observedAt: late });
    expect(await match(copy)).toBe(0);
    expect(await desk.deps.copies.groupOf(original)).toEqual([copy]);
  });

  test("is alerted once whichever is worked off first, and however often", async () => {
    for (const order of [
      [0, 1],
      [1, 0],
      [1, 0, 1, 0],
      [0, 0, 1],
    ]) {
      const { word, text } = aStory();
      await desk.subscribe("anna@newsroom.example", word);
      const ids = [
        await publish("ostrovia-pm", text),
        await publish("mirror", text, { observedAt: late }),
      ] as const;
      for (const index of order) await match(ids[index as 0 | 1]);
      expect(await alertedOf(...ids)).toHaveLength(1);
    }
  });

  test("at once is alerted at least once, and linked from both sides", async () => {
    const { word, text } = aStory();
    await desk.subscribe("anna@newsroom.example", word);
    const ids = [await publish("ostrovia-pm", text), await publish("mirror", text)];
    await Promise.all(ids.map(match));
    expect((await alertedOf(...ids)).length).toBeGreaterThan(0);
    const [first = "", second = ""] = ids;
    expect(await desk.deps.copies.groupOf(first)).toEqual([second]);
    expect(await desk.deps.copies.groupOf(second)).toEqual([first]);
  });

  test("is alerted of the copy where the original alerted nobody", async () => {
    const { word, text } = aStory();
    await desk.subscribe("anna@newsroom.example", word);
    expect(await match(await publish("ostrovia-pm", text, { quiet: "first-poll" }))).toBe(0);
    expect(await match(await publish("mirror", text, { observedAt: late }))).toBe(1);
  });

  test("is news to whom only the copy's own words concern", async () => {
    const { text } = aStory();
    const { word } = aStory();
    await desk.subscribe("bert@newsroom.example", word);
    expect(await match(await publish("ostrovia-pm", text))).toBe(0);
    const copy = await publish("mirror", `${text} And a ${word}.`, { observedAt: late });
    expect(await match(copy)).toBe(1);
    expect(await desk.deps.copies.groupOf(copy)).toHaveLength(1);
  });
});

describe("a readout in two languages of one office", () => {
  const catalogue = {
    get: (id: string) =>
      id === "ostrovia-pm"
        ? aSource({ id, identity: { urls: ["."], sameIdsAs: ["pm-ru"] } })
        : null,
  };
  const matchWith = async (readoutId: string): Promise<number> =>
    (await matchRevision({ readoutId, revision: 1 }, { ...desk.deps, catalogue })).alerts;

  test("is one readout: who was told of the one is not told of the other", async () => {
    const { word } = aStory();
    await desk.subscribe("anna@newsroom.example", word);
    const russian = await publish("pm-ru", `Паром ${word} снова ходит.`);
    expect(await matchWith(russian)).toBe(1);
    const english = await publish("ostrovia-pm", `The ${word} runs again.`, { observedAt: late });
    expect(await matchWith(english)).toBe(0);
    expect(await desk.deps.copies.groupOf(english)).toEqual([russian]);
  });
});

describe("no copies are", () => {
  test("two of one source, which resemble each other and are two events", async () => {
    const { word, text } = aStory();
    await desk.subscribe("anna@newsroom.example", word);
    expect(await match(await publish("ostrovia-pm", text))).toBe(1);
    told += 1;
    expect(await match(await publish("ostrovia-pm", text, { observedAt: late }))).toBe(1);
  });

  test("two texts a year apart", async () => {
    const { word, text } = aStory();
    await desk.subscribe("anna@newsroom.example", word);
    expect(await match(await publish("ostrovia-pm", text))).toBe(1);
    const observedAt = "2027-03-02T15:00:00.000Z";
    expect(await match(await publish("mirror", text, { observedAt }))).toBe(1);
  });
});
