/** How one fetch ended. Only `fetched` carries a document. */
export type FetchOutcome =
  | {
      readonly outcome: "fetched";
      /** After redirects. */
      readonly url: string;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly bytes: Uint8Array;
    }
  | { readonly outcome: "not-modified" }
  /** 404 or 410. */
  | { readonly outcome: "gone"; readonly status: number }
  /** A block page or challenge, recognised as such: never a readout. */
  | { readonly outcome: "blocked"; readonly reason: string }
  /** Will not work by trying again soon: forbidden host or address, robots.txt, too large, redirect loop, not in the recording. */
  | { readonly outcome: "refused"; readonly reason: string }
  /** May work later: 5xx, 429, time-out, connection. `retryAfterMs` is 0 where the server named no time. */
  | { readonly outcome: "failed"; readonly reason: string; readonly retryAfterMs: number };

export interface FetchRequest {
  readonly url: string;
  /** Hosts that may be fetched, redirects included. */
  readonly hosts: readonly string[];
  readonly timeoutMs: number;
  /** Validators of what we have: sent as If-None-Match and If-Modified-Since. */
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** The one way to the press offices. Never throws for what a server or network does. */
export interface Fetcher {
  fetch(request: FetchRequest): Promise<FetchOutcome>;
}
