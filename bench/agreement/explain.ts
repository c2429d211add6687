import { prepareDocument } from "../../lambda/query/finding/document.ts";
import type { Query } from "../../lambda/query/query.ts";
import { QuerySet } from "../../lambda/query/set/query-set.ts";
import { contentOf, type CorpusDocument } from "../corpus.ts";

/** Why one of the two found what the other did not. */
export type Reason = (typeof REASONS)[number][0];

/** Of what our language does beyond the words as Lucene is given them: a document without it must bring agreement. */
const REASONS = [
  ["joined words", (text: string) => text.replaceAll(/[-'’]/g, " ")],
  ["names", (text: string) => text.toLowerCase()],
  ["both", (text: string) => text.toLowerCase().replaceAll(/[-'’]/g, " ")],
  ["unexplained", null],
] as const;

/** Whether our matcher finds it. */
export function wants(query: Query, document: CorpusDocument): boolean {
  const set = new QuerySet();
  set.add(0, query);
  return set.match(prepareDocument(contentOf(document))).length > 0;
}

/**
 * `joined words`: ship’s is found as `ships`, too, as cease-fire is as `ceasefire`. `names`: spellings that are one name's.
 */
export function explain(query: Query, document: CorpusDocument, isFoundByLucene: boolean): Reason {
  for (const [reason, change] of REASONS) {
    if (change === null) continue;
    const { title, paragraphs } = document;
    const plainer = { ...document, title: change(title), paragraphs: paragraphs.map(change) };
    if (wants(query, plainer) === isFoundByLucene) return reason;
  }
  return "unexplained";
}
