import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { identify } from "../../lambda/sources/identity.ts";
import { readCatalogue } from "../../lambda/sources/catalogue.ts";
import { toInstant } from "../../lambda/runtime/instant.ts";
import { testTables, type TestTables } from "../builders/dynamodb.ts";
import { PressOffice } from "../ingest/press-office.ts";
import { fetched } from "../ingest/site.ts";

const root = join(import.meta.dirname, "../..");
const recorded = join(root, "../shared/recorded");

/** What is true of a month of polls: which items appeared when, and when their bytes changed. */
interface Truth {
  readonly uniqueItems: number;
  readonly items: readonly {
    readonly guid: string;
    readonly link: string;
    readonly firstSeen: string;
    readonly revisions: readonly string[];
  }[];
}

const series = [
  { sourceId: "whitehouse", url: "https://www.whitehouse.gov/briefing-room/feed/" },
  { sourceId: "state-gov", url: "https://www.state.gov/rss-feed/press-releases/feed/" },
] as const;

const suite = existsSync(recorded) ? describe : describe.skip;

suite("a month of recorded polls", () => {
  let tables: TestTables;
  const folder = mkdtempSync(join(tmpdir(), "readouts-series-"));
  beforeAll(async () => {
    tables = await testTables();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(series)(
    "of $sourceId: every item once, and every change of its bytes named",
    async ({ sourceId, url }) => {
      const text = readFileSync(join(root, "sources", `${sourceId}.json`), "utf8");
      const [source] = readCatalogue([{ name: sourceId, text }]).all;
      if (source === undefined) throw new Error(`no source ${sourceId}`);
      const office = new PressOffice(tables, source);

      const from = join(recorded, sourceId, "series");
      const truth = JSON.parse(readFileSync(join(from, "truth.json"), "utf8")) as Truth;
      const archive = readdirSync(from).find((name) => name.endsWith(".tar.xz"));
      execFileSync("tar", ["xJf", join(from, archive ?? ""), "-C", folder]);
      const polls = readdirSync(folder).filter((name) => name.endsWith(".rss.xml"));
      for (const name of polls.toSorted()) {
        const file = join(folder, name);
        office.answers.set(url, fetched(url, readFileSync(file, "utf8")));
        office.now = toInstant(name.replace(/^(.{10})T(\d\d)(\d\d)(\d\d)Z.*$/u, "$1T$2:$3:$4Z"));
        await office.poll({ listingUrl: url });
        await office.work();
        rmSync(file);
      }

      expect(await office.heads()).toHaveLength(truth.uniqueItems);
      const unnamed: string[] = [];
      for (const { guid, link, firstSeen, revisions } of truth.items) {
        const identity = identify(source, { url: link, guid });
        const readoutId = identity?.readoutId ?? "none";
        // One item was given another title and with it another address.
        const revised = await office.readouts.revisions(readoutId);
        const urls = new Set(revised.map((revision) => revision.url));
        const outcomes = await Promise.all(
          [...urls].map(async (known) => await office.captures.outcomes(known, 100)),
        );
        const named = new Map(
          outcomes.flat().map(({ observedAt, outcome }) => [observedAt, outcome]),
        );
        for (const at of [firstSeen, ...revisions].map(toInstant)) {
          if (!/^(?:revision \d+|unchanged)$/.test(named.get(at) ?? "")) {
            unnamed.push(`${guid} ${at}: ${named.get(at) ?? "nothing"}`);
          }
        }
      }
      expect(unnamed).toEqual([]);
    },
    300_000,
  );
});
