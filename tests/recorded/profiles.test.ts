import { describe, expect, test } from "@jest/globals";
import type { ReadoutContent } from "../../lambda/readouts/readout.ts";
import {
  gold,
  isRecorded,
  readRecordedPage,
  type RecordedFile,
  recordedFiles,
} from "./recorded-files.ts";

const suite = isRecorded ? describe : describe.skip;
const files = recordedFiles();

function contentOf(sourceId: string, file: RecordedFile): ReadoutContent {
  const reading = readRecordedPage(sourceId, file);
  if (reading.outcome === "unreadable") throw new Error(`${file.file}: ${reading.reason}`);
  return reading.content;
}

function textOf({ lead, blocks }: ReadoutContent): string {
  return [lead ?? "", ...blocks.map(({ text }) => text)].join("\n");
}

function plain(text: string): string {
  return text.replaceAll("\u00AD", "").replaceAll(/\s+/gu, " ").trim();
}

suite("pages of one recording each, by their profiles", () => {
  const single = files.filter(({ groundTruth }) => groundTruth !== undefined);
  const stated: Readonly<Record<string, string>> = {
    bundespraesident: "2003-03-30T22:00:00.000Z",
    bundesrat: "2022-01-26T23:00:00.000Z",
    "bundeskanzleramt-at": "2022-01-31T23:00:00.000Z",
    "auswaertiges-amt": "2021-11-11T23:00:00.000Z",
    bmz: "2022-01-24T23:00:00.000Z",
  };

  test.each(single)("$source: what must be in the text is, what must not is not", (file) => {
    const content = contentOf(file.source, file);
    const text = plain(textOf(content));
    for (const part of file.groundTruth?.mustContain ?? []) expect(text).toContain(plain(part));
    for (const part of file.groundTruth?.mustNotContain ?? []) {
      expect(text).not.toContain(plain(part));
    }
  });

  test.each(single)("$source: the day that the page states, and a title of one line", (file) => {
    const { title, publishedAt } = contentOf(file.source, file);
    expect(publishedAt).toEqual({ at: stated[file.source], precision: "day" });
    expect(title).not.toMatch(/\n|\||^\d/);
    expect(title.length).toBeGreaterThan(20);
  });
});

suite("GOV.UK's content API", () => {
  test.each(isRecorded ? gold("gov-uk") : [])("$file", ({ file, expected }) => {
    const recorded = files.find((one) => one.file.endsWith(file));
    if (recorded === undefined) throw new Error(`${file} is not recorded`);
    const { title, publishedAt, blocks } = contentOf("gov-uk", recorded);
    expect(title).toBe(expected.title);
    expect(publishedAt?.at).toBe(new Date(expected.date).toISOString());
    const read = new Set(blocks.map(({ text }) => text));
    const missing = expected.body.filter((paragraph) => !read.has(plain(paragraph)));
    expect(missing.length / Math.max(1, expected.body.length)).toBeLessThan(0.2);
  });

  test("a page that lists is no readout", () => {
    const lists = files.filter(({ source, kind }) => source === "gov-uk" && kind === "listing");
    const finders = lists.filter(({ file }) => file.includes("finder-frontend"));
    for (const file of finders) {
      expect(readRecordedPage("gov-uk", file)).toMatchObject({ outcome: "unreadable" });
    }
  });
});

suite("messages of the Swiss government", () => {
  const messages = files.filter(({ source }) => source === "swiss-news");

  test("each is read, in English where there is English, on its day", () => {
    const languages = messages.map((file) => {
      const { language, publishedAt, title, blocks, place } = contentOf("swiss-news", file);
      const day = new Date(`${file.date ?? ""}T00:00:00+01:00`).getTime();
      expect(Math.abs(Date.parse(publishedAt?.at ?? "") - day)).toBeLessThanOrEqual(3_600_000);
      expect(title).not.toBe("");
      expect(place).not.toBeNull();
      expect(blocks.map(({ text }) => text).join(" ")).not.toMatch(/<\/?\w|&lt;|&nbsp;/);
      return language;
    });
    expect(languages).toHaveLength(20);
    expect(languages.filter((one) => one === "en")).toHaveLength(9);
    expect(new Set(languages)).toEqual(new Set(["en", "de"]));
  });
});

suite("pages whose text is a file", () => {
  test("are named, with the file", () => {
    const page = files.find(({ file }) => file === "cameroon-pm/2021.html");
    if (page === undefined) throw new Error("not recorded");
    expect(readRecordedPage("cameroon-pm", page)).toEqual({
      outcome: "unreadable",
      reason: expect.stringMatching(/^the text is in a PDF, which is not read yet: .+\.pdf$/),
    });
  });
});

suite("the Malaysian ministry's page", () => {
  test("gives title, text and the day in its last line", () => {
    const page = files.find(({ file }) => file === "malaysia-mofa/uae-500.html");
    if (page === undefined) throw new Error("not recorded");
    const content = contentOf("malaysia-mofa", page);
    expect(content.title).toMatch(/^UNITED ARAB EMIRATES .+ MALAYSIA$/);
    expect(content.publishedAt?.at).toBe("2022-01-24T16:00:00.000Z");
    expect(textOf(content)).not.toMatch(/Print|Share|Back/);
  });
});

suite("the Kremlin's pages", () => {
  const pages = files.filter(
    ({ source, kind, file }) =>
      source === "kremlin-en" && kind === "page" && file.includes("/pages/"),
  );

  test("are read without person cards, pictures' captions and tags", () => {
    const unreadable = pages.flatMap((file) => {
      const reading = readRecordedPage("kremlin-en", file);
      if (reading.outcome === "unreadable") return [`${file.file}: ${reading.reason}`];
      expect(textOf(reading.content)).not.toMatch(/Photo: |Topics|masha|Publication status/);
      return [];
    });
    expect(pages.length).toBeGreaterThan(70);
    expect(unreadable.length).toBeLessThanOrEqual(4);
  });
});
