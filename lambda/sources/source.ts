/** A press office's channel, as declared in its catalogue file `sources/<id>.json`. */
export interface Source {
  readonly id: string;
  readonly name: string;
  readonly publisher: string;
  /** ISO 3166-1 alpha-2; null for organisations. */
  readonly country: string | null;
  /** BCP 47. */
  readonly language: string;
  /** IANA name: times without a zone are read in it. */
  readonly timeZone: string;
  readonly homepage: string;
  /** Where it publishes its news; polled in this order. */
  readonly listings: readonly Listing[];
  /** `feed`: the entry carries the text. `page`: the document is fetched. `page-else-feed`: fetched, and where it cannot be, the entry's text. */
  readonly body: "feed" | "page" | "page-else-feed";
  /** Host names (exact) that links may lead to. */
  readonly hosts: readonly string[];
  readonly pollMinutes: number;
  readonly fetchTimeoutSeconds: number;
  readonly identity: IdentityRule;
  /** How the source's own pages are laid out; null where only the feed's text is read. */
  readonly page: PageProfile | null;
  readonly feed: FeedRule;
  readonly licence: string;
  /** Against which recording it was verified, or `declared only`. */
  readonly verified: string;
  /** What is known of its site that its owner should know: that it blocks clouds, that a feed is gone. */
  readonly note?: string;
  /** Polled unless the configuration says otherwise. */
  readonly watched?: boolean;
}

export interface Listing {
  readonly url: string;
  readonly format: ListingFormat;
  /** Only for replays and backfills. */
  readonly former?: boolean;
  /** Asked only when none of the others could be read: some sites block cloud addresses. */
  readonly fallback?: boolean;
  /** Where an `html` index has its entries. */
  readonly html?: HtmlIndexRule;
  /** Where a `json` listing has its entries. */
  readonly json?: JsonListingRule;
}

/** `rss` and `atom` are read alike; `wordpress`: `/wp-json/wp/v2/posts`; `gov-uk`: `/api/search.json`. */
export type ListingFormat =
  | "rss"
  | "atom"
  | "json-feed"
  | "wordpress"
  | "gov-uk"
  | "json"
  | "html"
  | "messages";

/** Selectors into an index page; all but `item` within an item. */
export interface HtmlIndexRule {
  readonly item: string;
  /** The link; without it the first of the item, or the item itself. */
  readonly link?: string;
  /** Where the address is not in `href`. */
  readonly linkAttribute?: string;
  /** The address made of what `linkAttribute` says, which stands for `{value}`. */
  readonly linkTemplate?: string;
  /** Without it, the link's text. */
  readonly title?: string;
  readonly published?: StatedRule;
  /** The link to the next page of the index. */
  readonly next?: string;
}

/** Dotted paths into a JSON document: `results`, `title.rendered`, `links.0.href`. */
export interface JsonListingRule {
  /** Without it, the document is the list. */
  readonly items?: string;
  readonly url: string;
  readonly title: string;
  readonly id?: string;
  readonly published?: string;
  readonly updated?: string;
  readonly body?: string;
  /** The address of the next page. */
  readonly next?: string;
}

/** Where a time or day is stated. */
export interface StatedRule {
  readonly selector: string;
  readonly attribute?: string;
  /** The part of the text that is the date: a pattern, whose first group it is. */
  readonly pattern?: string;
  /** The first year that can be true; 1990 unless said. */
  readonly earliest?: number;
  /** Luxon's tokens; without them ISO 8601 or RFC 2822. */
  readonly formats?: readonly string[];
}

/** What a URL or an entry's guid says of a document's identity. Patterns are regular expressions with one group. */
export interface IdentityRule {
  /**
   * Matched against URLs; group 1 is the native id, or a group named `key` what `{key}` stands for in
   * the canonical URL. A URL that none matches is no readout of this source.
   */
  readonly urls: readonly string[];
  /** A URL alone, which no listing of this source named, is not this source's: others share its addresses. */
  readonly listedOnly?: boolean;
  /** Sources that publish the same readouts in other languages, under the same native ids. */
  readonly sameIdsAs?: readonly string[];
  /** Matched against an entry's guid, before its URL. */
  readonly guids?: readonly string[];
  /** The canonical URL, with `{id}` or `{key}`; without it, the URL less fragment, tracking parameters and variants. */
  readonly canonicalUrl?: string;
}

/** Where a document of this source has its parts: CSS selectors in HTML and XML, dotted paths in JSON. */
export interface PageProfile {
  /** What is fetched; HTML unless said. In XML and JSON, lead and body are HTML themselves. */
  readonly format?: "html" | "json" | "xml";
  /** Where the document is fetched, made of its canonical URL: a pattern, and the address with `$1`. */
  readonly address?: { readonly pattern: string; readonly url: string };
  /** Of a document in several languages, which to read: the first that has a body; stands for `{language}`. */
  readonly languages?: readonly string[];
  readonly title: string;
  readonly body: string;
  readonly lead?: string;
  readonly place?: string;
  /** Where the document names its own language. */
  readonly language?: string;
  readonly published?: StatedRule;
  readonly eventDate?: StatedRule;
  /** Removed before the text is read. */
  readonly drop?: readonly string[];
  /** What must be there for the page to be a readout at all. */
  readonly required?: readonly string[];
}

/** How an entry's own text is read. */
export interface FeedRule {
  /** Elements of the body that are the lead. */
  readonly lead?: string;
  readonly drop?: readonly string[];
  /** The zone offset that the feed states is wrong: read its clock time in `timeZone`. */
  readonly ignoreOffset?: boolean;
  /** A syndicator's first line that names the true origin, and its last line; neither is body. Patterns; group 1 of `first` is the origin. */
  readonly wrapper?: {
    readonly first: string;
    readonly last: string;
    readonly titlePrefix?: string;
    /** Our source ids by the origin's name. */
    readonly origins?: Readonly<Record<string, string>>;
  };
}
