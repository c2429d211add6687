import { handle } from "hono/aws-lambda";
import { confirmSubscription, endSubscription, lookAtLink } from "../alerts/follow-link.ts";
import { requestSubscription } from "../alerts/request-subscription.ts";
import { readoutsTable } from "../archive/readouts-table.ts";
import { sourcesTable } from "../archive/sources-table.ts";
import { subscriptionsTable } from "../archive/subscriptions-table.ts";
import { suppressionsTable } from "../archive/suppressions-table.ts";
import { processEnvironment, readEnvironment } from "../runtime/environment.ts";
import { createSite } from "../web/site.ts";
import { assembleCatalogue, assembleMail, assembleTables, basics } from "./assemble.ts";
import { httpEnvironment } from "./environments.ts";

const environment = readEnvironment(httpEnvironment, processEnvironment);
const tables = assembleTables();
const subscribing = {
  ...basics,
  ...assembleMail(environment),
  subscriptions: subscriptionsTable(tables, environment.SUBSCRIPTIONS_TABLE),
  suppressions: suppressionsTable(tables, environment.SUPPRESSIONS_TABLE),
  baseUrl: environment.BASE_URL,
};

const site = createSite({
  ...basics,
  catalogue: assembleCatalogue(environment.SOURCES),
  readouts: readoutsTable(tables, environment.READOUTS_TABLE),
  sources: sourcesTable(tables, environment.SOURCES_TABLE),
  subscribing: {
    request: async (asked) => await requestSubscription(asked, subscribing),
    look: async (purpose, token) => await lookAtLink(purpose, token, subscribing),
    confirm: async (token, from) => await confirmSubscription(token, from, subscribing),
    end: async (token) => await endSubscription(token, subscribing),
  },
  baseUrl: environment.BASE_URL,
  notice: environment.NOTICE,
});

/** Every request of the HTTP API: pages for people, JSON for programs. */
export const handler = handle(site);
