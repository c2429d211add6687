import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { prepareDocument } from "../../lambda/query/finding/document.ts";
import { matchDocument } from "../../lambda/query/finding/match-document.ts";
import { compileQueries } from "./keyed-queries.ts";
import { canonicalQuery } from "../../lambda/query/print-query.ts";
import { aQuery, errorOf } from "./queries.ts";
import { aRevision } from "../builders/readout.ts";
import { aText, aTurn, paragraphs } from "./texts.ts";

const page = readFileSync(new URL("../../docs/query-language.md", import.meta.url), "utf8");

function cells(line: string): readonly string[] {
  return line
    .replace(/^\||\|$/gu, "")
    .split("|")
    .map((cell) => cell.trim().replace(/^`(.*)`$/u, "$1"));
}

/** The rows of all tables of the page whose heading row is this one. */
function rowsUnder(...heading: readonly string[]): readonly (readonly string[])[] {
  const lines = page.split("\n");
  return lines.flatMap((line, n) => {
    if (!line.startsWith("|") || cells(line).join() !== heading.join()) return [];
    const rest = lines.slice(n + 2);
    const end = rest.findIndex((row) => !row.startsWith("|"));
    return rest.slice(0, end === -1 ? undefined : end).map(cells);
  });
}

/** By an alert and by a search. */
function isFound(query: string, text: string, language = "en"): readonly boolean[] {
  const document = prepareDocument(aText({ language, blocks: paragraphs(text) }));
  const set = compileQueries([{ key: "it", query: aQuery(query) }]);
  return [set.match(document).length > 0, matchDocument(aQuery(query), document) !== null];
}

describe("the query language's page", () => {
  test.each(rowsUnder("query", "finds", "does not find"))(
    "%s finds “%s”, not “%s”",
    (query = "", found = "", missed = "") => {
      expect(isFound(query, found)).toEqual([true, true]);
      expect(isFound(query, missed)).toEqual([false, false]);
    },
  );

  test.each(rowsUnder("language", "query", "finds", "does not find"))(
    "in %s, %s finds “%s”, not “%s”",
    (language = "", query = "", found = "", missed = "") => {
      expect(isFound(query, found, language)).toEqual([true, true]);
      expect(isFound(query, missed, language)).toEqual([false, false]);
    },
  );

  test.each(rowsUnder("query", "finds it"))(
    "of the one readout, %s: %s",
    (query = "", answer = "") => {
      const said = ["Oil is dear.", "Gas too.", "Grain is not."];
      const blocks = paragraphs("A walk by the harbour.", ...said);
      const turns = [aTurn("Ines Halloran", 1, 3), aTurn("Tom Orlan", 3, 4)];
      const document = prepareDocument(
        aText({
          title: "Talks on grain",
          kind: "call",
          lead: "They met in Port Aldo.",
          blocks,
          turns,
          isContinued: true,
          participants: [
            { name: "Ines Halloran", role: "Minister of Trade", country: "KG", side: null },
            { name: "Tom Orlan", role: null, country: "RU", side: null },
          ],
          place: "Port Aldo",
          countries: [
            { country: "FR", weight: 0.9 },
            { country: "KG", weight: 0.1 },
          ],
          eventDate: { from: "2021-02-27", to: "2021-02-28", readFrom: "page" },
          publishedAt: { at: "2021-03-01T14:40:00.000Z", precision: "minute" },
        }),
        aRevision({ sourceId: "ostrovia-pm", change: "edited" }),
      );
      const set = compileQueries([{ key: "it", query: aQuery(query) }]);
      const found = [
        set.match(document).length > 0,
        matchDocument(aQuery(query), document) !== null,
      ];
      expect(found).toEqual([answer === "yes", answer === "yes"]);
    },
  );

  test.each(rowsUnder("query", "column", "because"))(
    "%s is refused at column %s: %s",
    (query = "", column = "", message = "") => {
      expect(errorOf(query)).toMatchObject({ column: Number(column), message });
    },
  );

  test.each(rowsUnder("query", "canonical text"))(
    "%s is the same as %s",
    (query = "", text = "") => {
      expect(canonicalQuery(aQuery(query))).toBe(text);
    },
  );

  test("has its tables", () => {
    expect(rowsUnder("query", "finds", "does not find").length).toBeGreaterThan(25);
    expect(rowsUnder("language", "query", "finds", "does not find").length).toBeGreaterThan(8);
    expect(rowsUnder("query", "finds it").length).toBeGreaterThan(8);
    expect(rowsUnder("query", "column", "because").length).toBeGreaterThan(15);
    expect(rowsUnder("query", "canonical text").length).toBeGreaterThan(3);
  });
});
