import type { Alert } from "../archive/alerts-table.ts";
import type { WebhookHealth } from "../archive/webhook-items.ts";
import type { CopiesTable } from "../archive/copies-table.ts";
import type { ReadoutsTable } from "../archive/readouts-table.ts";
import type { SearchIndex } from "../archive/search/open-index.ts";
import type { SourcesTable } from "../archive/sources-table.ts";
import type { QueryError } from "../query/parsing/query-error.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { Catalogue } from "../sources/catalogue.ts";
import type { Preferences } from "../subscriptions/preferences.ts";
import type { ButtonPurpose } from "../subscriptions/signed-links.ts";
import type { Subscription } from "../subscriptions/subscription.ts";
import type { Suppression } from "../subscriptions/suppression.ts";

/** What came of a wish that an address was typed for. */
type Asked =
  | { readonly outcome: "invalid-address"; readonly message: string }
  | { readonly outcome: "too-many" }
  | { readonly outcome: "accepted" };

/** What the site asks of those who keep subscriptions. */
export interface Subscribing {
  request(asked: {
    readonly address: string;
    readonly query: string;
    readonly preferences: Preferences;
    /** An IP address, for the record of consent. */
    readonly from: string;
  }): Promise<Asked | { readonly outcome: "invalid-query"; readonly error: QueryError }>;
  /** Whether one more preview may be made for who asks from there. */
  mayPreview(from: string): Promise<boolean>;
  /** A link to manage, by mail. */
  requestLink(asked: { readonly address: string; readonly from: string }): Promise<Asked>;
  /** What a link would do; changes nothing. */
  look(purpose: ButtonPurpose, token: string): Promise<LinkState>;
  confirm(token: string, from: string): Promise<LinkState>;
  /** @param only one alert of those that the link is for; null: all of them */
  end(token: string, only: string | null): Promise<LinkState>;
}

export type LinkState =
  | { readonly outcome: "invalid" | "expired" }
  | { readonly outcome: "already"; readonly subscription: LinkedAlerts }
  | {
      /** It works, or has just worked. */
      readonly outcome: "done";
      readonly subscription: LinkedAlerts;
      /** Where whoever has just confirmed sees all of their alerts. */
      readonly manageUrl: string | null;
    };

export interface LinkedAlerts {
  readonly query: string;
  readonly alerts: readonly {
    readonly subscriptionId: string;
    readonly name: string;
    readonly query: string;
    readonly frequency: string;
    readonly isOpen: boolean;
  }[];
}

/** Buttons of one alert. */
export const alertActions = [
  "confirm",
  "pause",
  "resume",
  "stop",
  "restart",
  "test",
  "feed",
  "no-feed",
] as const;
export type AlertAction = (typeof alertActions)[number];

/** All that is kept of a subscriber. */
export interface Holdings {
  readonly subscriptions: readonly Subscription[];
  readonly alerts: readonly Alert[];
  readonly suppression: Suppression | null;
  /** By subscriptionId. */
  readonly webhookHealth: ReadonlyMap<string, WebhookHealth>;
}

/** What a link to manage opens. */
export type Managed =
  | { readonly outcome: "open"; readonly subscriberId: string; readonly holdings: Holdings }
  | { readonly outcome: "invalid" | "expired" };

interface ActionOn {
  readonly subscriberId: string;
  readonly subscriptionId: string;
  readonly from: string;
}

type ActionOutcome = "done" | "already" | "unknown";

/** What is wished of one alert's webhook. */
export type WebhookWish =
  | { readonly wish: "set"; readonly url: string }
  | { readonly wish: "remove" | "rotate" | "test" | "enable" };

/** What the site asks of those who let subscribers manage their alerts. */
export interface Managing {
  open(token: string): Promise<Managed>;
  act(action: AlertAction, on: ActionOn): Promise<ActionOutcome>;
  change(
    on: ActionOn,
    wish: { readonly query: string; readonly preferences: Preferences },
  ): Promise<
    ActionOutcome | "double" | { readonly outcome: "invalid-query"; readonly error: QueryError }
  >;
  /** @returns how many were not stopped before */
  stopAll(on: Pick<ActionOn, "subscriberId" | "from">): Promise<number>;
  /** @returns how many alerts had the line after a month without a mail */
  endMonthlyLine(on: Pick<ActionOn, "subscriberId">): Promise<number>;
  /** The alert that a feed's address is for; null: none, or it has ended. */
  feed(address: string): Promise<Subscription | "too-many" | null>;
  webhook(
    wish: WebhookWish,
    on: ActionOn,
  ): Promise<
    ActionOutcome | "too-many" | { readonly outcome: "invalid-url"; readonly message: string }
  >;
  erase(subscriberId: string): Promise<void>;
}

/** What the site needs of the world. */
export interface SiteDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly catalogue: Pick<Catalogue, "all" | "get">;
  readonly readouts: Pick<
    ReadoutsTable,
    "head" | "revision" | "revisions" | "latest" | "newest" | "found"
  >;
  readonly index: SearchIndex;
  readonly sources: Pick<SourcesTable, "summaries">;
  readonly copies: Pick<CopiesTable, "groupOf">;
  readonly subscribing: Subscribing;
  readonly managing: Managing;
  /** Where people reach the site, without a slash at the end. */
  readonly baseUrl: string;
  /** Something that we know of stands between people and API Gateway, and says where a request comes from. */
  readonly isBehindCdn: boolean;
  /** A sentence above every page; null: none. */
  readonly notice: string | null;
}
