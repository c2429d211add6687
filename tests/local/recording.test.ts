import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { openRecording } from "../../local/recording.ts";
import { aRecording } from "../builders/test-recording.ts";

const feed = "https://pm.ostrovia.example/feed";
const page = "https://pm.ostrovia.example/news/1";

function folderWith(index: string): string {
  const folder = mkdtempSync(join(tmpdir(), "readouts-recording-"));
  writeFileSync(join(folder, "INDEX.json"), index);
  return folder;
}

describe("a recording", () => {
  const recording = openRecording(
    aRecording([
      { url: feed, file: "b.xml", text: "second", fetchedAt: "2026-03-03T09:00:00Z" },
      { url: feed, file: "a.xml", text: "first", fetchedAt: "2026-03-02T09:00:00Z" },
      { url: page, file: "p.html", text: "always", contentType: "text/html" },
      { url: `${feed}.tar.xz`, file: "series.tar.xz", text: "" },
      { url: "https://x.example/", file: "data.json", text: "", kind: "dataset" },
    ]),
  );

  test("answers with the newest response at or before the time", () => {
    expect(recording.find(feed, "2026-03-02T08:59:59.000Z")).toBeNull();
    expect(recording.find(feed, "2026-03-02T09:00:00.000Z")?.file).toMatch(/a\.xml$/);
    expect(recording.find(feed, "2026-03-03T08:00:00.000Z")?.file).toMatch(/a\.xml$/);
    expect(recording.find(feed, "2030-01-01T00:00:00.000Z")?.file).toMatch(/b\.xml$/);
  });

  test("takes a response without a time as always there, and a fragment as nothing", () => {
    expect(recording.find(`${page}#top`, "1999-01-01T00:00:00.000Z")).toMatchObject({
      status: 200,
      headers: { "content-type": "text/html" },
    });
  });

  test("knows its times, earliest first", () => {
    expect(recording.times).toEqual(["2026-03-02T09:00:00.000Z", "2026-03-03T09:00:00.000Z"]);
  });

  test("passes over what is no response, and says so", () => {
    expect(recording.passedOver).toEqual([
      { url: `${feed}.tar.xz`, reason: "an archive" },
      { url: "https://x.example/", reason: "a dataset" },
    ]);
  });
});

describe("a recording is refused", () => {
  test("without an index", () => {
    const folder = mkdtempSync(join(tmpdir(), "readouts-recording-"));
    expect(() => openRecording(folder)).toThrow(
      /INDEX\.json cannot be read: a recording is a folder/,
    );
  });

  test.each([
    ["an index that is no JSON", "{files:", /INDEX\.json is no JSON/],
    ["no files", "{}", /INDEX\.json\.files: /],
    ["an entry without a URL", '{"files":[{"file":"a"}]}', /files\[0\]\.url: /],
    [
      "a URL that is none",
      '{"files":[{"url":"feed","file":"a"}]}',
      /files\[0\]\.url: is no http or https URL/,
    ],
    [
      "a missing file",
      '{"files":[{"url":"http://a.example/","file":"a.xml"}]}',
      /files\[0\]\.file: there is no file a\.xml/,
    ],
    [
      "a path out of the folder",
      '{"files":[{"url":"http://a.example/","file":"../../etc/hosts"}]}',
      /lies outside the recording's folder/,
    ],
    [
      "an absolute path",
      '{"files":[{"url":"http://a.example/","file":"/etc/hosts"}]}',
      /lies outside the recording's folder/,
    ],
    [
      "a time that is none",
      '{"files":[{"url":"http://a.example/","file":"INDEX.json","fetchedAt":"noon"}]}',
      /files\[0\]\.fetchedAt: is no time/,
    ],
    [
      "a status that is none",
      '{"files":[{"url":"http://a.example/","file":"INDEX.json","status":99}]}',
      /files\[0\]\.status: /,
    ],
  ])("for %s", (_, index, message) => {
    expect(() => openRecording(folderWith(index))).toThrow(message);
  });
});
