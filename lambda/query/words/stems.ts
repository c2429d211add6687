import { stemmer as stemFrench } from "@orama/stemmers/french";
import { stemmer as stemGerman } from "@orama/stemmers/german";
import { stemmer as stemItalian } from "@orama/stemmers/italian";
import { stemmer as stemPortuguese } from "@orama/stemmers/portuguese";
import { stemmer as stemRussian } from "@orama/stemmers/russian";
import { stemmer as stemSpanish } from "@orama/stemmers/spanish";
import { stemmer as stemUkrainian } from "@orama/stemmers/ukrainian";
import { stemEnglish } from "./english-stem.ts";
import { fold } from "./fold.ts";

/** What the forms of a word have in common, in one language. Takes and gives folded terms. */
export type Stemmer = (term: string) => string;

/**
 * Terms are folded before they are stemmed, so that a query may leave its accents out; Snowball's
 * rules want some of them back. The library's English is Porter's first algorithm, so it is not used.
 */
const STEMMERS: Readonly<Record<string, Stemmer>> = {
  en: stemEnglish,
  ru: (term) => withoutSurnameEnding(stemRussian(term)),
  uk: (term) => withoutSurnameEnding(stemUkrainian(term)).replace(/(?<=.{3})[ійь]$/u, ""),
  fr: stemFrench,
  de: stemGerman,
  it: stemItalian,
  es: (term) => stemSpanish(term.replace(/([cs])ion$/, "$1ión")),
  pt: (term) =>
    stemPortuguese(
      term
        .replace(/cao$/, "ção")
        .replace(/coes$/, "ções")
        .replace(/enci(as?)$/, "ênci$1"),
    ),
};

/** Snowball takes Жапаров for a plural in -ов, but not Жапарова: so none keeps the ending. */
const withoutSurnameEnding = (stem: string): string => stem.replace(/(?<=.{3})[ое]в$/u, "");

const MAX_KNOWN = 50_000;

/** Words of queries come again with every readout that they match. */
function remembered(stemOf: Stemmer): Stemmer {
  const known = new Map<string, string>();
  return (term) => {
    const before = known.get(term);
    if (before !== undefined) return before;
    if (known.size >= MAX_KNOWN) known.clear();
    const stem = stemOf(term);
    known.set(term, stem);
    return stem;
  };
}

const FOLDED: ReadonlyMap<string, Stemmer> = new Map(
  Object.entries(STEMMERS).map(([language, stem]) => [
    language,
    remembered((term: string) => fold(stem(term))),
  ]),
);

const asItIs: Stemmer = (term) => term;

/**
 * The stemmer of a language, the same function each time.
 * @param language BCP 47; of a language without a stemmer here, every word is its own stem
 */
export function stemmerOf(language: string): Stemmer {
  return FOLDED.get(language.toLowerCase().split("-")[0] ?? "") ?? asItIs;
}

/** Tables that stemmers have, by a language of each; those of languages without a stemmer are one. */
export function byLanguage<Table>(tables: ReadonlyMap<Stemmer, Table>): ReadonlyMap<string, Table> {
  return new Map(
    ["und", ...FOLDED.keys()].flatMap((language) => {
      const table = tables.get(stemmerOf(language));
      return table === undefined ? [] : [[language, table] as const];
    }),
  );
}

/** `byLanguage`, the other way. */
export const byStemmer = <Table>(tables: ReadonlyMap<string, Table>): Map<Stemmer, Table> =>
  new Map(Array.from(tables, ([language, table]) => [stemmerOf(language), table]));
