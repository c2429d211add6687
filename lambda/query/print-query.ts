import type { Operand, Query, Word } from "./query.ts";
import { BEGINS_UNSPACED } from "./words/tokens.ts";
import { partsOf } from "./words/word-parts.ts";

type Order = (texts: readonly string[]) => readonly string[];

/** A query's text in our language, in the order it was written: parsing it gives the same query again. */
export const printQuery = (query: Query): string => print(query, (texts) => texts);

/** The one text of all queries that differ by case, accents, brackets, repetition or order alone. */
export const canonicalQuery = (query: Query): string => print(query, (texts) => texts.toSorted());

function print(query: Query, order: Order): string {
  switch (query.kind) {
    case "word":
    case "phrase":
    case "pattern":
      return printOperand(query, order);
    case "near": {
      const first = printOperand(query.first, order);
      const [link, ...more] = query.links.map(({ relation, distance, operand }) => ({
        sign: `${relation.toUpperCase()}/${distance}`,
        operand: printOperand(operand, order),
      }));
      if (link?.sign.startsWith("NEAR") === true && more.length === 0) {
        return order([first, link.operand]).join(` ${link.sign} `);
      }
      const links = link === undefined ? [] : [link, ...more];
      return [first, ...links.map(({ sign, operand }) => `${sign} ${operand}`)].join(" ");
    }
    case "in":
      return `${query.field}:${bracketed(query.clause, order)}`;
    case "speaker":
      return `speaker:${bracketed(query.clause, order)}`;
    case "turn":
      return order(query.clauses.map((clause) => bracketed(clause, order))).join(" ");
    case "fact":
      return `${query.field}:${query.value}`;
    case "not":
      return `-${bracketed(query.clause, order)}`;
    case "and":
      return order(query.clauses.map((clause) => bracketed(clause, order))).join(" ");
    case "or":
      return order(query.clauses.map((clause) => bracketed(clause, order))).join(" OR ");
    case "atleast": {
      const clauses = order(query.clauses.map((clause) => print(clause, order)));
      return `atleast/${query.count}(${clauses.join(", ")})`;
    }
  }
}

const LISTS: ReadonlySet<Query["kind"]> = new Set(["and", "or", "near", "turn"]);

function bracketed(query: Query, order: Order): string {
  const text = print(query, order);
  return LISTS.has(query.kind) ? `(${text})` : text;
}

function printOperand(operand: Operand, order: Order): string {
  switch (operand.kind) {
    case "word":
      return printWord(operand.word);
    case "phrase":
      return `"${operand.words.map(printWord).join(" ")}"`;
    case "pattern":
      return `${operand.head}${operand.wildcard}${operand.tail}`;
    case "choice":
      return `(${order(operand.options.map((option) => printOperand(option, order))).join(" OR ")})`;
  }
}

/** In scripts without spaces the parts are cut again when the text is read, so no hyphen stands between. */
function printWord(word: Word): string {
  const parts = partsOf(word);
  return parts.every((part) => BEGINS_UNSPACED.test(part)) ? parts.join("") : word;
}
