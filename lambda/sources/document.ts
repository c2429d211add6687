import { load } from "cheerio/slim";
import { countryMentions } from "../readouts/countries/mentions.ts";
import { saysContinued } from "../readouts/continued.ts";
import { eventDaysInText } from "../readouts/event-days.ts";
import { readKind } from "../readouts/kind.ts";
import { participantsOf } from "../readouts/participants.ts";
import type { ReadoutContent } from "../readouts/readout.ts";
import { readTurns } from "../readouts/turns.ts";
import { decode } from "./decoding.ts";
import { languageOfText } from "./language.ts";
import { collectBlocks, type MarkedBlock } from "./markup.ts";
import { readGenericPage } from "./pages/generic-page.ts";
import { isAbyss } from "./nesting.ts";
import { readHtmlPage, takeText } from "./pages/html-page.ts";
import { readJsonPage } from "./pages/json-page.ts";
import { PageError, type PageParts } from "./pages/page-parts.ts";
import { readXmlPage } from "./pages/xml-page.ts";
import type { DocumentReading, Entry } from "./reading.ts";
import type { PageProfile, Source } from "./source.ts";
import { dayIn } from "./stated-times.ts";
import { unwrap } from "./syndication.ts";

/** A page as fetched. */
export interface PageBytes {
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
}

/** Reads a page of a source by its profile, or by what pages have in common where it has none. */
export function readDocument(source: Source, page: PageBytes): DocumentReading {
  if (source.body === "feed" && source.page === null) {
    return unreadable(`the text of ${source.id} is read from its feed, not from its pages`);
  }
  if (page.bytes.length === 0) return unreadable("the page is empty");
  const kind = otherKind(page);
  if (kind !== null) return unreadable(`${kind}, which is not read yet`);
  return guarded(() => content(source, readPage(source, source.page, page)));
}

function readPage(source: Source, profile: PageProfile | null, page: PageBytes): PageParts {
  const text = decode(page.bytes, page.contentType);
  if (isAbyss(text)) throw new PageError("markup nested too deeply");
  if (profile === null) return readGenericPage(source, text);
  switch (profile.format) {
    case "json":
      return readJsonPage(source, profile, text);
    case "xml":
      return readXmlPage(source, profile, text);
    case "html":
    case undefined:
    default:
      return readHtmlPage(source, profile, text);
  }
}

/** Reads the text that a feed's entry carries. */
export function readEntry(source: Source, entry: Entry): DocumentReading {
  if (entry.title === null) return unreadable("the entry has no title");
  if (entry.bodyHtml === null) return unreadable("the entry carries no text");
  const { title, bodyHtml, publishedAt } = entry;
  return guarded(() => {
    if (isAbyss(bodyHtml)) throw new PageError("markup nested too deeply");
    const $ = load(bodyHtml, null, false);
    $(joined(source.feed.drop)).remove();
    const lead = takeText($, source.feed.lead);
    return content(source, {
      title,
      language: null,
      lead,
      blocks: collectBlocks($.root().toArray()),
      publishedAt: publishedAt === null ? null : { at: publishedAt, precision: "second" },
      eventDay: null,
      place: null,
      problems: [],
    });
  });
}

function content(source: Source, read: PageParts): DocumentReading {
  const { title, lead, blocks, origin } = unwrap(source, read);
  if (blocks.length === 0 && lead === null) return unreadable("there is no text in it");
  const turns = readTurns(blocks);
  const { eventDay: day } = read;
  const language = read.language ?? languageOfText(textOf(lead, blocks), source.language);
  const spoken = new Set(turns.flatMap(({ from, to }) => range(from, to)));
  const publishedDay =
    read.publishedAt === null ? null : dayIn(read.publishedAt.at, source.timeZone);
  const result: ReadoutContent = {
    title,
    kind: readKind(title, language),
    language,
    publishedAt: read.publishedAt,
    eventDate:
      day !== null
        ? { from: day, to: day, readFrom: "page" }
        : publishedDay === null
          ? null
          : eventDaysInText({
              title,
              lead,
              blocks: blocks.filter((_, index) => !spoken.has(index)),
              language,
              publishedDay,
            }),
    place: read.place,
    lead,
    blocks: blocks.map(({ kind, text }) => ({ kind, text })),
    turns,
    participants: participantsOf({ title, turns, language, ownCountry: source.country }),
    countries: countryMentions([title, lead ?? "", ...blocks.map(({ text }) => text)], language),
    ownCountry: origin === null ? source.country : null,
    isContinued: saysContinued(blocks),
    origin,
  };
  return { outcome: "read", content: result, problems: read.problems };
}

/** Enough of it to tell a language by. */
function textOf(lead: string | null, blocks: readonly MarkedBlock[]): string {
  const texts = [...(lead === null ? [] : [lead]), ...blocks.slice(0, 40).map(({ text }) => text)];
  return texts.join(" ").slice(0, 4000);
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

function joined(selectors: readonly string[] | undefined): string {
  return ["script", ...(selectors ?? [])].join(", ");
}

/** Markup that breaks a parser's limits is a document that cannot be read, not a fault of ours. */
function guarded(read: () => DocumentReading): DocumentReading {
  try {
    return read();
  } catch (error) {
    if (error instanceof PageError) return unreadable(error.message);
    if (error instanceof Error && ["NestingError", "RangeError"].includes(error.name)) {
      return unreadable(error.name === "RangeError" ? "markup nested too deeply" : error.message);
    }
    throw error;
  }
}

/** What other kinds of documents begin with, in hexadecimal: servers call them what they like. */
const beginnings: readonly (readonly [string, string])[] = [
  ["255044462d", "a PDF"],
  ["ffd8ff", "a picture"],
  ["89504e47", "a picture"],
  ["47494638", "a picture"],
  ["504b0304", "an office document or archive"],
  ["d0cf11e0", "an office document"],
  ["7b5c727466", "an office document"],
];

function otherKind({ bytes, contentType }: PageBytes): string | null {
  const head = Buffer.from(bytes.subarray(0, 8)).toString("hex");
  const found = beginnings.find(([beginning]) => head.startsWith(beginning));
  if (found !== undefined) return found[1];
  const [, kind] = /^\s*(image|audio|video)\//i.exec(contentType ?? "") ?? [];
  return kind === undefined || /svg/i.test(contentType ?? "") ? null : `a file of ${kind}`;
}

function unreadable(reason: string): DocumentReading {
  return { outcome: "unreadable", reason };
}
