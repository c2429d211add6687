import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Hono } from "hono";
import {
  confirmSubscription,
  endSubscription,
  lookAtLink,
} from "../../lambda/alerts/managing/follow-link.ts";
import { linkTo, manageLink } from "../../lambda/alerts/delivery/links.ts";
import { answerRequest } from "../../lambda/alerts/requests/answer-request.ts";
import { managing } from "../../lambda/alerts/managing/managing.ts";
import {
  requestManageLink,
  requestSubscription,
} from "../../lambda/alerts/requests/request-subscription.ts";
import { mayPreview } from "../../lambda/alerts/requests/request-limits.ts";
import { readSiteRequest, type SiteRequest } from "../../lambda/alerts/requests/site-request.ts";
import { alertsTable } from "../../lambda/archive/alerts-table.ts";
import { countersTable } from "../../lambda/archive/counters-table.ts";
import { type CopiesTable, copiesTable } from "../../lambda/archive/copies-table.ts";
import { indexTable } from "../../lambda/archive/index/index-table.ts";
import { searchIndex } from "../../lambda/archive/search/open-index.ts";
import { type ReadoutsTable, readoutsTable } from "../../lambda/archive/readouts-table.ts";
import { type SourcesTable, sourcesTable } from "../../lambda/archive/sources-table.ts";
import {
  type SubscriptionsTable,
  subscriptionsTable,
} from "../../lambda/archive/subscriptions-table.ts";
import { suppressionsTable } from "../../lambda/archive/suppressions-table.ts";
import { type WebhooksTable, webhooksTable } from "../../lambda/archive/webhooks-table.ts";
import type { WebhookRequest } from "../../lambda/alerts/webhooks/webhook-request.ts";
import { systemChance } from "../../lambda/runtime/chance.ts";
import type { Message } from "../../lambda/outside/mailer.ts";
import { silentLog } from "../../lambda/runtime/log.ts";
import { type Catalogue, readCatalogue } from "../../lambda/sources/catalogue.ts";
import type { Active, Subscription } from "../../lambda/subscriptions/subscription.ts";
import type { Bindings } from "../../lambda/web/answering.ts";
import { createSite } from "../../lambda/web/site.ts";
import type { SiteDeps } from "../../lambda/web/site-deps.ts";
import { testTables, type TestTables } from "./dynamodb.ts";

/** The whole site over an empty archive; mails are kept instead of sent. */
export interface TestSite {
  readonly site: Hono<{ Bindings: Bindings }>;
  readonly deps: SiteDeps;
  readonly tables: TestTables;
  readonly readouts: ReadoutsTable;
  readonly copies: CopiesTable;
  readonly sources: SourcesTable;
  readonly subscriptions: SubscriptionsTable;
  /** The newest last. */
  readonly mails: readonly Message[];
  /** Addresses that were taken off SES's own list. */
  readonly lifted: readonly string[];
  readonly webhooks: WebhooksTable;
  /** What the webhooks' queue was given. */
  readonly webhookRequests: readonly WebhookRequest[];
  /** The link of the newest mail, less the site's own address. */
  confirmPath(): string;
  /** As a mail of an alert has it. */
  unsubscribePath(...subscriptions: readonly [Active, ...Active[]]): string;
  managePath(subscription: Subscription): string;
}

export const siteUrl = "https://readouts.norrhaven.example";
export const siteNow = "2026-03-03T08:00:00.000Z";
const secrets = { current: "a secret of the tests", previous: null };

/** The sample's two sources, of invented governments. */
export function sampleCatalogue(): Catalogue {
  const folder = join(import.meta.dirname, "../../local/sample/sources");
  const names = readdirSync(folder).sort();
  return readCatalogue(
    names.map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") })),
  );
}

/** @param given its tables @default tables of its own */
export async function aSite(
  changed: Partial<SiteDeps> = {},
  given: TestTables | null = null,
): Promise<TestSite> {
  const tables = given ?? (await testTables());
  const mails: Message[] = [];
  const lifted: string[] = [];
  const webhookRequests: WebhookRequest[] = [];
  const webhooks = webhooksTable(tables.client, tables.webhooks);
  const clock = changed.clock ?? { now: () => siteNow };
  const subscriptions = subscriptionsTable(tables.client, tables.subscriptions);
  const baseUrl = changed.baseUrl ?? siteUrl;
  const readouts = readoutsTable(tables.client, tables.readouts);
  const index = searchIndex(indexTable(tables.client, tables.index));
  const catalogue = sampleCatalogue();
  const subscribing = {
    clock,
    log: silentLog,
    catalogue,
    readouts,
    index,
    subscriptions,
    alerts: alertsTable(tables.client, tables.alerts),
    counters: countersTable(tables.client, tables.counters),
    suppressions: suppressionsTable(tables.client, tables.suppressions),
    addressPolicy: {
      refusedDomains: new Set(["throwaway.example"]),
      roleAddresses: "refuse",
    } as const,
    // As the queue would have it, but at once.
    requestQueue: {
      send: async (requests: readonly SiteRequest[]) => {
        for (const one of requests) {
          await answerRequest(readSiteRequest(JSON.stringify(one)), subscribing);
        }
      },
    },
    suppressionList: {
      lift: async (address: string) => {
        lifted.push(address);
        await Promise.resolve();
      },
    },
    mailer: {
      send: async (message: Message) => {
        mails.push(message);
        return await Promise.resolve({ outcome: "sent", sesMessageId: "1" } as const);
      },
    },
    webhooks,
    webhookQueue: {
      send: async (requests: readonly WebhookRequest[]) => {
        webhookRequests.push(...requests);
        await Promise.resolve();
      },
    },
    chance: systemChance,
    isLoopbackAllowed: false,
    linkSecrets: async () => await Promise.resolve(secrets),
    baseUrl,
  };
  const copies = copiesTable(tables.client, tables.copies);
  const sources = sourcesTable(tables.client, tables.sources);
  const deps: SiteDeps = {
    clock,
    log: silentLog,
    catalogue,
    readouts,
    index,
    copies,
    sources,
    subscribing: {
      request: async (asked) => await requestSubscription(asked, subscribing),
      look: async (purpose, token) => await lookAtLink(purpose, token, subscribing),
      confirm: async (token, from) => await confirmSubscription(token, from, subscribing),
      end: async (token, only) => await endSubscription(token, subscribing, only),
      mayPreview: async (from) => await mayPreview(from, subscribing),
      requestLink: async (asked) => await requestManageLink(asked, subscribing),
    },
    managing: managing(subscribing),
    baseUrl,
    isBehindCdn: false,
    notice: null,
    ...changed,
  };
  const pathOf = (url: string): string => url.replace(baseUrl, "");
  return {
    site: createSite(deps),
    deps,
    tables,
    readouts,
    copies,
    sources,
    subscriptions,
    mails,
    lifted,
    webhooks,
    webhookRequests,
    confirmPath: () => {
      const link = /https?:\/\/\S+\/confirm\?token=[\w.-]+/.exec(mails.at(-1)?.text ?? "");
      if (link === null) throw new Error("no mail with a link to confirm was sent");
      return pathOf(link[0]);
    },
    unsubscribePath: (...all) =>
      pathOf(linkTo("unsubscribe", all, { baseUrl, secrets, now: clock.now() })),
    managePath: ({ subscriberId }) =>
      pathOf(manageLink(subscriberId, { baseUrl, secrets, now: clock.now() })),
  };
}
