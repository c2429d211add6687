import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { htmlToLine, tidy } from "../../../lambda/sources/markup.ts";
import { decode } from "../../../lambda/sources/decoding.ts";
import { ListingError, type ListingItems } from "../../../lambda/sources/listings/listing-item.ts";
import { readXmlFeed } from "../../../lambda/sources/listings/xml-feed.ts";
import { readTime } from "../../../lambda/sources/stated-times.ts";
import { type Expected, readExpectation } from "./expectation.ts";

/** One file of the suite: a feed, and what a reader gets of it. */
export interface SuiteCase {
  readonly file: string;
  readonly bytes: Buffer;
  readonly contentType: string | null;
  readonly expected: readonly Expected[] | null;
}

export function readSuite(archive: string): readonly SuiteCase[] {
  const folder = mkdtempSync(join(tmpdir(), "readouts-feed-suite-"));
  try {
    execFileSync("tar", ["xzf", archive, "-C", folder]);
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    return files
      .filter((name) => name.endsWith(".xml"))
      .toSorted()
      .map((name) => readCase(relative("tests", name), readFileSync(join(folder, name))));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readCase(file: string, bytes: Buffer): SuiteCase {
  const text = inUnicode(bytes);
  const python = /Expect:\s*([\s\S]*?)\s*-->/.exec(text)?.[1] ?? "";
  const contentType = /Header:\s*content-type:\s*(.+)/i.exec(text)?.[1]?.trim() ?? null;
  return { file, bytes, contentType, expected: readExpectation(python) };
}

/** Enough for the comment, which is ASCII. */
function inUnicode(bytes: Buffer): string {
  return bytes.toString("latin1").replaceAll("\u0000", "");
}

/** @returns null where there is no feed in it */
export function readCaseFeed({ bytes, contentType }: SuiteCase): ListingItems | null {
  try {
    return readXmlFeed(decode(bytes, contentType), "http://example.com/");
  } catch (error) {
    if (error instanceof ListingError) return null;
    throw error;
  }
}

const ours =
  /^(?:feed\.title(?:_detail\.value)?|entries\[\d+\]\.(?:title|title_detail\.value|link|id|guid|summary|summary_detail\.value|description|content\[0\]\.value|published|published_parsed|updated|updated_parsed|issued|issued_parsed|modified))$/;

/** Whether an expectation is of a field that we read: of a whole text and its summary, the whole. */
export function isOurs({ path }: Expected, { file }: SuiteCase): boolean {
  return (
    ours.test(path) &&
    !/(?:description_and_summary|summary_and_description|content_and_summary)/.test(file)
  );
}

/** Whether a feed, as we read it, says what is expected. Of markup the text counts: it is all that we keep. */
export function meets(feed: ListingItems, { path, value }: Expected): boolean {
  const [, index, field] = /^entries\[(\d+)\]\.(\w+)/.exec(path) ?? [];
  if (index === undefined) return isSameText(feed.title, value);
  const item = feed.items[Number(index)];
  if (item === undefined) return false;
  switch (field) {
    case "title":
    case "title_detail":
      return isSameText(item.title, value);
    case "link":
      return item.links[0] === new URL(String(value), "http://example.com/").href;
    case "id":
    case "guid":
      return item.id === value;
    case "published":
    case "issued":
      return item.published === value;
    case "updated":
    case "modified":
      return item.updated === value || item.published === value;
    case "published_parsed":
    case "issued_parsed":
      return isSameTime(item.published, value);
    case "updated_parsed":
      return isSameTime(item.updated ?? item.published, value);
    case undefined:
    default:
      return isSameText(item.bodyHtml, value);
  }
}

function isSameText(html: string | null, value: unknown): boolean {
  const text = String(value);
  if (html === null) return text === "";
  const read = htmlToLine(html);
  return [tidy(text), htmlToLine(text)].includes(read) || html === text;
}

function isSameTime(stated: string | null, value: unknown): boolean {
  if (stated === null || !Array.isArray(value)) return false;
  const style = { timeZone: "UTC", language: "en", formats: null, ignoreOffset: false };
  const [year = 0, month = 1, day, hour, minute, second] = value.map(Number);
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second)).toISOString();
  return readTime(stated, style)?.at === at;
}
