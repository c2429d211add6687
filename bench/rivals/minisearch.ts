import MiniSearch, { type Query as MiniQuery } from "minisearch";
import type { Operand, Query, TextLeaf } from "../../lambda/query/query.ts";
import { partsOf } from "../../lambda/query/words/word-parts.ts";
import type { Rival } from "./rival.ts";

/** A search engine turned round: it holds the one document, and is asked every query. */
export const minisearch: Rival = {
  name: "minisearch",
  caveat: "no stems; phrases and NEAR as AND",
  build(queries) {
    const all = queries.map(miniQuery);
    return ({ id, title, paragraphs }) => {
      const engine = new MiniSearch({ fields: ["title", "body"] });
      engine.add({ id, title, body: paragraphs.join("\n") });
      return all.filter((query) => engine.search(query).length > 0).length;
    };
  },
};

function miniQuery(query: Query): MiniQuery {
  switch (query.kind) {
    case "word":
    case "phrase":
    case "pattern":
    case "near":
      return allWords(query);
    case "in":
      return { fields: [query.field], queries: [allWords(query.clause)] };
    case "not":
      return { combineWith: "AND_NOT", queries: [MiniSearch.wildcard, miniQuery(query.clause)] };
    case "and":
      return { combineWith: "AND", queries: query.clauses.map(miniQuery) };
    case "or":
      return { combineWith: "OR", queries: query.clauses.map(miniQuery) };
    case "atleast":
    case "fact":
    case "speaker":
    case "turn":
      throw new RangeError(`The benchmark has no query of minisearch for ${query.kind}.`);
  }
}

function allWords(leaf: TextLeaf | Operand): MiniQuery {
  switch (leaf.kind) {
    case "word":
      return partsOf(leaf.word).join(" ");
    case "phrase":
      return { combineWith: "AND", queries: leaf.words.map((word) => partsOf(word).join(" ")) };
    case "pattern":
      return leaf.head;
    case "choice":
      return { combineWith: "OR", queries: leaf.options.map(allWords) };
    case "near": {
      const operands = [leaf.first, ...leaf.links.map(({ operand }) => operand)];
      return { combineWith: "AND", queries: operands.map(allWords) };
    }
  }
}
