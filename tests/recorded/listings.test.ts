import { describe, expect, test } from "@jest/globals";
import { identify } from "../../lambda/sources/identity.ts";
import type { Entry } from "../../lambda/sources/reading.ts";
import { catalogueSource } from "../builders/source.ts";
import { isRecorded, readRecordedListing } from "./recorded-files.ts";

const suite = isRecorded ? describe : describe.skip;

interface Case {
  readonly sourceId: string;
  readonly file: string;
  readonly url: string;
  /** Entries that are readouts, with title and day. */
  readonly entries: number;
}

const cases: readonly Case[] = [
  {
    sourceId: "kremlin-en",
    file: "kremlin-en/listings/page_2.html",
    url: "http://en.kremlin.ru/events/president/news",
    entries: 20,
  },
  {
    sourceId: "kremlin-en",
    file: "kremlin-en/feed/feed.atom.xml",
    url: "http://en.kremlin.ru/events/president/news/feed",
    entries: 20,
  },
  {
    sourceId: "malaysia-mofa",
    file: "malaysia-mofa/press-release.html",
    url: "https://www.kln.gov.my/web/guest/press-releases",
    entries: 293,
  },
  {
    sourceId: "pm-gc-ca",
    file: "pm-gc-ca/speeches-2019.html",
    url: "https://pm.gc.ca/eng/news/speeches",
    entries: 10,
  },
  {
    sourceId: "gov-scot",
    file: "gov-scot/feed-2017.rss.xml",
    url: "https://news.gov.scot/feed/rss",
    entries: 2,
  },
];

function readoutsOf(sourceId: string, entries: readonly Entry[]): readonly Entry[] {
  const source = catalogueSource(sourceId);
  return entries.filter(({ url, entryId }) => identify(source, { url, guid: entryId }) !== null);
}

suite("recorded listings", () => {
  test.each(cases)(
    "$file: every entry with its title and day",
    ({ sourceId, file, url, entries }) => {
      const reading = readRecordedListing(sourceId, file, url);
      if (reading.outcome === "unreadable") throw new Error(reading.reason);
      const readouts = readoutsOf(sourceId, reading.entries);
      expect(readouts).toHaveLength(entries);
      expect(
        readouts.filter(({ title, publishedAt }) => title === null || publishedAt === null),
      ).toEqual([]);
      expect(reading.problems).toEqual([]);
    },
  );

  test("an organisation's page of GOV.UK's content API lists what it features", () => {
    const url =
      "https://www.gov.uk/api/content/government/organisations/prime-ministers-office-10-downing-street";
    const reading = readRecordedListing("gov-uk-pm", "gov-uk/organisation/number_10.json", url);
    expect(reading.outcome === "read" ? reading.entries.length : 0).toBeGreaterThan(3);
  });

  test.each([
    [
      "cameroon-pm",
      "cameroon-pm/cameron.html",
      "https://www.spm.gov.cm/site/?q=en/documentation/speeches",
    ],
    ["timor-leste", "timor-leste-gov/timor.html", "http://timor-leste.gov.tl/?cat=27&lang=en"],
  ])("%s: its one document with its day, whose address the recording changed", (id, file, url) => {
    const reading = readRecordedListing(id, file, url);
    expect(reading).toMatchObject({
      outcome: "read",
      entries: [{ publishedAt: expect.any(String) }],
    });
  });
});
