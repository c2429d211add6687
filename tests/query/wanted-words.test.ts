import { expect, test } from "@jest/globals";
import { parseQuery } from "../../lambda/query/parsing/parse-query.ts";
import { wantedWords } from "../../lambda/query/wanted-words.ts";

test.each([
  ['"water treaty" (ferry OR harbour)', ["water treaty", "ferry", "harbour"]],
  ["ferry NOT gas", ["ferry"]],
  ["ferry NEAR/3 sanction*", ["ferry", "sanction*"]],
  ["title:ferry ferry", ["ferry"]],
])("%s hopes for %j", (text, words) => {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  expect(wantedWords(parsed.query).map(({ surface }) => surface)).toEqual(words);
});
