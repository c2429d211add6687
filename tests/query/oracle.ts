import type {
  FactClause,
  NearClause,
  Operand,
  Query,
  TextField,
  TextLeaf,
  Word,
} from "../../lambda/query/query.ts";

/**
 * What a query means, said as plainly as can be: for texts of lower-case words and single spaces,
 * by looking at every stretch of words. Knows no index and no postings.
 */
export function wants(query: Query, told: Told): boolean {
  const texts = [told.title, ...told.body];
  switch (query.kind) {
    case "word":
    case "phrase":
    case "pattern":
    case "near":
      return texts.some((text) => isIn(query, text));
    case "in":
      return partOf(told, query.field).some((text) => isIn(query.clause, text));
    case "speaker":
      return told.turns.some(({ speaker }) => isIn(query.clause, speaker));
    case "turn":
      return told.turns.some((turn) => {
        const alone = { ...told, said: turn.said, turns: [turn] };
        return query.clauses.every((clause) => wants(clause, alone));
      });
    case "fact":
      return isSo(query, told);
    case "not":
      return !wants(query.clause, told);
    case "and":
      return query.clauses.every((clause) => wants(clause, told));
    case "or":
      return query.clauses.some((clause) => wants(clause, told));
    case "atleast":
      return query.clauses.filter((clause) => wants(clause, told)).length >= query.count;
  }
}

/** A readout in the plainest form. */
export interface Told {
  readonly title: string;
  readonly body: readonly string[];
  /** What of the body is said by someone. */
  readonly said: readonly string[];
  readonly turns: readonly { readonly speaker: string; readonly said: readonly string[] }[];
  /** Names and roles, each by itself. */
  readonly participants: readonly string[];
  readonly place: string;
  readonly facts: readonly string[];
  /** All days of the event, and the one of publication: `2026-03-02`. */
  readonly days: { readonly date: readonly string[]; readonly published: readonly string[] };
  readonly words: number;
}

function partOf(told: Told, field: TextField): readonly string[] {
  switch (field) {
    case "title":
      return [told.title];
    case "place":
      return [told.place];
    case "participant":
      return told.participants;
    case "body":
    case "said":
      return told[field];
  }
}

/** Days are compared as text, which for ISO dates is the order of time. */
function isSo({ field, value }: FactClause, told: Told): boolean {
  const [first = "", last = first] = value.split("..");
  switch (field) {
    case "date":
    case "published":
      return told.days[field].some((day) => first <= day && (last === "" || day <= last));
    case "words":
      return Number(first) <= told.words && (last === "" || told.words <= Number(last));
    case "kind":
    case "lang":
    case "is":
    case "country":
    case "between":
    case "source":
      return told.facts.includes(`${field}:${value}`);
  }
}

const isIn = (leaf: TextLeaf, text: string): boolean =>
  leaf.kind === "near" ? hasChain(leaf, text) : stretches(leaf, text).length > 0;

/** Numbers of words: the first of a stretch, and the one after it. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

function stretches(operand: Operand, text: string): readonly Stretch[] {
  const words = text.split(/[ -]/);
  const signs = text.match(/[ -]/g) ?? [];
  const found: Stretch[] = [];
  for (let from = 0; from < words.length; from += 1) {
    for (let to = from + 1; to <= words.length; to += 1) {
      const piece = words
        .slice(from, to)
        .reduce((all, word, n) => all + signs[from + n - 1] + word);
      if (says(operand, piece)) found.push({ from, to });
    }
  }
  return found;
}

function says(operand: Operand, piece: string): boolean {
  switch (operand.kind) {
    case "word":
      return isOneOf(spellings([singularWord(operand.word)]), readings(singular(piece)));
    case "phrase":
      return isOneOf(spellings(operand.words), readings(piece));
    case "pattern":
      return readings(piece).some(
        (word) =>
          /^[a-z]+$/.test(word) &&
          word.startsWith(operand.head) &&
          word.slice(operand.head.length).endsWith(operand.tail) &&
          (operand.wildcard === "*" ||
            word.length === operand.head.length + 1 + operand.tail.length),
      );
    case "choice":
      return operand.options.some((option) => says(option, piece));
  }
}

function hasChain({ first, links }: NearClause, text: string): boolean {
  const goesOn = (here: Stretch, rest: NearClause["links"]): boolean => {
    const [link, ...more] = rest;
    if (link === undefined) return true;
    return stretches(link.operand, text).some((next) => {
      const after = next.from - here.to + 1;
      const before = here.from - next.to + 1;
      const isNear =
        (after >= 1 && after <= link.distance) ||
        (link.relation === "near" && before >= 1 && before <= link.distance);
      return isNear && goesOn(next, more);
    });
  };
  return stretches(first, text).some((start) => goesOn(start, links));
}

const isOneOf = (some: readonly string[], all: readonly string[]): boolean =>
  some.some((one) => all.includes(one));

const spellings = ([word, ...rest]: readonly Word[]): readonly string[] =>
  word === undefined
    ? [""]
    : [" ", ""]
        .map((between) => word.replaceAll("-", between))
        .flatMap((spelling) => spellings(rest).map((tail) => `${spelling} ${tail}`.trim()));

/** A hyphen in the text is read as a space or as nothing, each on its own. */
function readings(text: string): readonly string[] {
  const [head = "", ...tail] = text.split("-");
  return tail.reduce<readonly string[]>(
    (all, piece) => all.flatMap((before) => [`${before} ${piece}`, `${before}${piece}`]),
    [head],
  );
}

/** The stems of the words that the tests use, in so many words. */
const SINGULAR: Readonly<Record<string, string>> = {
  treaties: "treaty",
  grains: "grain",
  // Spellings of one name, too, are one word where it is not quoted.
  zhaparov: "japarov",
  жапаров: "japarov",
  жапаровым: "japarov",
  turkey: "türkiye",
  turkiye: "türkiye",
};
const singularOf = (term: string): string => SINGULAR[term] ?? term;
const singularWord = (word: Word): Word => word.split("-").map(singularOf).join("-");
const singular = (text: string): string => text.split(" ").map(singularOf).join(" ");
