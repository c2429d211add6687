import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { LANGUAGE_VERSION } from "../../lambda/query/language-version.ts";
import { parseQuery } from "../../lambda/query/parsing/parse-query.ts";

/** What each version accepted, as it read it; written by that version's own parser. */
interface Accepted {
  readonly query: string;
  readonly canonical: string;
}

const folder = new URL("language-versions/", import.meta.url);
const versions = readdirSync(folder).toSorted();

describe("a query that was accepted once", () => {
  test.each(versions)("by the version of %s is read today, with the same meaning", (name) => {
    const accepted = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as readonly Accepted[];
    expect(accepted.length).toBeGreaterThan(100);
    for (const { query, canonical } of accepted) {
      const [today, asThen] = [query, canonical].map((text) => parseQuery(text));
      expect({ query, today }).toMatchObject({ query, today: { ok: true } });
      const meaning = asThen?.ok === true ? asThen.canonical : null;
      expect({ query, today }).toMatchObject({ query, today: { canonical: meaning } });
    }
  });

  test("has its version's queries here, from the first version to the present one", () => {
    const all = Array.from({ length: LANGUAGE_VERSION }, (_, n) => `${n + 1}.json`);
    expect(versions).toEqual(all);
  });
});
