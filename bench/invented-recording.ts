import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a generated recording must bring, counted while it was written. */
export interface InventedTruth {
  readonly folder: string;
  readonly polls: number;
  readonly readouts: number;
  readonly laterRevisions: number;
  /** To each of the recording's subscribers. */
  readonly mails: number;
}

const feedUrl = "https://pm.ostrovia.example/news/feed/";
const eventFeedUrl = "https://president.veldmark.example/events/feed";
const sampleSources = join(import.meta.dirname, "../local/sample/sources");
const hourMs = 3_600_000;
const startMs = Date.parse("2026-03-02T08:00:00Z");
const itemsInFeed = 10;
const itemsAtFirst = 4;

const words =
  "harbour school road bridge grain budget council border rail clinic market forest river archive lamp quarry orchard museum winter statute".split(
    " ",
  );

/** As little chance as a test needs: the same seed gives the same recording. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

interface Item {
  readonly id: number;
  readonly atMs: number;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly mentionsFerry: boolean;
}

export interface RecordingOptions {
  readonly polls: number;
  readonly seed: number;
  /** Nothing comes or changes after the first poll. @default false */
  readonly isQuiet?: boolean;
  /** Who wait for the ferry. @default 1 */
  readonly readers?: number;
}

/**
 * Writes a recording of two invented press offices (those of the sample): an RSS feed that carries
 * its texts and an Atom feed whose entries lead to pages. One item an hour; every tenth poll finds
 * one that was edited; every third speaks of the ferry, for which one reader waits.
 * @param folder made here
 */
export function writeInventedRecording(
  folder: string,
  { polls, seed, isQuiet = false, readers = 1 }: RecordingOptions,
): InventedTruth {
  const throwDie = dice(seed);
  mkdirSync(folder, { recursive: true });
  cpSync(sampleSources, join(folder, "sources"), { recursive: true });
  const files: Readonly<Record<string, unknown>>[] = [];
  const record = (url: string, file: string, text: string, contentType: string, atMs: number) => {
    writeFileSync(join(folder, file), text);
    const fetchedAt = new Date(atMs).toISOString();
    files.push({ url, file, status: 200, contentType: `${contentType}; charset=utf-8`, fetchedAt });
  };
  const news = Array.from({ length: itemsAtFirst }, (_, i) =>
    item(i + 1, startMs - (itemsAtFirst - i) * hourMs, (i + 1) % 3 === 0, throwDie),
  );
  const events: Item[] = [];
  let laterRevisions = 0;
  let mails = 0;
  for (let i = 0; i < polls; i += 1) {
    const atMs = startMs + i * hourMs;
    if (i > 0 && !isQuiet) {
      const added = item(itemsAtFirst + i, atMs, (itemsAtFirst + i) % 3 === 0, throwDie);
      news.push(added);
      if (added.mentionsFerry) mails += 1;
    }
    if (i % 10 === 7 && !isQuiet) {
      const edited = news.length - 3;
      const before = news[edited];
      if (before === undefined) throw new RangeError("an edit of nothing");
      news[edited] = { ...before, paragraphs: [...before.paragraphs, sentence(throwDie)] };
      laterRevisions += 1;
      if (before.mentionsFerry) mails += 1;
    }
    record(
      feedUrl,
      `news-${i}.rss.xml`,
      rss(news.slice(-itemsInFeed)),
      "application/rss+xml",
      atMs,
    );
    if (i % 4 > 1) continue;
    if (i === 0 || (i % 4 === 1 && !isQuiet)) {
      const added = item(3000 + i, atMs, i % 8 === 1, throwDie);
      events.push(added);
      if (added.mentionsFerry) mails += 1;
      record(eventUrl(added), `event-${i}.html`, page(added), "text/html", atMs);
    }
    const atom = feedOfEvents(events.slice(-itemsInFeed), isQuiet ? startMs : atMs);
    record(eventFeedUrl, `events-${i}.atom.xml`, atom, "application/atom+xml", atMs);
  }
  const subscriptions = Array.from({ length: readers }, (_, n) => ({
    address: `reader${n === 0 ? "" : n}@newsroom.example`,
    query: "ferry",
  }));
  writeFileSync(join(folder, "INDEX.json"), JSON.stringify({ files, subscriptions }, null, 1));
  const listings = files.filter(({ url }) => url === feedUrl || url === eventFeedUrl);
  const readouts = news.length + events.length;
  return { folder, polls: listings.length, readouts, laterRevisions, mails };
}

function item(
  id: number,
  atMs: number,
  mentionsFerry: boolean,
  throwDie: (n: number) => number,
): Item {
  const paragraphs = Array.from({ length: 3 + throwDie(6) }, () => sentence(throwDie));
  return {
    id,
    atMs: atMs - 600_000,
    title: `Talks on the ${words[throwDie(words.length)]} (${id})`,
    paragraphs: mentionsFerry ? [...paragraphs, "They agreed on the ferry."] : paragraphs,
    mentionsFerry,
  };
}

function sentence(throwDie: (sides: number) => number): string {
  const some = Array.from({ length: 6 + throwDie(10) }, () => words[throwDie(words.length)]);
  return `The ministers of Ostrovia and Norrhaven spoke of ${some.join(", ")}.`;
}

function html({ paragraphs }: Item): string {
  return paragraphs.map((text) => `<p>${text}</p>`).join("\n");
}

function rss(items: readonly Item[]): string {
  const entries = items.toReversed().map(
    (one) => `<item><title>${one.title}</title>
<link>https://pm.ostrovia.example/news/talks-${one.id}/</link>
<pubDate>${new Date(one.atMs).toUTCString()}</pubDate>
<guid isPermaLink="false">https://pm.ostrovia.example/?p=${one.id}</guid>
<content:encoded><![CDATA[${html(one)}]]></content:encoded></item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Prime Minister of Ostrovia</title><link>https://pm.ostrovia.example/</link>
${entries.join("\n")}
</channel></rss>`;
}

function eventUrl({ id }: Item): string {
  return `https://president.veldmark.example/events/${id}`;
}

function feedOfEvents(items: readonly Item[], atMs: number): string {
  const entries = items.toReversed().map(
    (one) => `<entry><id>${eventUrl(one)}</id><title>${one.title}</title>
<link href="${eventUrl(one)}"/><updated>${new Date(one.atMs).toISOString()}</updated>
<published>${new Date(one.atMs).toISOString()}</published></entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>${eventFeedUrl}</id><title>Veldmark</title>
<updated>${new Date(atMs).toISOString()}</updated>
${entries.join("\n")}
</feed>`;
}

function page(one: Item): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${one.title}</title></head>
<body><article><h1 class="event-title">${one.title}</h1>
<p><time class="event-published" datetime="${new Date(one.atMs).toISOString()}">then</time>
<span class="event-place">Brennhavn</span></p>
<div class="event-lead"><p>${one.paragraphs[0]}</p></div>
<div class="event-body">${html(one)}</div></article></body></html>`;
}
