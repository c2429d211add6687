import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { keepIndex } from "../../../lambda/archive/index/keep-index.ts";
import { indexReadout } from "../../../lambda/archive/index/index-readout.ts";
import { type IndexTable, indexTable } from "../../../lambda/archive/index/index-table.ts";
import { type ReadoutsTable, readoutsTable } from "../../../lambda/archive/readouts-table.ts";
import { searchIndex } from "../../../lambda/archive/search/open-index.ts";
import { searchArchive } from "../../../lambda/archive/search/search-archive.ts";
import { walkArchive } from "../../../lambda/archive/search/walk.ts";
import { parseQuery } from "../../../lambda/query/parsing/parse-query.ts";
import type { Query } from "../../../lambda/query/query.ts";
import type { ReadoutContent } from "../../../lambda/readouts/readout.ts";
import { silentLog } from "../../../lambda/runtime/log.ts";
import { archived } from "../../builders/archive.ts";
import { testTables } from "../../builders/dynamodb.ts";
import { aReadout, paragraphs } from "../../builders/readout.ts";

/** Words that share stems, names in two scripts, a compound in both its forms. */
const vocabulary =
  "北京会谈 grain grains treaty treaties Norrhaven Zhaparov Жапаров cease-fire ceasefire the herring herrings talks Veldmark ferry ferries переговоры переговорах".split(
    " ",
  );
const terms =
  'grain treaty "grain treaty" "treaty grains the" "cease fire talks" "the ceasefire herring" said:"ferry talks" body:"treaty the" "会谈" "北京会谈" Japarov ceasefire "cease-fire" herr* fer?y ferries the переговоры =Zhaparov title:grain speaker:orlan country:KZ lang:ru is:edited is:removed source:ostrovia-pm words:>12 published:2026-02 place:sella participant:tamm'.split(
    / (?=(?:[^"]*"[^"]*")*[^"]*$)/,
  );

interface Archive {
  readonly readouts: ReadoutsTable;
  readonly index: IndexTable;
  readonly keep: () => Promise<void>;
}

async function anArchive(): Promise<Archive> {
  const tables = await testTables();
  const readouts = readoutsTable(tables.client, tables.readouts);
  const index = indexTable(tables.client, tables.index);
  const clock = { now: () => "2026-04-01T00:00:00.000Z" };
  return {
    readouts,
    index,
    keep: async () => await keepIndex({ clock, log: silentLog, readouts, index }),
  };
}

async function put(
  { readouts, index }: Archive,
  n: number,
  content: Partial<ReadoutContent>,
  change: "new" | "edited" | "removed" = "new",
): Promise<void> {
  const readoutId = `ostrovia-pm-${n}`;
  const sourceId = n % 3 === 0 ? "veldmark-presidency" : "ostrovia-pm";
  await archived(readouts, { readoutId, sourceId, change, content: aReadout(content) });
  await indexReadout(readoutId, { readouts, index });
}

function read(text: string): Query {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed.query;
}

const everything = { sourceId: null, since: null, until: "2027-01-01T00:00:00.000Z", cursor: null };

async function all(
  find: (
    cursor: string | null,
  ) => Promise<{ hits: readonly { head: { readoutId: string } }[]; cursor: string | null }>,
) {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await find(cursor);
    ids.push(...page.hits.map(({ head }) => head.readoutId));
    ({ cursor } = page);
  } while (cursor !== null);
  return ids;
}

async function both({ readouts, index }: Archive, text: string, limit = 7) {
  const query = read(text);
  const search = searchIndex(index, 20);
  const within = { ...everything, limit };
  return {
    found: await all((cursor) =>
      searchArchive(query, { ...within, cursor }, { readouts, index: search }),
    ),
    walked: await all((cursor) => walkArchive(query, { ...within, cursor }, readouts)),
  };
}

const someWords = fc.array(fc.constantFrom(...vocabulary), { minLength: 3, maxLength: 20 });
const aContent = fc.record({
  title: someWords,
  body: someWords,
  day: fc.integer({ min: 1, max: 28 }),
  language: fc.constantFrom("en", "ru", "de", "zh"),
  hasTurns: fc.boolean(),
  countries: fc.subarray(["KZ", "RU"]),
});
const aQuery = fc
  .tuple(
    fc.constantFrom(...terms),
    fc.array(fc.tuple(fc.constantFrom("AND", "OR", "AND NOT"), fc.constantFrom(...terms)), {
      maxLength: 3,
    }),
  )
  .map(([first, rest]) =>
    rest.reduce((query, [operator, term]) => `(${query}) ${operator} ${term}`, first),
  )
  .filter((text) => parseQuery(text).ok);

describe("search by the index", () => {
  test("finds what walking the archive finds, whatever was archived and asked", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aContent, { minLength: 1, maxLength: 45 }),
        fc.array(
          fc.tuple(fc.nat(44), aContent, fc.constantFrom("edited" as const, "removed" as const)),
          { maxLength: 8 },
        ),
        fc.array(aQuery, { minLength: 12, maxLength: 12 }),
        fc.integer({ min: 1, max: 45 }),
        async (contents, edits, queries, keptAfter) => {
          const archive = await anArchive();
          await archive.keep();
          const content = (one: (typeof contents)[number]): Partial<ReadoutContent> => ({
            title: one.title.join(" "),
            blocks: paragraphs(one.body.join(" ")),
            language: one.language,
            publishedAt: {
              at: `2026-02-${String(one.day).padStart(2, "0")}T00:00:00.000Z`,
              precision: "day",
            },
            countries: one.countries.map((country) => ({ country, weight: 1 })),
            ...(one.hasTurns ? {} : { participants: [], place: null }),
          });
          for (const [n, one] of contents.entries()) {
            await put(archive, n, content(one));
            if (n % keptAfter === keptAfter - 1) await archive.keep();
          }
          for (const [n, one, change] of edits) {
            if (n < contents.length) await put(archive, n, content(one), change);
          }
          for (const text of queries) {
            const { found, walked } = await both(archive, text);
            expect([text, found.toSorted()]).toEqual([text, walked.toSorted()]);
          }
        },
      ),
      { numRuns: 6 },
    );
  }, 240_000);
});

describe("an archive that was there before its index", () => {
  let archive: Archive;
  beforeAll(async () => {
    archive = await anArchive();
    for (let n = 0; n < 40; n += 1) {
      await archived(archive.readouts, {
        readoutId: `ostrovia-pm-${n}`,
        content: aReadout({
          title: n % 2 === 0 ? "Grain" : "Ferry",
          publishedAt: {
            at: `2026-01-${String(1 + (n % 28)).padStart(2, "0")}T10:00:00.000Z`,
            precision: "day",
          },
        }),
      });
    }
  });

  test("is searched by walking until the index has everything", async () => {
    expect(
      await searchIndex(archive.index).asked(async () => await Promise.resolve(true)),
    ).toBeNull();
    const { found, walked } = await both(archive, "title:grain");
    expect(found).toEqual(walked);
    expect(found).toHaveLength(20);
  });

  test("is put into it by the schedule's next run", async () => {
    await archive.keep();
    expect(await archive.index.manifest()).toMatchObject({ isComplete: true, rebuild: null });
    const { found, walked } = await both(archive, "title:grain");
    expect(found.toSorted()).toEqual(walked.toSorted());
  });

  test("is found once where it stands in the index twice, as after a crash and while it is built anew", async () => {
    for (let n = 0; n < 3; n += 1) {
      await indexReadout(`ostrovia-pm-${n}`, archive);
    }
    const { found, walked } = await both(archive, "title:grain");
    expect(found.toSorted()).toEqual(walked.toSorted());
  });

  test("a list that was begun by walking is walked to its end", async () => {
    const query = read("title:grain");
    const deps = { readouts: archive.readouts, index: searchIndex(archive.index) };
    const first = await walkArchive(query, { ...everything, limit: 6 }, archive.readouts);
    const rest = await all((cursor) =>
      searchArchive(query, { ...everything, limit: 6, cursor: cursor ?? first.cursor }, deps),
    );
    const ids = [...first.hits.map(({ head }) => head.readoutId), ...rest];
    expect(ids).toHaveLength(20);
    expect(new Set(ids).size).toBe(20);
  });
});
