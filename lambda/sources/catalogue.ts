import * as v from "valibot";
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

const filled = v.pipe(v.string(), v.nonEmpty("must not be empty"));
const webUrl = v.pipe(
  filled,
  v.regex(/^https?:\/\//, "must begin with http:// or https://"),
  v.url(),
);
const pattern = v.pipe(filled, v.check(isRegExp, "is no regular expression"));
const wholeAbove0 = v.pipe(v.number(), v.integer(), v.minValue(1));
const timeZone = v.pipe(filled, v.check(isTimeZone, "is no IANA time zone"));
const language = v.pipe(filled, v.check(isLanguage, "is no BCP 47 language"));

const dated = v.strictObject({
  selector: filled,
  attribute: v.exactOptional(filled),
  formats: v.exactOptional(v.array(filled)),
});

const schema = v.strictObject({
  id: v.pipe(
    filled,
    v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "takes lower-case letters, digits and hyphens"),
  ),
  name: filled,
  publisher: filled,
  country: v.nullable(v.pipe(filled, v.regex(/^[A-Z]{2}$/, "must be two capitals (ISO 3166-1)"))),
  language,
  timeZone,
  homepage: webUrl,
  listings: v.pipe(
    v.array(
      v.strictObject({
        url: webUrl,
        format: v.picklist(["rss", "atom"]),
        former: v.exactOptional(v.boolean()),
      }),
    ),
    v.minLength(1, "must name at least one listing"),
  ),
  body: v.picklist(["feed", "page", "page-else-feed"]),
  hosts: v.pipe(
    v.array(v.pipe(filled, v.regex(/^[a-z0-9.-]+$/, "must be a bare host name"))),
    v.minLength(1, "must name at least one host"),
  ),
  pollMinutes: wholeAbove0,
  fetchTimeoutSeconds: v.pipe(wholeAbove0, v.maxValue(60)),
  identity: v.strictObject({
    urls: v.pipe(v.array(pattern), v.minLength(1, "must have at least one pattern")),
    guids: v.exactOptional(v.array(pattern)),
    canonicalUrl: v.exactOptional(v.pipe(filled, v.includes("{id}", "must contain {id}"))),
  }),
  page: v.nullable(
    v.strictObject({
      title: filled,
      body: filled,
      lead: v.exactOptional(filled),
      place: v.exactOptional(filled),
      published: v.exactOptional(dated),
      eventDate: v.exactOptional(dated),
      drop: v.exactOptional(v.array(filled)),
      required: v.exactOptional(v.array(filled)),
    }),
  ),
  feed: v.strictObject({
    lead: v.exactOptional(filled),
    drop: v.exactOptional(v.array(filled)),
    ignoreOffset: v.exactOptional(v.boolean()),
    wrapper: v.exactOptional(
      v.strictObject({
        first: pattern,
        last: pattern,
        titlePrefix: v.exactOptional(pattern),
        origins: v.exactOptional(v.record(filled, filled)),
      }),
    ),
  }),
  licence: filled,
  verified: filled,
});

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
  const result = v.safeParse(schema, json);
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
  if (source.body !== "feed" && source.page === null) {
    throw new CatalogueError(`${file}: page: body is ${source.body}, so it needs a page profile`);
  }
  return source;
}

function isRegExp(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
