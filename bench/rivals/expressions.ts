import type { Operand, Query, TextLeaf, Word } from "../../lambda/query/query.ts";
import { partsOf } from "../../lambda/query/words/word-parts.ts";
import { type Rival, wholeText } from "./rival.ts";

/** What a first version of such a service would do: one regular expression for each query, one after the other. */
export const expressions: Rival = {
  name: "regular expressions",
  caveat: "no stems, no other spellings",
  build(queries) {
    const all = queries.map((query) => new RegExp(`^${lookahead(query)}`, "i"));
    return (document) => {
      const text = wholeText(document);
      let hits = 0;
      for (const expression of all) if (expression.test(text)) hits += 1;
      return hits;
    };
  },
};

/** Says of the text after it, all of it, whether it is wanted. */
function lookahead(query: Query): string {
  switch (query.kind) {
    case "word":
    case "phrase":
    case "pattern":
    case "near":
      return `(?=[^]*?${leafPattern(query)})`;
    case "in":
      if (query.field !== "title") break;
      return `(?=.*?${leafPattern(query.clause)})`;
    case "not":
      return `(?!${lookahead(query.clause)})`;
    case "and":
      return query.clauses.map(lookahead).join("");
    case "or":
      return `(?:${query.clauses.map(lookahead).join("|")})`;
    case "atleast":
    case "fact":
    case "speaker":
    case "turn":
  }
  throw new RangeError(`The benchmark has no expression for ${query.kind}.`);
}

function leafPattern(leaf: TextLeaf): string {
  if (leaf.kind !== "near") return operandPattern(leaf);
  return leaf.links.reduce((left, { operand, distance }) => {
    const right = operandPattern(operand);
    const between = String.raw`\W+(?:\w+\W+){0,${distance - 1}}`;
    return `(?:${left}${between}${right}|${right}${between}${left})`;
  }, operandPattern(leaf.first));
}

function operandPattern(operand: Operand): string {
  switch (operand.kind) {
    case "word":
      return wordPattern(operand.word);
    case "phrase":
      return operand.words.map(wordPattern).join(String.raw`\W+`);
    case "pattern":
      return String.raw`\b${operand.head}\w${operand.wildcard === "*" ? "*" : ""}${operand.tail}\b`;
    case "choice":
      return `(?:${operand.options.map(operandPattern).join("|")})`;
  }
}

/** Of letters and digits only, so nothing is to be escaped. */
const wordPattern = (word: Word): string => String.raw`\b${partsOf(word).join(String.raw`\W?`)}\b`;
