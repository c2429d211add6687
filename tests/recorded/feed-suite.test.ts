import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { decode } from "../../lambda/sources/decoding.ts";
import { isOurs, meets, readCaseFeed, readSuite, type SuiteCase } from "./feed-suite/suite.ts";

const archive = join(
  import.meta.dirname,
  "../../../shared/recorded/feed-suite/feedparser-tests.tar.gz",
);
const suite = existsSync(archive) ? describe : describe.skip;

/** Expectations that we do not share, and why. */
const reasons: Readonly<Record<string, string>> = {
  "wellformed/rss/item_description_not_a_doctype.xml":
    "`<!'` is shown as text there; browsers, and we, take it for a comment that is not closed",
  "encoding/bozo_double-encoded-html.xml": "text that was encoded twice is archived as published",
  "encoding/double-encoded-html.xml": "text that was encoded twice is archived as published",
  "encoding/bozo_linenoise.xml": "one stray byte costs one character, not the declared encoding",
  "entities/lang.xml": "HTML 5 has made it U+27E8",
  "entities/rang.xml": "HTML 5 has made it U+27E9",
};

function compare(cases: readonly SuiteCase[]): { count: number; failed: readonly string[] } {
  let count = 0;
  const failed: string[] = [];
  for (const one of cases) {
    const expected = one.expected?.filter((its) => isOurs(its, one)) ?? [];
    if (expected.length === 0) continue;
    count += 1;
    const feed = readCaseFeed(one);
    if (feed === null || !expected.every((its) => meets(feed, its))) failed.push(one.file);
  }
  return { count, failed };
}

function isWellFormed({ file }: SuiteCase): boolean {
  return file.startsWith("wellformed/");
}

suite("another feed reader's suite", () => {
  const cases = existsSync(archive) ? readSuite(archive) : [];

  test("well-formed feeds are read as it expects: 99 in 100, the others for a reason", () => {
    const { count, failed } = compare(cases.filter(isWellFormed));
    expect(failed.filter((file) => reasons[file] === undefined)).toEqual([]);
    expect(count).toBeGreaterThan(160);
    expect(failed.length / count).toBeLessThanOrEqual(0.01);
  });

  test("entities, encodings and ill-formed feeds too", () => {
    const { count, failed } = compare(cases.filter((one) => !isWellFormed(one)));
    expect(failed.filter((file) => reasons[file] === undefined)).toEqual([]);
    expect(count).toBeGreaterThan(260);
    expect(failed.length / count).toBeLessThanOrEqual(0.02);
  });

  test("ill-formed feeds give all their entries", () => {
    const illFormed = cases.filter(({ file, bytes }) => {
      return /^illformed|bozo/.test(file) && itemsIn(bytes) > 0;
    });
    const lost = illFormed.filter((one) => readCaseFeed(one)?.items.length !== itemsIn(one.bytes));
    expect(illFormed.length).toBeGreaterThan(10);
    expect(lost.map(({ file }) => file)).toEqual([]);
  });

  test("an encoding that nothing names is told from the bytes", () => {
    const guessed = cases.filter(({ file }) => file.startsWith("illformed/chardet/"));
    const wrong = guessed.filter(({ bytes }) => {
      const name = /encoding == '([^']+)'/.exec(bytes.toString("latin1"))?.[1];
      return decode(bytes, null) !== new TextDecoder(name).decode(bytes);
    });
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  test("no file of it breaks the reader", () => {
    for (const one of cases) expect(() => readCaseFeed(one)).not.toThrow();
  });
});

function itemsIn(bytes: Buffer): number {
  return bytes.toString("latin1").match(/<(?:item|entry)[\s>]/g)?.length ?? 0;
}
