import { prepareDocument } from "../lambda/query/finding/document.ts";
import { parseQuery } from "../lambda/query/parsing/parse-query.ts";
import type { Query } from "../lambda/query/query.ts";
import { QuerySet } from "../lambda/query/set/query-set.ts";
import { stemmerOf } from "../lambda/query/words/stems.ts";
import { tokenise } from "../lambda/query/words/tokens.ts";
import { makeCommonQueries } from "./agreement/common-queries.ts";
import { explain, type Reason } from "./agreement/explain.ts";
import { givenForms, luceneText } from "./agreement/lucene-text.ts";
import { contentOf, type CorpusDocument, makeDocuments } from "./corpus.ts";
import { compareStems, type StemAgreement } from "./agreement/stems.ts";
import { findLucene, type Lucene } from "./peers/lucene/lucene.ts";
import type { Subject } from "./subject.ts";

const seed = 2026;
const shownExamples = 5;

interface Asked {
  readonly id: string;
  readonly text: string;
  readonly query: Query;
  readonly lucene: string;
}

interface Difference {
  readonly reason: Reason;
  readonly foundBy: "ours" | "Lucene";
  readonly query: string;
  readonly lucene: string;
  readonly document: string;
}

export const luceneAgreement: Subject = {
  name: "lucene-agreement",
  description:
    "the same queries and documents through Lucene: what each finds that the other does not",
  options: [
    { flags: "--documents <count>", description: "300 unless told" },
    { flags: "--queries <count>", description: "3000 unless told" },
  ],
  isUsual: false,
  async measure(options, say) {
    const lucene = findLucene(say);
    if (!lucene.isThere)
      return { json: { skipped: lucene.why }, print: () => console.log(lucene.why) };
    const documents = makeDocuments({ seed, count: Number(options["documents"] ?? 300) });
    const asked = ask(documents, Number(options["queries"] ?? 3000));
    say(`${asked.length} queries over ${documents.length} documents, ours and Lucene's ...`);
    const { hits, differences } = await compare(lucene, asked, documents);
    const pairs = asked.length * documents.length;
    const stems = await compareStems(lucene);
    return {
      json: { queries: asked.length, documents: documents.length, pairs, hits, differences, stems },
      print() {
        console.log(
          `${asked.length} queries over ${documents.length} documents: ${pairs} answers, ${hits} of them yes.`,
        );
        printDifferences(differences);
        printStems(stems);
      },
    };
  },
};

function ask(documents: readonly CorpusDocument[], count: number): readonly Asked[] {
  const forms = givenForms(stemmerOf("en"));
  return makeCommonQueries(documents, count, seed + 1).flatMap((text, n) => {
    const parsed = parseQuery(text);
    const lucene = parsed.ok ? luceneText(parsed.query, forms) : null;
    return parsed.ok && lucene !== null
      ? [{ id: String(n), text, query: parsed.query, lucene }]
      : [];
  });
}

async function compare(
  lucene: Lucene,
  asked: readonly Asked[],
  documents: readonly CorpusDocument[],
): Promise<{ readonly hits: number; readonly differences: readonly Difference[] }> {
  const answers = await lucene.run(
    ["check", "given"],
    [...asked.map(({ id, lucene: text }) => ({ query: id, text })), ...documents.map(analysed)],
  );
  const set = new QuerySet();
  asked.forEach(({ query }, n) => {
    set.add(n, query);
  });
  let hits = 0;
  const differences = documents.flatMap((document, n) => {
    const theirs = new Set(queriesIn(answers[n]));
    const ours = new Set(set.match(prepareDocument(contentOf(document))));
    hits += ours.size;
    return asked.flatMap(({ id, query, text, lucene: luceneQuery }, number): Difference[] => {
      const isTheirs = theirs.has(id);
      if (ours.has(number) === isTheirs) return [];
      const reason = explain(query, document, isTheirs);
      const foundBy = isTheirs ? "Lucene" : "ours";
      return [{ reason, foundBy, query: text, lucene: luceneQuery, document: document.id }];
    });
  });
  return { hits, differences };
}

/** Cut and stemmed by us, so that what differs is the matching. */
function analysed({ id, title, paragraphs }: CorpusDocument): object {
  const stemOf = stemmerOf("en");
  const both = (text: string) =>
    tokenise(text)
      .map(({ term }) => `${term}|${stemOf(term)}`)
      .join(" ");
  return { document: id, title: both(title), body: paragraphs.map(both) };
}

function queriesIn(answer: unknown): readonly string[] {
  // As LucenePeer.java writes it.
  return (answer as { readonly queries: readonly string[] }).queries;
}

function printDifferences(differences: readonly Difference[]): void {
  const groups = new Map<string, Difference[]>();
  for (const difference of differences) {
    const group = `${difference.reason}, found by ${difference.foundBy} alone`;
    groups.set(group, [...(groups.get(group) ?? []), difference]);
  }
  if (groups.size === 0) console.log("No difference.");
  for (const [group, its] of groups) {
    console.log(`${group}: ${its.length}`);
    console.table(
      its
        .slice(0, shownExamples)
        .map(({ query, lucene, document }) => ({ query, lucene, document })),
    );
  }
}

function printStems({ words, togetherByOurs, togetherByLucene, stopWords }: StemAgreement): void {
  console.log(
    `Stems of ${words} words of our documentation, beside Lucene's EnglishAnalyzer (Porter's first algorithm):`,
  );
  console.log(`one word to us alone: ${togetherByOurs.join("; ")}`);
  console.log(`one word to Lucene alone: ${togetherByLucene.join("; ")}`);
  console.log(`dropped by Lucene, looked for by us: ${stopWords.join(", ")}\n`);
}
