import type { Query, Word } from "../../lambda/query/query.ts";

/**
 * What a query means, said as plainly as can be: for texts of lower-case words and single spaces,
 * by looking at every place. Knows no index and no positions.
 */
export function wants(query: Query, texts: readonly string[]): boolean {
  switch (query.kind) {
    case "word":
      return texts.some((text) => occurs([query.word].map(singular), singularText(text)));
    case "phrase":
      return texts.some((text) => occurs(query.words, text));
    case "not":
      return !wants(query.clause, texts);
    case "and":
      return query.clauses.every((clause) => wants(clause, texts));
    case "or":
      return query.clauses.some((clause) => wants(clause, texts));
  }
}

/** Every spelling of the phrase against every spelling of the text: in one word, in two, with a hyphen. */
function occurs(words: readonly Word[], text: string): boolean {
  return spellings(words).some((phrase) =>
    readings(text).some((reading) => ` ${reading} `.includes(` ${phrase} `)),
  );
}

const spellings = ([word, ...rest]: readonly Word[]): readonly string[] =>
  word === undefined
    ? [""]
    : [word.parts.join(" "), word.parts.join("")].flatMap((spelling) =>
        spellings(rest).map((tail) => `${spelling} ${tail}`.trim()),
      );

/** A hyphen in the text is read as a space or as nothing, each on its own. */
function readings(text: string): readonly string[] {
  const [head = "", ...tail] = text.split("-");
  return tail.reduce<readonly string[]>(
    (all, piece) => all.flatMap((before) => [`${before} ${piece}`, `${before}${piece}`]),
    [head],
  );
}

/** The stems of the words that the tests use, in so many words. */
const SINGULAR: Readonly<Record<string, string>> = { treaties: "treaty", grains: "grain" };
const singularOf = (term: string): string => SINGULAR[term] ?? term;
const singular = ({ parts }: Word): Word => ({ parts: parts.map(singularOf) });
const singularText = (text: string): string => text.split(" ").map(singularOf).join(" ");
