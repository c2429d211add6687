import fc from "fast-check";
import { parseQuery } from "../../lambda/query/parse-query.ts";
import type { Query } from "../../lambda/query/query.ts";

/** Few words, so that queries and texts meet often. */
export const VOCABULARY = [
  "oil",
  "gas",
  "grain",
  "grains",
  "treaty",
  "treaties",
  "the",
  "cease",
  "fire",
  "ceasefire",
] as const;

const word = fc.constantFrom(...VOCABULARY, "cease-fire");
const phrase = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .map((words) => `"${words.join(" ")}"`);

const { node } = fc.letrec<{ node: string; leaf: string; list: string; excluded: string }>(
  (tie) => ({
    node: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      tie("leaf"),
      tie("list"),
      tie("excluded"),
    ),
    leaf: fc.oneof(word, phrase),
    list: fc
      .tuple(
        fc.constantFrom(" ", " AND ", " OR "),
        fc.array(tie("node"), { minLength: 2, maxLength: 3 }),
      )
      .map(([operator, parts]) => `(${parts.join(operator)})`),
    excluded: fc
      .tuple(fc.constantFrom("-", "NOT "), tie("node"))
      .map(([sign, part]) => `${sign}${part}`),
  }),
);

/** Texts of the query language, some refused for their meaning. */
export const queryText: fc.Arbitrary<string> = node;

/** Queries that the parser accepts. */
export const acceptedQuery: fc.Arbitrary<Query> = node
  .map((text) => parseQuery(text))
  .filter((parsed) => parsed.ok)
  .map((parsed) => parsed.query);
