import * as v from "valibot";

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
  pattern: v.exactOptional(pattern),
  earliest: v.exactOptional(wholeAbove0),
  formats: v.exactOptional(v.array(filled)),
});

const htmlIndex = v.strictObject({
  item: filled,
  link: v.exactOptional(filled),
  linkAttribute: v.exactOptional(filled),
  linkTemplate: v.exactOptional(v.pipe(filled, v.includes("{value}", "must contain {value}"))),
  title: v.exactOptional(filled),
  published: v.exactOptional(dated),
  next: v.exactOptional(filled),
});

const jsonListing = v.strictObject({
  items: v.exactOptional(filled),
  url: filled,
  title: filled,
  id: v.exactOptional(filled),
  published: v.exactOptional(filled),
  updated: v.exactOptional(filled),
  body: v.exactOptional(filled),
  next: v.exactOptional(filled),
});

const pageProfile = v.strictObject({
  format: v.exactOptional(v.picklist(["html", "json", "xml"])),
  address: v.exactOptional(v.strictObject({ pattern, url: webUrl })),
  languages: v.exactOptional(v.pipe(v.array(language), v.minLength(1, "must name a language"))),
  title: filled,
  body: filled,
  lead: v.exactOptional(filled),
  place: v.exactOptional(filled),
  language: v.exactOptional(filled),
  published: v.exactOptional(dated),
  eventDate: v.exactOptional(dated),
  drop: v.exactOptional(v.array(filled)),
  required: v.exactOptional(v.array(filled)),
});

/** A catalogue file's form. */
export const sourceSchema = v.strictObject({
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
        format: v.picklist([
          "rss",
          "atom",
          "json-feed",
          "wordpress",
          "gov-uk",
          "json",
          "html",
          "messages",
        ]),
        former: v.exactOptional(v.boolean()),
        fallback: v.exactOptional(v.boolean()),
        html: v.exactOptional(htmlIndex),
        json: v.exactOptional(jsonListing),
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
    listedOnly: v.exactOptional(v.boolean()),
    sameIdsAs: v.exactOptional(v.array(filled)),
    canonicalUrl: v.exactOptional(
      v.pipe(filled, v.regex(/\{(?:id|key)\}/, "must contain {id} or {key}")),
    ),
  }),
  page: v.nullable(pageProfile),
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
  note: v.exactOptional(filled),
  watched: v.exactOptional(v.boolean()),
});

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
