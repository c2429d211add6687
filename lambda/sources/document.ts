import { load } from "cheerio/slim";
import { countryMentions } from "../readouts/countries.ts";
import { saysContinued } from "../readouts/continued.ts";
import { readKind } from "../readouts/kind.ts";
import type { Participant, PublishedAt, ReadoutContent, Turn } from "../readouts/readout.ts";
import { readTurns } from "../readouts/turns.ts";
import { decode } from "./decoding.ts";
import { collectBlocks, type MarkedBlock, tidy } from "./markup.ts";
import type { DocumentReading, Entry } from "./reading.ts";
import type { PageProfile, Source } from "./source.ts";
import { readDay, readTime, type TimeStyle } from "./stated-times.ts";
import { unwrap } from "./syndication.ts";

/** A page as fetched. */
export interface PageBytes {
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
}

/** Reads a page of a source by its profile. */
export function readDocument(source: Source, page: PageBytes): DocumentReading {
  if (source.page === null) {
    return unreadable(`${source.id} has no page profile: its text is read from its feed`);
  }
  if (page.bytes.length === 0) return unreadable("the page is empty");
  if (isPdf(page)) return unreadable("a PDF, which is not read yet");
  const profile = source.page;
  return guarded(() => readPage(source, profile, decode(page.bytes, page.contentType)));
}

/** Reads the text that a feed's entry carries. */
export function readEntry(source: Source, entry: Entry): DocumentReading {
  if (entry.title === null) return unreadable("the entry has no title");
  if (entry.bodyHtml === null) return unreadable("the entry carries no text");
  const { title, bodyHtml, publishedAt } = entry;
  return guarded(() => {
    const $ = load(bodyHtml, null, false);
    $(joined(source.feed.drop)).remove();
    const lead = take($, source.feed.lead);
    return content(source, {
      title,
      lead,
      blocks: collectBlocks($.root().toArray()),
      publishedAt: publishedAt === null ? null : { at: publishedAt, precision: "second" },
      eventDay: null,
      place: null,
    });
  });
}

function readPage(source: Source, profile: PageProfile, html: string): DocumentReading {
  const $ = load(html);
  const title = tidy($(profile.title).first().text());
  if (title === "") return unreadable(`the page has no title (${profile.title})`);
  const style = (formats: readonly string[] | undefined): TimeStyle => ({
    timeZone: source.timeZone,
    language: source.language,
    formats: formats ?? null,
    ignoreOffset: false,
  });
  const stated = (rule: PageProfile["published"]): string | null => {
    if (rule === undefined) return null;
    const found = $(rule.selector).first();
    const text = rule.attribute === undefined ? found.text() : found.attr(rule.attribute);
    return text === undefined || text.trim() === "" ? null : text;
  };
  const published = stated(profile.published);
  const event = stated(profile.eventDate);
  const place = profile.place === undefined ? "" : tidy($(profile.place).first().text());
  $(joined(profile.drop)).remove();
  const lead = take($, profile.lead);
  const bodies = $(profile.body).toArray();
  if (bodies.length === 0) {
    return unreadable(`the page has no text (${profile.body}): it may be of another kind`);
  }
  return content(source, {
    title,
    lead,
    blocks: collectBlocks(bodies),
    publishedAt: published === null ? null : readTime(published, style(profile.published?.formats)),
    eventDay: event === null ? null : readDay(event, style(profile.eventDate?.formats)),
    place: place === "" ? null : place,
  });
}

interface Read {
  readonly title: string;
  readonly lead: string | null;
  readonly blocks: readonly MarkedBlock[];
  readonly publishedAt: PublishedAt | null;
  readonly eventDay: string | null;
  readonly place: string | null;
}

function content(source: Source, read: Read): DocumentReading {
  const { title, lead, blocks, origin } = unwrap(source, read);
  if (blocks.length === 0 && lead === null) return unreadable("there is no text in it");
  const turns = readTurns(blocks);
  const { eventDay: day } = read;
  const result: ReadoutContent = {
    title,
    kind: readKind(title),
    language: source.language,
    publishedAt: read.publishedAt,
    eventDate: day === null ? null : { from: day, to: day },
    place: read.place,
    lead,
    blocks: blocks.map(({ kind, text }) => ({ kind, text })),
    turns,
    participants: speakers(turns),
    countries: countryMentions(
      [title, lead ?? "", ...blocks.map(({ text }) => text)],
      source.language,
    ),
    isContinued: saysContinued(blocks),
    origin,
  };
  return { outcome: "read", content: result, problems: [] };
}

/** Who spoke, each once, with the office that any of their labels named. */
function speakers(turns: readonly Turn[]): readonly Participant[] {
  const named = new Map<string, Participant>();
  for (const { speaker, role, label } of turns) {
    if (!label.includes(" ")) continue;
    const known = named.get(speaker);
    named.set(speaker, { name: speaker, role: known?.role ?? role, country: null });
  }
  return [...named.values()];
}

/** Takes the text of the elements of a selector out of the document. */
function take($: ReturnType<typeof load>, selector: string | undefined): string | null {
  if (selector === undefined) return null;
  const found = $(selector);
  const text = tidy(
    collectBlocks(found.toArray())
      .map((block) => block.text)
      .join(" "),
  );
  found.remove();
  return text === "" ? null : text;
}

function joined(selectors: readonly string[] | undefined): string {
  return ["script", ...(selectors ?? [])].join(", ");
}

/** Markup that breaks a parser's limits is a document that cannot be read, not a fault of ours. */
function guarded(read: () => DocumentReading): DocumentReading {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && ["NestingError", "RangeError"].includes(error.name)) {
      return unreadable(error.name === "RangeError" ? "markup nested too deeply" : error.message);
    }
    throw error;
  }
}

function isPdf({ bytes }: PageBytes): boolean {
  return Buffer.from(bytes.subarray(0, 5)).toString("latin1") === "%PDF-";
}

function unreadable(reason: string): DocumentReading {
  return { outcome: "unreadable", reason };
}
