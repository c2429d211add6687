import { deserialize, serialize } from "node:v8";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { prepareDocument } from "../../../lambda/query/finding/document.ts";
import { matchDocument } from "../../../lambda/query/finding/match-document.ts";
import { compileQueries } from "../keyed-queries.ts";
import type { ReadoutContent } from "../../../lambda/readouts/readout.ts";
import { processEnvironment } from "../../../lambda/runtime/environment.ts";
import { aRevision } from "../../builders/readout.ts";
import { QuerySet, restoreQuerySet } from "../../../lambda/query/set/query-set.ts";
import { Lexicon } from "../../../lambda/query/words/lexicon.ts";
import type { Query } from "../../../lambda/query/query.ts";
import { aText, aTurn, paragraphs } from "../texts.ts";
import { acceptedQuery, VOCABULARY } from "../arbitrary-query.ts";
import { wants } from "../oracle.ts";
import { aQuery } from "../queries.ts";

const text = fc
  .array(fc.constantFrom(...VOCABULARY, "cease-fire"), { minLength: 1, maxLength: 6 })
  .map((words) => words.join(" "));

const named: Partial<ReadoutContent> = {
  participants: [{ name: "Anna Vale", role: "Minister of Trade", country: "KG", side: null }],
  place: "Port Aldo",
  countries: [
    { country: "RU", weight: 0.9 },
    { country: "KG", weight: 0.1 },
  ],
  eventDate: { from: "2026-03-03", to: "2026-03-04", readFrom: "page" },
  publishedAt: { at: "2026-03-05T14:40:00.000Z", precision: "minute" },
};
const revision = aRevision({ sourceId: "ostrovia-pm", change: "edited" });

/** A few in any run; all of them where ORACLE_RUNS says how many. */
const runs = Number(processEnvironment["ORACLE_RUNS"] ?? 3000);

describe("a set of queries", () => {
  test("finds what each query finds by itself, and what the words of the language say", () => {
    const queries = fc.array(acceptedQuery, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(queries, fc.array(text, { minLength: 1, maxLength: 5 }), (set, texts) => {
        const [title = "", ...body] = texts.map((one) => one.toLowerCase());
        const [printedTitle = "", ...printed] = texts;
        const turns = [aTurn("Ines Halloran", 1, 2), aTurn("Tom Orlan", 2, 4)];
        const content = aText({
          title: printedTitle,
          blocks: paragraphs(...printed),
          turns,
          ...named,
        });
        const document = prepareDocument(content, revision);
        const told = {
          title,
          body,
          said: body.slice(1, 4),
          turns: [
            { speaker: "ines halloran", said: body.slice(1, 2) },
            { speaker: "tom orlan", said: body.slice(2, 4) },
          ],
          participants: ["anna vale", "minister of trade"],
          place: "port aldo",
          facts: [
            "kind:talks",
            "lang:en",
            "is:edited",
            "source:ostrovia-pm",
            "country:RU",
            "country:KG",
            "between:KG,RU",
          ],
          days: { date: ["2026-03-03", "2026-03-04"], published: ["2026-03-05"] },
          words: body.join(" ").split(/[ -]/).filter(Boolean).length,
        };
        const stored = set.map((query, n) => ({ key: `query ${n}`, query }));
        const oracle = stored.filter(({ query }) => wants(query, told)).map(({ key }) => key);
        const each = stored.filter(({ query }) => matchDocument(query, document) !== null);
        expect(each.map(({ key }) => key)).toEqual(oracle);
        expect(compileQueries(stored).match(document)).toEqual(oracle);
      }),
      { numRuns: runs },
    );
  }, 3_600_000);

  test("evaluates queries of equal meaning once", () => {
    const set = compileQueries([
      { key: "a", query: aQuery("gas oil") },
      { key: "b", query: aQuery("Oil AND Gas") },
    ]);
    expect(set.size).toBe(1);
    expect(set.match(prepareDocument(aText({ title: "Gas, oil" })))).toEqual(["a", "b"]);
  });

  test("evaluates only queries that share a rare word with the readout", () => {
    const stored = Array.from({ length: 10_000 }, (_, n) => ({
      key: `q${n}`,
      query: aQuery(`the President of "Country ${n}"`.replace(" of", ' "of"')),
    }));
    const set = compileQueries(stored);
    const document = prepareDocument(aText({ title: "The President of Country 4711" }));
    expect(set.match(document)).toEqual(["q4711"]);
    expect(set.candidates(document)).toBe(1);
  });

  test("finds a hyphenated word in whichever spelling it is indexed", () => {
    const set = compileQueries([{ key: "q", query: aQuery("cease-fire -oil") }]);
    for (const title of ["Ceasefire", "Cease fire", "Cease-fire"]) {
      expect(set.match(prepareDocument(aText({ title })))).toEqual(["q"]);
    }
  });

  test("finds the same however queries came and went, and when it was saved and restored between", () => {
    const change = fc.record({
      reference: fc.nat(7),
      query: acceptedQuery,
      isRestored: fc.nat(5).map((n) => n === 0),
    });
    const changes = fc.array(change, { minLength: 1, maxLength: 30 });
    const like = [aText({ title: VOCABULARY.join(" ") }), aText({ language: "ru" })];
    fc.assert(
      fc.property(changes, fc.array(text, { minLength: 1, maxLength: 3 }), (made, texts) => {
        let set = new QuerySet();
        const kept = new Map<number, Query>();
        for (const { reference, query, isRestored } of made) {
          if (isRestored) {
            const bytes = serialize(set.save(like));
            set = restoreQuerySet(deserialize(bytes) as ReturnType<typeof set.save>);
          }
          if (kept.delete(reference)) set.remove(reference);
          else {
            kept.set(reference, query);
            set.add(reference, query);
          }
          const turns = [aTurn("Ines Halloran", 0, 1)];
          const content = aText({ title: "", blocks: paragraphs(...texts), turns, ...named });
          const document = prepareDocument(content, revision);
          const found = [...set.match(document)].toSorted((a, b) => a - b);
          const each = [...kept].filter(([, its]) => matchDocument(its, document) !== null);
          expect(found).toEqual(each.map(([its]) => its).toSorted((a, b) => a - b));
        }
      }),
      { numRuns: Math.ceil(runs / 10) },
    );
  }, 3_600_000);

  test("keeps apart what several ask for, and forgets each by itself", () => {
    const set = new QuerySet();
    const document = prepareDocument(aText({ title: "Gas and oil" }));
    for (let reference = 0; reference < 50; reference += 1) {
      set.add(reference, aQuery(reference % 2 === 0 ? "gas oil" : "oil gas"));
    }
    expect(set.size).toBe(1);
    expect(set.match(document)).toHaveLength(50);
    for (let reference = 0; reference < 49; reference += 1) set.remove(reference);
    expect([...set.match(document)]).toEqual([49]);
    set.remove(49);
    set.remove(49);
    expect([set.size, set.match(document)]).toEqual([0, new Int32Array(0)]);
    set.add(3, aQuery("oil AND gas"));
    expect([...set.match(document)]).toEqual([3]);
  });

  test("refuses a reference that is in use", () => {
    const set = new QuerySet();
    set.add(1, aQuery("gas"));
    expect(() => {
      set.add(1, aQuery("oil"));
    }).toThrow("Query 1 is in the set already.");
  });

  test("finds forms of words in a language that comes after the queries, and in one that came before", () => {
    const set = new QuerySet();
    set.add(0, aQuery("переговоры"));
    const russian = aText({ language: "ru", title: "О переговорах" });
    expect([...set.match(prepareDocument(russian))]).toEqual([0]);
    set.add(1, aQuery("переговоров"));
    expect(new Set(set.match(prepareDocument(russian)))).toEqual(new Set([0, 1]));
    expect([...set.match(prepareDocument(aText({ title: "О переговорах" })))]).toEqual([]);
  });

  test("saves the words of readouts like those to come, and their stems in their language", () => {
    const set = new QuerySet(new Lexicon());
    set.add(0, aQuery("talks"));
    const like = aText({ language: "de", title: "Die Verhandlungen" });
    const words = (saved: ReturnType<typeof set.save>) => saved.lexicon.texts;
    expect(words(set.save([]))).not.toContain("verhandlungen");
    expect(words(set.save([like]))).toEqual(expect.arrayContaining(["verhandlungen", "verhandl"]));
    expect([...set.save([like]).triggers.stems.keys()]).toEqual(["de"]);
  });

  test("stands a text that has a hyphenated word a hundred thousand times and more", () => {
    const set = new QuerySet();
    set.add(0, aQuery("ceasefire NEAR/5 Sella"));
    const blocks = paragraphs(`Sella ${"cease-fire ".repeat(150_000)}`);
    expect([...set.match(prepareDocument(aText({ blocks })))]).toEqual([0]);
  });

  test("without queries finds nothing", () => {
    expect(compileQueries([]).match(prepareDocument(aText()))).toEqual([]);
  });
});

test("a set that was saved knows spellings of names that it meets later, in old queries and new ones", () => {
  const saved = new QuerySet(new Lexicon());
  saved.add(1, aQuery("Zelensky"));
  const like = aText({ title: "Talks with Халлоранову", blocks: [] });
  const set = restoreQuerySet(
    deserialize(serialize(saved.save([like]))) as ReturnType<typeof saved.save>,
  );
  set.add(2, aQuery("Захаровой"));
  set.add(3, aQuery("Halloranov"));
  const found = (title: string) =>
    Array.from(set.match(prepareDocument(aText({ title, blocks: [] }))));
  expect(found("Talks with Зеленский")).toEqual([1]);
  expect(found("Talks with Zakharova")).toEqual([2]);
  expect(found("Talks with Халлоранову")).toEqual([3]);
});
