import { Readability } from "@mozilla/readability";
import { parseFeed } from "feedsmith";
import { parseHTML } from "linkedom";
import { decode } from "../lambda/sources/decoding.ts";
import { readDocument } from "../lambda/sources/document.ts";
import { readListing } from "../lambda/sources/listing.ts";
import type { Source } from "../lambda/sources/source.ts";
import { interleave } from "./interleave.ts";
import type { Subject } from "./subject.ts";

interface ReadingMeasure {
  readonly what: string;
  readonly documents: number;
  readonly perSecond: number;
  readonly megabytesPerSecond: number;
  /** Speed against the first row of its kind. */
  readonly ratio: number;
}

interface LongMeasure {
  readonly words: number;
  readonly seconds: number;
  /** What the process grew by while reading. */
  readonly megabytes: number;
}

interface Measured {
  readonly pages: readonly ReadingMeasure[];
  readonly feeds: readonly ReadingMeasure[];
  readonly long: LongMeasure;
}

const vocabulary =
  "harbour school road bridge grain budget council border rail clinic market forest river archive lamp quarry".split(
    " ",
  );
const url = "https://pm.ostrovia.example/news/1";
const pageCount = 150;
const pageParagraphs = 40;
const paragraphWords = 60;
const feedItems = 200;
const feedCount = 20;
const rounds = 5;

const profile: Source = {
  id: "ostrovia-pm",
  name: "Prime Minister of Ostrovia",
  publisher: "Prime Minister's Office",
  country: null,
  language: "en",
  timeZone: "Europe/Tallinn",
  homepage: "https://pm.ostrovia.example/",
  listings: [{ url: "https://pm.ostrovia.example/feed", format: "rss" }],
  body: "page",
  hosts: ["pm.ostrovia.example"],
  pollMinutes: 10,
  fetchTimeoutSeconds: 30,
  identity: { urls: ["."] },
  page: { title: "h1", body: ".text", drop: [".card"] },
  feed: {},
  licence: "",
  verified: "declared only",
};

export const reading: Subject = {
  name: "reading",
  description: "pages and feeds read into readouts, beside libraries",
  options: [],
  isUsual: true,
  measure(_options, say) {
    say("Reading pages and feeds ...");
    const measured = {
      pages: measurePages(),
      feeds: measureFeeds(),
      long: measureLongTranscript(),
    };
    return { json: measured, print: () => print(measured) };
  },
};

function print({ pages, feeds, long }: Measured): void {
  for (const [title, rows] of [
    ["Pages, invented transcripts of 2,400 words", pages],
    ["Feeds, of 200 entries with their text", feeds],
  ] as const) {
    console.log(title);
    console.table(
      rows.map(({ what, documents, perSecond, megabytesPerSecond, ratio }) => ({
        what,
        documents,
        "per second": perSecond,
        "MB/s": megabytesPerSecond,
        "against the first": ratio,
      })),
    );
  }
  console.log(
    `A transcript of ${long.words} words: ${long.seconds} s; the process grew by ${long.megabytes} MB.\n`,
  );
}

/** The whole reading (decode, parse, extract, structure) beside a library on the same pages with its own DOM. */
function measurePages(): readonly ReadingMeasure[] {
  const all = Array.from({ length: pageCount }, (_, index) =>
    Buffer.from(aPage(index, pageParagraphs)),
  );
  const contentType = "text/html; charset=utf-8";
  const read = (source: Source) => (bytes: Uint8Array) =>
    readDocument(source, { url, bytes, contentType });
  return beside(all, [
    ["ours, by a profile", read(profile)],
    ["ours, without one", read({ ...profile, page: null })],
    [
      "readability, linkedom",
      (bytes) => {
        const { document } = parseHTML(decode(bytes, contentType));
        return new Readability(document).parse();
      },
    ],
  ]);
}

/** Entries with their text, beside a library that parses feeds. */
function measureFeeds(): readonly ReadingMeasure[] {
  const all = Array.from({ length: feedCount }, (_, index) => Buffer.from(aFeed(index)));
  const listing = "https://pm.ostrovia.example/feed";
  return beside(all, [
    ["ours", (bytes) => readListing(profile, { url: listing, bytes, contentType: null })],
    ["feedsmith", (bytes) => parseFeed(Buffer.from(bytes).toString())],
  ]);
}

/** One transcript of 60,000 words. */
function measureLongTranscript(): LongMeasure {
  const paragraphs = 1_000;
  const bytes = Buffer.from(aPage(1, paragraphs));
  const before = process.memoryUsage().rss;
  const start = performance.now();
  readDocument(profile, { url, bytes, contentType: null });
  const seconds = Math.round(performance.now() - start) / 1000;
  const grown = Math.max(0, process.memoryUsage().rss - before);
  return { words: paragraphs * paragraphWords, seconds, megabytes: Math.round(grown / 2 ** 20) };
}

type Reader = (bytes: Uint8Array) => unknown;

function beside(
  documents: readonly Uint8Array[],
  readers: readonly (readonly [string, Reader])[],
): readonly ReadingMeasure[] {
  const megabytes = documents.reduce((sum, { length }) => sum + length, 0) / 2 ** 20;
  const ways = readers.map(([, read]) => () => {
    for (const document of documents) read(document);
  });
  const medians = interleave(ways, rounds);
  return readers.map(([what], index) => {
    const seconds = medians[index] ?? 0;
    return {
      what,
      documents: documents.length,
      perSecond: Math.round(documents.length / seconds),
      megabytesPerSecond: Math.round((megabytes / seconds) * 10) / 10,
      ratio: Math.round(((medians[0] ?? 0) / seconds) * 100) / 100,
    };
  });
}

/** Words in an order that depends on where they stand. */
function aSentence(seed: number, length: number): string {
  const words = Array.from(
    { length },
    (_, index) => vocabulary[(seed * 31 + index * 17 + index * index) % vocabulary.length],
  );
  return `The ${words.join(" ")}.`;
}

function aPage(seed: number, paragraphs: number): string {
  const text = Array.from({ length: paragraphs }, (_, index) => {
    const label = index % 4 === 0 ? `<b>Prime Minister of Ostrovia Ilse Orlan:</b> ` : "";
    return `<p>${label}${aSentence(seed + index, paragraphWords)} <span class="card">Ilse Orlan</span></p>`;
  });
  const links = Array.from(
    { length: 60 },
    (_, index) => `<li><a href="/${index}">${vocabulary[index % 16]}</a></li>`,
  );
  return `<html><head><title>Talks ${seed}</title></head><body><nav><ul>${links.join("")}</ul></nav>
<h1>Talks ${seed}</h1><div class="text">${text.join("\n")}</div><footer>${links.join("")}</footer></body></html>`;
}

function aFeed(seed: number): string {
  const items = Array.from(
    { length: feedItems },
    (
      _,
      index,
    ) => `<item><title>Talks ${index}</title><link>${url}${index}</link><guid>${seed}-${index}</guid>
<pubDate>Mon, 02 Mar 2026 10:00:00 +0000</pubDate><content:encoded><![CDATA[<p>${aSentence(seed + index, 200)}</p>]]></content:encoded></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>News</title><link>https://pm.ostrovia.example/</link><description>News</description>${items.join("\n")}</channel></rss>`;
}
