import { handle } from "hono/aws-lambda";
import {
  confirmSubscription,
  endSubscription,
  lookAtLink,
} from "../alerts/managing/follow-link.ts";
import { managing } from "../alerts/managing/managing.ts";
import { mayPreview } from "../alerts/requests/request-limits.ts";
import { requestManageLink, requestSubscription } from "../alerts/requests/request-subscription.ts";
import { alertsTable } from "../archive/alerts-table.ts";
import { copiesTable } from "../archive/copies-table.ts";
import { countersTable } from "../archive/counters-table.ts";
import { indexTable } from "../archive/index/index-table.ts";
import { readoutsTable } from "../archive/readouts-table.ts";
import { searchIndex } from "../archive/search/open-index.ts";
import { sourcesTable } from "../archive/sources-table.ts";
import { subscriptionsTable } from "../archive/subscriptions-table.ts";
import { suppressionsTable } from "../archive/suppressions-table.ts";
import { webhooksTable } from "../archive/webhooks-table.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import { systemChance } from "../runtime/chance.ts";
import { createSite } from "../web/site.ts";
import {
  assembleAddressPolicy,
  assembleCatalogue,
  assembleLinkSecrets,
  assembleRequestQueue,
  assembleTables,
  assembleWebhookQueue,
  basics,
  isLoopbackAllowed,
} from "./assemble.ts";
import { httpEnvironment } from "./environments.ts";

const environment = readEnvironment(httpEnvironment, processEnvironment);
const tables = assembleTables();
const subscribing = {
  ...basics,
  linkSecrets: assembleLinkSecrets(environment.LINK_SECRET),
  addressPolicy: assembleAddressPolicy(environment.ROLE_ADDRESSES),
  requestQueue: assembleRequestQueue(environment.REQUEST_QUEUE_URL),
  counters: countersTable(tables, environment.COUNTERS_TABLE),
  alerts: alertsTable(tables, environment.ALERTS_TABLE),
  subscriptions: subscriptionsTable(tables, environment.SUBSCRIPTIONS_TABLE),
  suppressions: suppressionsTable(tables, environment.SUPPRESSIONS_TABLE),
  webhooks: webhooksTable(tables, environment.WEBHOOKS_TABLE),
  webhookQueue: assembleWebhookQueue(environment.WEBHOOK_QUEUE_URL),
  isLoopbackAllowed: isLoopbackAllowed(environment.WEBHOOKS_TO_LOOPBACK),
  chance: systemChance,
  baseUrl: environment.BASE_URL,
};

const site = createSite({
  ...basics,
  catalogue: assembleCatalogue(environment.SOURCES),
  index: searchIndex(indexTable(tables, environment.INDEX_TABLE)),
  copies: copiesTable(tables, environment.COPIES_TABLE),
  readouts: readoutsTable(tables, environment.READOUTS_TABLE),
  sources: sourcesTable(tables, environment.SOURCES_TABLE),
  subscribing: {
    request: async (asked) => await requestSubscription(asked, subscribing),
    look: async (purpose, token) => await lookAtLink(purpose, token, subscribing),
    confirm: async (token, from) => await confirmSubscription(token, from, subscribing),
    end: async (token, only) => await endSubscription(token, subscribing, only),
    mayPreview: async (from) => await mayPreview(from, subscribing),
    requestLink: async (asked) => await requestManageLink(asked, subscribing),
  },
  managing: managing(subscribing),
  baseUrl: environment.BASE_URL,
  isBehindCdn: environment.BEHIND_CDN === "yes",
  notice: environment.NOTICE,
});

/** Every request of the HTTP API: pages for people, JSON for programs. */
export const handler = handle(site);
