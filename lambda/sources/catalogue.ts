import * as v from "valibot";
import { sourceSchema } from "./catalogue-schema.ts";
import { identify } from "./identity.ts";
import type { Identity } from "./reading.ts";
import type { Source } from "./source.ts";

/** All sources, by id. */
export interface Catalogue {
  readonly all: readonly Source[];
  get(id: string): Source | null;
  /** The source whose readout a URL is, former hosts and variants included; null where it is none. */
  forUrl(url: string): { readonly source: Source; readonly identity: Identity } | null;
}

/** A catalogue file that is wrong: says which, where and what. */
export class CatalogueError extends Error {
  override readonly name = "CatalogueError";
}

/**
 * Reads the catalogue's files.
 * @param files one JSON document a source
 * @throws CatalogueError naming the file, the key, and what is wrong
 */
export function readCatalogue(
  files: readonly { readonly name: string; readonly text: string }[],
): Catalogue {
  const all = files.map(({ name, text }) => readSource(name, text));
  const byId = new Map<string, Source>();
  for (const [index, source] of all.entries()) {
    if (byId.has(source.id)) {
      throw new CatalogueError(`${files[index]?.name}: id: ${source.id} is another file's already`);
    }
    byId.set(source.id, source);
  }
  return {
    all,
    get: (id) => byId.get(id) ?? null,
    forUrl: (url) => {
      for (const source of all) {
        if (source.identity.listedOnly === true) continue;
        const identity = identify(source, { url, guid: null });
        if (identity !== null) return { source, identity };
      }
      return null;
    },
  };
}

function readSource(file: string, text: string): Source {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new CatalogueError(`${file}: is not JSON: ${String(error)}`, { cause: error });
  }
  const result = v.safeParse(sourceSchema, json);
  if (!result.success) {
    const [issue] = result.issues;
    throw new CatalogueError(`${file}: ${v.getDotPath(issue) ?? "the file"}: ${issue.message}`);
  }
  const source: Source = result.output;
  const outside = source.listings.find(({ url }) => !source.hosts.includes(new URL(url).hostname));
  if (outside !== undefined) {
    throw new CatalogueError(
      `${file}: listings: the host of ${outside.url} is not among its hosts`,
    );
  }
  const unruled = source.listings.find(
    ({ format, html, json: rule }) =>
      (format === "html" && html === undefined) || (format === "json" && rule === undefined),
  );
  if (unruled !== undefined) {
    throw new CatalogueError(
      `${file}: listings: ${unruled.url} is ${unruled.format}, so it needs "${unruled.format}"`,
    );
  }
  if (source.listings.every(({ former, fallback }) => former === true || fallback === true)) {
    throw new CatalogueError(`${file}: listings: all are former or fallbacks, so none is polled`);
  }
  return source;
}
