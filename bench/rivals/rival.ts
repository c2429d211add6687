import type { Query } from "../../lambda/query/query.ts";
import type { CorpusDocument } from "../corpus.ts";

/** Another way to find which of many queries want a document. */
export interface Rival {
  readonly name: string;
  /** What it does less, or otherwise, than we do; empty where it does the same. */
  readonly caveat: string;
  /** @returns how many queries want a document, or what the rival can say instead */
  build(queries: readonly Query[]): (document: CorpusDocument) => number;
}

/** All of a document, its title on the first line. */
export const wholeText = ({ title, paragraphs }: CorpusDocument): string =>
  [title, ...paragraphs].join("\n");
