import type { Query } from "../../lambda/query/query.ts";
import { luceneText, plainForms } from "../agreement/lucene-text.ts";
import type { CorpusDocument } from "../corpus.ts";
import type { Lucene } from "../peers/lucene/lucene.ts";

/** As LucenePeer.java writes it. */
export interface MonitorMeasure {
  readonly lucene: string;
  readonly presearcher: Presearcher;
  readonly documents: number;
  /** A document, as a mean. */
  readonly hits: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly buildMs: number;
  readonly bytesPerQuery: number;
}

/** `default`, as it comes; `weighted`, by the terms' true frequencies in the documents, its best here. */
export type Presearcher = "default" | "weighted";

const WARM_SECONDS = 5;

/**
 * Lucene Monitor over the same queries and documents, in a process of its own, by its own English analysis (phrases are
 * stemmed, too). Only ids are asked for.
 */
export async function measureMonitor(
  lucene: Lucene,
  presearcher: Presearcher,
  {
    queries,
    documents,
    seconds,
  }: {
    readonly queries: readonly Query[];
    readonly documents: readonly CorpusDocument[];
    readonly seconds: number;
  },
): Promise<MonitorMeasure> {
  const texts = queries.map((query) => luceneText(query, plainForms));
  const missing = texts.indexOf(null);
  if (missing >= 0) throw new RangeError(`Lucene has no counterpart of query ${missing}.`);
  const [summary] = await lucene.run(
    ["bench", presearcher, String(WARM_SECONDS), String(seconds)],
    lines(texts, documents),
  );
  return summary as MonitorMeasure;
}

function* lines(
  texts: readonly (string | null)[],
  documents: readonly CorpusDocument[],
): Iterable<object> {
  for (const [n, text] of texts.entries()) yield { query: String(n), text };
  for (const { id, title, paragraphs } of documents)
    yield { document: id, title, body: paragraphs };
}
