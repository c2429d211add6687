import type { load } from "cheerio/slim";
import { tidy } from "../markup.ts";

/** What a page says of itself for machines, the surest first. */
export interface StructuredData {
  readonly titles: readonly string[];
  /** Times of publication, as written. */
  readonly published: readonly string[];
}

const titleMetas = ["og:title", "twitter:title", "dcterms.title", "dc.title", "dc.Title"];

const publishedMetas = [
  "article:published_time",
  "og:article:published_time",
  "datePublished",
  "dcterms.issued",
  "dcterms.date",
  "dc.date.issued",
  "dc.date",
  "DC.date.issued",
  "DC.date",
  "date",
  "pubdate",
  "publishdate",
];

/** schema.org types whose headline is the document's, not its site's. */
const documentTypes = /article|statement|report|posting|webpage|event|speech/i;

/** Reads JSON-LD, microdata, OpenGraph and Dublin Core; what is malformed says nothing. */
export function structuredData($: ReturnType<typeof load>): StructuredData {
  const linked = $('script[type="application/ld+json"]')
    .toArray()
    .flatMap((script) => documentsIn($(script).text()));
  const metas = (names: readonly string[]): readonly string[] =>
    names.flatMap(
      (name) => $(`meta[property="${name}"], meta[name="${name}"]`).attr("content") ?? [],
    );
  const marked = (name: string): readonly string[] => {
    const found = $(`[itemprop~="${name}"]`).first();
    if (found.length === 0) return [];
    return [found.attr("datetime") ?? found.attr("content") ?? found.text()];
  };
  return {
    titles: known([
      ...linked.flatMap((node) => textsOf(node, "headline")),
      ...marked("headline"),
      ...metas(titleMetas),
    ]),
    published: known([
      ...linked.flatMap((node) => textsOf(node, "datePublished", "dateCreated")),
      ...marked("datePublished"),
      ...metas(publishedMetas),
    ]),
  };
}

function textsOf(node: Record<string, unknown>, ...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => (typeof node[name] === "string" ? [node[name]] : []));
}

function known(texts: readonly string[]): readonly string[] {
  return texts.map((text) => tidy(text)).filter((text) => text !== "");
}

/** The nodes of a JSON-LD text that are about a document, whatever graph or list they lie in. */
function documentsIn(json: string): readonly Record<string, unknown>[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return [];
  }
  const found: Record<string, unknown>[] = [];
  const left: unknown[] = [value];
  for (let steps = 0; left.length > 0 && steps < 1000; steps += 1) {
    const node = left.shift();
    if (Array.isArray(node)) left.push(...(node as unknown[]));
    else if (typeof node === "object" && node !== null) {
      const fields = node as Record<string, unknown>;
      if (documentTypes.test(String(fields["@type"]))) found.push(fields);
      if (fields["@graph"] !== undefined) left.push(fields["@graph"]);
      if (fields["mainEntity"] !== undefined) left.push(fields["mainEntity"]);
    }
  }
  return found;
}
