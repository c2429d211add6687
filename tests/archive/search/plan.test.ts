import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { indexed } from "../../../lambda/archive/index/index-readout.ts";
import {
  packTerms,
  type TermBlock,
  unpackTerms,
} from "../../../lambda/archive/index/term-block.ts";
import { letsThrough } from "../../../lambda/archive/search/candidates.ts";
import { isTelling, planOf } from "../../../lambda/archive/search/plan.ts";
import { prepareDocument } from "../../../lambda/query/finding/document.ts";
import { matchDocument } from "../../../lambda/query/finding/match-document.ts";
import { parseQuery } from "../../../lambda/query/parsing/parse-query.ts";
import type { Query } from "../../../lambda/query/query.ts";
import type { Revision } from "../../../lambda/readouts/revision.ts";
import { aHead, aReadout, aRevision, paragraphs } from "../../builders/readout.ts";

function read(text: string): Query {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed.query;
}

function aRevisionOf(texts: readonly string[], language = "en"): Revision {
  const [title = "", ...blocks] = texts;
  return aRevision({
    content: aReadout({ title, blocks: paragraphs(...blocks), language, turns: [] }),
  });
}

function blockOf(revision: Revision): TermBlock {
  const [readout, counts] = indexed(aHead(), revision);
  return { readout, terms: unpackTerms(packTerms(counts)) };
}

const isFound = (query: Query, revision: Revision): boolean =>
  matchDocument(query, prepareDocument(revision.content, revision)) !== null;

const isLetThrough = (query: Query, revision: Revision): boolean => {
  const plan = planOf(query);
  return plan === null || letsThrough(plan, blockOf(revision));
};

/** Words that are one or two by how they are written, function words, words without spaces. */
const written =
  "grain treaty Treaties the of cease-fire ceasefire cease fire o’brien obrien 北京会谈 会谈 зерно Жапаров ½ e-mail email mail co-op-era co".split(
    " ",
  );
const words = (maxLength: number) =>
  fc.array(fc.constantFrom(...written), { minLength: 1, maxLength }).map((some) => some.join(" "));
const aPhrase = words(4).map((text) => `"${text}"`);
const aQuery = fc
  .oneof(
    aPhrase,
    words(2),
    fc
      .tuple(fc.constantFrom("title:", "body:", "participant:", "speaker:"), aPhrase)
      .map((parts) => parts.join("")),
    fc.constantFrom(...written, "Japarov", "tre*").map((word) => `title:${word}`),
    fc.tuple(aPhrase, fc.constantFrom("NEAR/3", "OR", "AND NOT"), aPhrase),
  )
  .map((parts) => [parts].flat().join(" "))
  .filter((text) => parseQuery(text).ok);

test("a plan lets every readout through that the matcher finds", () => {
  let found = 0;
  fc.assert(
    fc.property(
      fc.array(words(9), { minLength: 1, maxLength: 4 }),
      fc.constantFrom("en", "ru", "zh"),
      fc.array(aQuery, { minLength: 20, maxLength: 20 }),
      (texts, language, queries) => {
        const revision = aRevisionOf(texts, language);
        for (const text of queries) {
          const query = read(text);
          if (!isFound(query, revision)) continue;
          found += 1;
          expect([text, isLetThrough(query, revision)]).toEqual([text, true]);
        }
      },
    ),
    { numRuns: 400 },
  );
  expect(found).toBeGreaterThan(400);
});

test("a readout that has a phrase's words, but not together, is not a candidate", () => {
  const apart = aRevisionOf(["Talks", "The treaty was signed.", "Grain was shipped."]);
  const query = read('"grain treaty"');
  expect(isLetThrough(query, apart)).toBe(false);
  expect(isLetThrough(query, aRevisionOf(["Talks", "The grain treaty was signed."]))).toBe(true);
});

test("a readout that has a title's word in its text alone is not a candidate", () => {
  const inText = aRevisionOf(["Talks", "The treaties were signed by Жапаров."]);
  const inTitle = aRevisionOf(["Жапаров on treaties", "They were signed."]);
  for (const text of ["title:treaty", 'title:"treaties"', "title:Japarov"]) {
    expect([text, isLetThrough(read(text), inText)]).toEqual([text, false]);
    expect([text, isFound(read(text), inTitle)]).toEqual([text, true]);
    expect([text, isLetThrough(read(text), inTitle)]).toEqual([text, true]);
  }
});

test("it is known of which queries nearly every candidate is a hit", () => {
  const telling = [
    "grain",
    "grain OR herr*",
    '"grain treaty"',
    "grain AND NOT treaty",
    "lang:ru",
    "title:grain",
  ];
  expect(telling.filter((text) => !isTelling(read(text)))).toEqual([]);
  const open = [
    "title:gra*",
    "said:grain",
    "grain NEAR/5 treaty",
    "speaker:orlan",
    '"cease-fire talks"',
  ];
  expect(open.filter((text) => isTelling(read(text)))).toEqual([]);
});
