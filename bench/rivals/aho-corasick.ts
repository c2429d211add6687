import { AhoCorasick } from "@monyone/aho-corasick";
import Ahocorasick from "ahocorasick";
import { leavesOf } from "../../lambda/query/combine.ts";
import type { Leaf, Operand, Query } from "../../lambda/query/query.ts";
import { partsOf } from "../../lambda/query/words/word-parts.ts";
import { type Rival, wholeText } from "./rival.ts";

const caveat = "finds words and phrases, also within words; decides no query";

export const ahocorasick: Rival = {
  name: "ahocorasick",
  caveat,
  build(queries) {
    const automaton = new Ahocorasick(keywordsOf(queries));
    return (document) => automaton.search(wholeText(document).toLowerCase()).length;
  },
};

export const monyoneAhoCorasick: Rival = {
  name: "@monyone/aho-corasick",
  caveat,
  build(queries) {
    const automaton = new AhoCorasick([...keywordsOf(queries)]);
    return (document) => automaton.matchInText(wholeText(document).toLowerCase()).length;
  },
};

function keywordsOf(queries: readonly Query[]): readonly string[] {
  return [...new Set(queries.flatMap(leavesOf).flatMap(keywordsIn))];
}

function keywordsIn(leaf: Leaf | Operand): readonly string[] {
  switch (leaf.kind) {
    case "word":
      return [partsOf(leaf.word).join(" ")];
    case "phrase":
      return [leaf.words.flatMap(partsOf).join(" ")];
    case "pattern":
      return [leaf.head];
    case "choice":
      return leaf.options.flatMap(keywordsIn);
    case "near":
      return [leaf.first, ...leaf.links.map(({ operand }) => operand)].flatMap(keywordsIn);
    case "in":
    case "speaker":
      return keywordsIn(leaf.clause);
    case "turn":
    case "fact":
      return [];
  }
}
