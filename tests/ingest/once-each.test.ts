import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Source } from "../../lambda/sources/source.ts";
import { type Fault, Faults, InjectedError } from "../alerts/faults.ts";
import { testTables, type TestTables } from "../builders/dynamodb.ts";
import { PressOffice } from "./press-office.ts";
import type { Item } from "./site.ts";

/*
 * The law of the archive: whatever call to the outside fails or crashes, before or after it had its
 * effect, the archive ends as if nothing had happened. The world plays fair as AWS does: a schedule's
 * call that failed comes again, and a message until it was worked off.
 */

const maxTries = 60;

/** THOROUGH=1 tries every fault of every call by itself. */
const isThorough = process.env["THOROUGH"] === "1";

/** What fails in each scene: calls are counted from its beginning. */
type Plan = (scene: number) => readonly Fault[];

const nothingFails: Plan = () => [];

/**
 * Crashes of every call of every scene. A scene is worked off before the next begins, so that one run takes
 * a crash in each; and a crash after one call is nearly one before the next, so that they take turns.
 */
function crashes(callsOf: readonly number[]): readonly Plan[] {
  const places = Array.from({ length: Math.max(...callsOf) }, (_, index) => index + 1);
  if (!isThorough) {
    return places.map(
      (call): Plan =>
        (scene) => [{ call, how: "crash", when: (call + scene) % 2 === 0 ? "before" : "after" }],
    );
  }
  return callsOf.flatMap((calls, only) =>
    places.slice(0, calls).flatMap((call) =>
      (["before", "after"] as const).map(
        (when): Plan =>
          (scene) =>
            scene === only ? [{ call, how: "crash", when }] : [],
      ),
    ),
  );
}

let tables: TestTables;
beforeAll(async () => {
  tables = await testTables();
});

/** What the site says from a time on. */
interface Scene {
  readonly at: string;
  readonly items: readonly Item[];
  /** Ids whose pages are gone. */
  readonly gone?: readonly number[];
}

/** @returns how many calls each scene took */
async function play(
  office: PressOffice,
  story: readonly Scene[],
  plan: Plan,
): Promise<readonly number[]> {
  const callsOf: number[] = [];
  for (const [scene, { at, items, gone = [] }] of story.entries()) {
    office.faults = new Faults(plan(scene));
    office.publishes(...items);
    for (const id of gone) office.answer(office.urlOf(id), { outcome: "gone", status: 404 });
    office.now = at;
    await insist(office, async () => await office.poll());
    await insist(office, async () => await office.work());
    await insist(office, async () => await office.recheckOwn());
    await insist(office, async () => await office.work());
    callsOf.push(office.faults.calls);
  }
  return callsOf;
}

async function insist(office: PressOffice, act: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    office.faults.start();
    try {
      await act();
      return;
    } catch (error) {
      if (!(error instanceof InjectedError)) throw error;
    }
  }
  throw new Error(`not done after ${maxTries} tries`);
}

/** Everything that is kept of an office, without its name. */
async function archiveOf(office: PressOffice, story: readonly Scene[]): Promise<string> {
  const ids = [...new Set(story.flatMap(({ items }) => items.map(({ id }) => id)))];
  const readouts = await Promise.all(
    ids.map(async (id) => {
      const head = await office.head(id);
      const revisions = await office.revisions(id);
      const outcomes = await office.captures.outcomes(office.urlOf(id), 100);
      // Digests of bytes that hold the office's name differ from office to office.
      const proof = await Promise.all(
        revisions.map(
          async ({ capture }) => await office.captures.get(capture.url, capture.capturedAt),
        ),
      );
      // How often something was looked for where it could not be found is not of the archive.
      const { rechecks: _, recheckAt: __, ...plain } = head ?? { rechecks: 0, recheckAt: null };
      return { plain, revisions, outcomes, isProven: proof.map((found) => found !== null) };
    }),
  );
  const state = await office.sources.get(office.id);
  const seen = Object.keys(state?.listings[office.feedUrl]?.seen ?? {}).length;
  return JSON.stringify({ readouts, seen }, null, 1)
    .replaceAll(office.host.replace(".example", ""), "office")
    .replaceAll(/"sha256": "\w*"/g, '"sha256": "…"');
}

async function run(
  story: readonly Scene[],
  source: Partial<Source>,
  plan: Plan,
): Promise<{
  readonly archive: string;
  readonly office: PressOffice;
  readonly callsOf: readonly number[];
}> {
  const office = new PressOffice(tables, source);
  const callsOf = await play(office, story, plan);
  return { archive: await archiveOf(office, story), office, callsOf };
}

/** A first poll, news, an edit, a disappearance and a return, in two weeks. */
const story: readonly Scene[] = [
  { at: "2026-03-02T08:00:00.000Z", items: [{ id: 1 }] },
  { at: "2026-03-02T09:00:00.000Z", items: [{ id: 2, text: ["To be continued."] }, { id: 1 }] },
  { at: "2026-03-02T15:00:00.000Z", items: [{ id: 2, text: ["All was said."] }], gone: [1] },
  { at: "2026-03-02T21:00:00.000Z", items: [{ id: 2, text: ["All was said."] }], gone: [1] },
  { at: "2026-03-14T16:00:00.000Z", items: [{ id: 2, text: [] }, { id: 1 }] },
];

describe.each([
  ["its feed", {}],
  ["pages", { body: "page" }],
] as const)("an office that publishes in %s", (_, source) => {
  test("has its story in the archive", async () => {
    const { office } = await run(story, source, nothingFails);
    const changes = await Promise.all([1, 2].map(async (id) => await office.revisions(id)));
    expect(changes.map((all) => all.map(({ change }) => change))).toEqual([
      ["new", "removed", "restored"],
      ["new", "completed"],
    ]);
  });

  test("is archived the same whichever call crashes, before or after its effect", async () => {
    const { archive: undisturbed, callsOf } = await run(story, source, nothingFails);
    expect(callsOf.reduce((sum, calls) => sum + calls)).toBeGreaterThan(40);
    for (const plan of crashes(callsOf)) {
      const { archive } = await run(story, source, plan);
      const faults = callsOf.map((_calls, scene) => plan(scene));
      expect({ faults, archive }).toEqual({ faults, archive: undisturbed });
    }
  }, 300_000);

  test("is archived the same when its story is told again", async () => {
    const { office, archive } = await run(story, source, nothingFails);
    office.forgetSent();
    await play(office, story, nothingFails);
    expect(await archiveOf(office, story)).toBe(archive);
  });
});

const anItem = fc.record({
  id: fc.integer({ min: 1, max: 3 }),
  title: fc.constantFrom("A", "B", " "),
  text: fc.constantFrom(["One."], ["Two.", "To be continued."], []),
});

const aStory = fc
  .array(
    fc.record({
      items: fc.uniqueArray(anItem, { selector: ({ id }) => id, maxLength: 3 }),
      gone: fc.subarray([1, 2, 3]),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((scenes): readonly Scene[] =>
    scenes.map((scene, index) => ({ ...scene, at: `2026-03-0${index + 2}T09:00:00.000Z` })),
  );

const someFaults = fc.uniqueArray(
  fc.record({
    scene: fc.integer({ min: 0, max: 3 }),
    call: fc.integer({ min: 1, max: 30 }),
    how: fc.constantFrom<Fault["how"]>("error", "crash"),
    when: fc.constantFrom<Fault["when"]>("before", "after"),
  }),
  { selector: ({ scene, call }) => `${scene}.${call}`, maxLength: 8 },
);

test("any story with any faults is archived as without them, and told again changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(
      aStory,
      someFaults,
      fc.constantFrom<Partial<Source>>({}, { body: "page" }, { body: "page-else-feed" }),
      async (told, faults, source) => {
        const undisturbed = await run(told, source, nothingFails);
        const planned: Plan = (scene) => faults.filter((fault) => fault.scene === scene);
        const { archive, office } = await run(told, source, planned);
        expect(archive).toBe(undisturbed.archive);
        office.forgetSent();
        await play(office, told, nothingFails);
        expect(await archiveOf(office, told)).toBe(archive);
      },
    ),
    { numRuns: isThorough ? 100 : 10 },
  );
}, 300_000);
