import { parse } from "tldts";
import type { Entry } from "../reading.ts";
import type { Listing, Source } from "../source.ts";

/** What was found of a site. */
export interface Found {
  readonly siteUrl: string;
  readonly listing: Listing;
  readonly entries: readonly Entry[];
  /** What the listing, or else the page, calls itself. */
  readonly title: string | null;
  /** As the page or the feed declares it. */
  readonly language: string | null;
}

/** Countries whose domains are not their ISO 3166 code, and domains that belong to one. */
const countries: Readonly<Record<string, string | null>> = {
  uk: "GB",
  gov: "US",
  mil: "US",
  eu: null,
  int: null,
  org: null,
  com: null,
  net: null,
  info: null,
};

/** Half of the entries with this much text carry it whole. */
const wholeText = 600;

/** A catalogue file for a site, as far as it can be told from outside: what is guessed is for its author to check. */
export function draftSource({ siteUrl, listing, entries, title, language }: Found): Source {
  const { hostname } = new URL(siteUrl);
  const { domainWithoutSuffix, publicSuffix } = parse(hostname);
  const country = countryOf(publicSuffix);
  const hosts = [...new Set([new URL(listing.url).hostname, ...entries.map(hostOf)])];
  const name = title?.split(/\s+[|–—»:]\s+|\s+-\s+/u)[0]?.trim() ?? hostname;
  return {
    id: idOf(hostname, domainWithoutSuffix),
    name: name === "" ? hostname : name,
    publisher: name === "" ? hostname : name,
    country,
    language: language !== null && isLanguage(language) ? language : "en",
    timeZone: timeZoneOf(country),
    homepage: siteUrl,
    listings: [listing],
    body: carriesText(entries) ? "feed" : "page",
    hosts,
    pollMinutes: 15,
    fetchTimeoutSeconds: 20,
    identity: identityOf(hosts, entries),
    page: null,
    feed: {},
    licence: "Not stated",
    verified: "declared only",
  };
}

export function carriesText(entries: readonly Entry[]): boolean {
  const long = entries.filter(({ bodyHtml }) => (bodyHtml?.length ?? 0) > wholeText);
  return long.length * 2 > entries.length;
}

function hostOf({ url }: Entry): string {
  return new URL(url).hostname;
}

function idOf(hostname: string, domain: string | null): string {
  const first = hostname.replace(/^www\./, "").split(".")[0] ?? "source";
  const name = domain === null || domain.length < 3 ? first : domain;
  return (
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-+|-+$/g, "") || "source"
  );
}

function countryOf(publicSuffix: string | null): string | null {
  const top = publicSuffix?.split(".").at(-1)?.toLowerCase() ?? "";
  const known = countries[top];
  if (known !== undefined) return known;
  return /^[a-z]{2}$/.test(top) ? top.toUpperCase() : null;
}

/** The country's first time zone: of those with several, the author must choose. */
function timeZoneOf(country: string | null): string {
  if (country === null) return "UTC";
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & {
    readonly timeZones?: readonly string[];
  };
  return locale.timeZones?.[0] ?? "UTC";
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length === 1;
  } catch {
    return false;
  }
}

/** WordPress's guids are native ids; else a number that every address ends with; else the address is. */
function identityOf(hosts: readonly string[], entries: readonly Entry[]): Source["identity"] {
  const host = `^https?://(?:${hosts.map((one) => one.replaceAll(".", "\\.")).join("|")})/`;
  const every = (pattern: RegExp, of: (entry: Entry) => string): boolean =>
    entries.length > 0 && entries.every((entry) => pattern.test(of(entry)));
  if (every(/\?p=\d+$/, ({ entryId }) => entryId)) {
    return { urls: [`${host}.+`], guids: ["\\?p=(\\d+)$"] };
  }
  const folder = commonFolder(entries.map(({ url }) => new URL(url).pathname));
  const within = `${host}${folder.slice(1).replaceAll(/[.+()]/g, "\\$&")}`;
  if (every(/\/\d{3,}\/?$/, ({ url }) => new URL(url).pathname)) {
    return { urls: [`${within}(?:[^?#]*/)?(\\d{3,})/?$`] };
  }
  return { urls: [`${within}[^?#]+`] };
}

/** The folder that all paths lie in. */
function commonFolder(paths: readonly string[]): string {
  const [first = "/", ...others] = paths;
  let at = 0;
  while (at < first.length && others.every((path) => path[at] === first[at])) at += 1;
  const common = first.slice(0, at).replace(/\d.*$/, "");
  return common.slice(0, common.lastIndexOf("/") + 1) || "/";
}
