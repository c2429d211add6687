import type { ReadoutsTable } from "../archive/readouts-table.ts";
import type { SourcesTable } from "../archive/sources-table.ts";
import type { QueryError } from "../query/query-error.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { Catalogue } from "../sources/catalogue.ts";
import type { Preferences } from "../subscriptions/preferences.ts";
import type { ButtonPurpose } from "../subscriptions/signed-links.ts";

/** What the site asks of those who keep subscriptions. */
export interface Subscribing {
  request(asked: {
    readonly address: string;
    readonly query: string;
    readonly preferences: Preferences;
    /** An IP address, for the record of consent. */
    readonly from: string;
  }): Promise<
    | { readonly outcome: "invalid-address"; readonly message: string }
    | { readonly outcome: "invalid-query"; readonly error: QueryError }
    | { readonly outcome: "accepted" }
  >;
  /** What a link would do; changes nothing. */
  look(purpose: ButtonPurpose, token: string): Promise<LinkState>;
  confirm(token: string, from: string): Promise<LinkState>;
  end(token: string): Promise<LinkState>;
}

export type LinkState =
  | { readonly outcome: "invalid" | "expired" }
  | {
      /** `done`: it works, or has just worked. */
      readonly outcome: "already" | "done";
      readonly subscription: { readonly query: string };
    };

/** What the site needs of the world. */
export interface SiteDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly catalogue: Pick<Catalogue, "all" | "get">;
  readonly readouts: Pick<ReadoutsTable, "head" | "revision" | "revisions" | "latest" | "newest">;
  readonly sources: Pick<SourcesTable, "get">;
  readonly subscribing: Subscribing;
  /** Where people reach the site, without a slash at the end. */
  readonly baseUrl: string;
  /** A sentence above every page; null: none. */
  readonly notice: string | null;
}
