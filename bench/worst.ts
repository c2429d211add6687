import { prepareDocument } from "../lambda/query/finding/document.ts";
import { parseQuery } from "../lambda/query/parsing/parse-query.ts";
import { QuerySet } from "../lambda/query/set/query-set.ts";
import type { ReadoutContent } from "../lambda/readouts/readout.ts";
import { contentOf, makeDocuments } from "./corpus.ts";
import { makeQueries } from "./corpus-queries.ts";
import { interleave, rounded } from "./interleave.ts";
import type { Subject } from "./subject.ts";

const seed = 2026;
const rounds = 5;
const longWords = 60_000;
const repeated = "harvest";

/** What somebody could send to make matching slow. */
export const worst: Subject = {
  name: "worst",
  description:
    "long texts, one word repeated, chains of NEAR and 1,000 ORs, against tokenising the same",
  options: [],
  isUsual: false,
  measure(_options, say) {
    say("Matching the worst ...");
    const rows = measure();
    return {
      json: { rows },
      print() {
        console.log("The worst: a text of 60,000 words, and one query");
        console.table(rows);
      },
    };
  },
};

function measure() {
  const long = ofWords((n) => wordsOf()[n % wordsOf().length] ?? "");
  const same = ofWords(() => repeated);
  const [first = "", second = "", third = ""] = wordsOf().filter((word) => word.length > 4);
  const ors = [...new Set(wordsOf())]
    .filter((word) => word.length > 5)
    .slice(0, 90)
    .join(" OR ");
  const many = makeQueries({ seed, documents: corpus(), count: 100_000, mix: "desk" });
  return [
    row("100,000 queries of a desk, a long text", many, long),
    row(
      "NEAR, five words, a long text",
      [[first, second, third, first, second].join(" NEAR/50 ")],
      long,
    ),
    row("NEAR, ten times the word, repeated 60,000 times", [chain(repeated, 10)], same),
    row(
      "a phrase of the word, repeated",
      [`"${Array.from({ length: 10 }, () => repeated).join(" ")}"`],
      same,
    ),
    row("90 ORs, a long text", [ors], long),
    row("wildcards, a long text", ["sanc* OR repo* OR coun* OR deci* OR prod*"], long),
  ];
}

const chain = (word: string, links: number): string =>
  Array.from({ length: links }, () => word).join(" NEAR/50 ");

function row(what: string, queries: readonly string[], content: ReadoutContent) {
  const set = new QuerySet();
  let refused = 0;
  queries.forEach((text, n) => {
    const parsed = parseQuery(text);
    if (parsed.ok) set.add(n, parsed.query);
    else refused += 1;
  });
  const [floor = 1, ours = 0] = interleave(
    [() => prepareDocument(content), () => set.match(prepareDocument(content))],
    rounds,
  );
  return {
    what,
    refused,
    "tokenising, ms": rounded(floor * 1000),
    "matching, ms": rounded(ours * 1000),
    "times tokenising": rounded(ours / floor),
  };
}

let made: ReturnType<typeof makeDocuments> | null = null;
const corpus = () => (made ??= makeDocuments({ seed, count: 500 }));

let words: readonly string[] | null = null;
const wordsOf = (): readonly string[] =>
  (words ??= corpus()
    .slice(0, 80)
    .flatMap((document) => contentOf(document).blocks.flatMap(({ text }) => text.split(/\W+/u))));

/** In paragraphs of 200 words. */
function ofWords(word: (n: number) => string): ReadoutContent {
  const [document] = corpus();
  if (document === undefined) throw new Error("the corpus is empty");
  const content = contentOf(document);
  const blocks = Array.from({ length: longWords / 200 }, (_, block) => ({
    kind: "paragraph" as const,
    text: Array.from({ length: 200 }, (_unused, n) => word(block * 200 + n)).join(" "),
  }));
  return { ...content, title: "The worst", blocks };
}
