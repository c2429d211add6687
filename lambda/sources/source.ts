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
  /** Where it publishes its news; polled in this order. `former` ones are only for replays and backfills. */
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
}

export interface Listing {
  readonly url: string;
  readonly format: "rss" | "atom";
  readonly former?: boolean;
}

/** What a URL or an entry's guid says of a document's identity. Patterns are regular expressions with one group. */
export interface IdentityRule {
  /** Matched against URLs; group 1 is the native id. A URL that none matches is no readout of this source. */
  readonly urls: readonly string[];
  /** Matched against an entry's guid, before its URL. */
  readonly guids?: readonly string[];
  /** The canonical URL, with `{id}`; without it, the URL less fragment, tracking parameters and variants. */
  readonly canonicalUrl?: string;
}

/** CSS selectors into a page of this source. */
export interface PageProfile {
  readonly title: string;
  readonly body: string;
  readonly lead?: string;
  readonly place?: string;
  readonly published?: {
    readonly selector: string;
    readonly attribute?: string;
    readonly formats?: readonly string[];
  };
  readonly eventDate?: {
    readonly selector: string;
    readonly attribute?: string;
    readonly formats?: readonly string[];
  };
  /** Removed before anything is read. */
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
