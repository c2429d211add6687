import { type AnswerDeps, answerRequest } from "../../lambda/alerts/requests/answer-request.ts";
import type { DeliverDeps } from "../../lambda/alerts/delivery/deliver-alert.ts";
import type { QuietMonthsDeps } from "../../lambda/alerts/delivery/find-quiet-months.ts";
import type { GatherDeps } from "../../lambda/alerts/delivery/gather-digests.ts";
import type { DeliveryRequest } from "../../lambda/alerts/delivery/delivery-request.ts";
import { readSiteRequest } from "../../lambda/alerts/requests/site-request.ts";
import type { MatchDeps } from "../../lambda/alerts/matching/match-revision.ts";
import { WatchedQueries } from "../../lambda/alerts/matching/watched-queries.ts";
import { confirmSubscription } from "../../lambda/alerts/managing/follow-link.ts";
import {
  type RequestDeps,
  requestSubscription,
} from "../../lambda/alerts/requests/request-subscription.ts";
import { countersTable } from "../../lambda/archive/counters-table.ts";
import { copiesTable } from "../../lambda/archive/copies-table.ts";
import { type AlertsTable, alertsTable } from "../../lambda/archive/alerts-table.ts";
import { digestsTable } from "../../lambda/archive/digests-table.ts";
import { quietMonthsTable } from "../../lambda/archive/quiet-months-table.ts";
import { indexTable } from "../../lambda/archive/index/index-table.ts";
import { searchIndex } from "../../lambda/archive/search/open-index.ts";
import { type ReadoutsTable, readoutsTable } from "../../lambda/archive/readouts-table.ts";
import {
  type SubscriptionsTable,
  subscriptionsTable,
} from "../../lambda/archive/subscriptions-table.ts";
import {
  type SuppressionsTable,
  suppressionsTable,
} from "../../lambda/archive/suppressions-table.ts";
import { type WebhooksTable, webhooksTable } from "../../lambda/archive/webhooks-table.ts";
import type { Mailer, Message } from "../../lambda/outside/mailer.ts";
import type { ReadoutContent } from "../../lambda/readouts/readout.ts";
import type { Revision } from "../../lambda/readouts/revision.ts";
import { addMs } from "../../lambda/runtime/instant.ts";
import { silentLog } from "../../lambda/runtime/log.ts";
import type { SigningSecrets } from "../../lambda/subscriptions/signed-links.ts";
import type { Source } from "../../lambda/sources/source.ts";
import { testTables, type TestTables } from "../builders/dynamodb.ts";
import { aHead, aReadout, aRevision } from "../builders/readout.ts";

export const ostrovia: Source = {
  id: "ostrovia-pm",
  name: "Prime Minister of Ostrovia",
  publisher: "Office of the Prime Minister",
  country: null,
  language: "en",
  timeZone: "Europe/Athens",
  homepage: "https://pm.ostrovia.example/",
  listings: [{ url: "https://pm.ostrovia.example/news/feed/", format: "rss" }],
  body: "feed",
  hosts: ["pm.ostrovia.example"],
  pollMinutes: 10,
  fetchTimeoutSeconds: 20,
  identity: { urls: ["/news/(\\d+)"] },
  page: null,
  feed: {},
  licence: "invented",
  verified: "invented",
};

/** A newsroom's desk: the tables, a clock that is set, and a mailer that keeps what it sends. */
export interface Desk {
  readonly deps: MatchDeps &
    DeliverDeps &
    GatherDeps &
    QuietMonthsDeps &
    RequestDeps &
    AnswerDeps & {
      readonly linkSecrets: () => Promise<SigningSecrets>;
      readonly alerts: AlertsTable;
      readonly subscriptions: SubscriptionsTable;
      readonly suppressions: SuppressionsTable;
      readonly webhooks: WebhooksTable;
    };
  readonly alerts: AlertsTable;
  readonly readouts: ReadoutsTable;
  readonly suppressions: SuppressionsTable;
  /** What was sent, the oldest first. */
  readonly mails: Message[];
  /** Addresses that SES itself sends nothing to. */
  readonly listed: Set<string>;
  /** What the delivery queue was given. */
  readonly requests: DeliveryRequest[];
  /** What the queue of digests was given. */
  readonly digestRequests: DeliveryRequest[];
  /** What SES would tell of its sends, one SNS message each. */
  readonly events: string[];
  /** How the sources are. */
  health: Awaited<ReturnType<DeliverDeps["health"]>>;
  /** How the mailer answers; reset it after a test that changes it. */
  answer: Mailer["send"];
  readonly sends: Mailer["send"];
  now: string;
  pass(ms: number): void;
  publish(content: Partial<ReadoutContent>, its?: Partial<Revision>): Promise<Revision>;
  /** Asks and confirms, as a person does. */
  subscribe(address: string, query: string): Promise<void>;
}

/** @param given its tables @default tables of its own */
export async function aDesk(given: TestTables | null = null): Promise<Desk> {
  const tables = given ?? (await testTables());
  const readouts = readoutsTable(tables.client, tables.readouts);
  const subscriptions = subscriptionsTable(tables.client, tables.subscriptions);
  const alerts = alertsTable(tables.client, tables.alerts);
  const digests = digestsTable(tables.client, tables.alerts);
  const suppressions = suppressionsTable(tables.client, tables.suppressions);
  const sends: Mailer["send"] = (message) => {
    desk.mails.push(message);
    const sesMessageId = `ses-${desk.mails.length}`;
    desk.events.push(sendEvent(message, sesMessageId, desk.now));
    return Promise.resolve({ outcome: "sent", sesMessageId });
  };
  let subscribed = 0;
  const desk: Desk = {
    deps: {
      clock: { now: () => desk.now },
      log: silentLog,
      catalogue: { get: (id) => (id === ostrovia.id ? ostrovia : null) },
      readouts,
      index: searchIndex(indexTable(tables.client, tables.index)),
      webhooks: webhooksTable(tables.client, tables.webhooks),
      copies: copiesTable(tables.client, tables.copies),
      subscriptions,
      // As matching finds them once their copy is made; whether it is, is asked in another place.
      watched: async () => new WatchedQueries(await subscriptions.standingQueries(), silentLog),
      alerts,
      digests,
      quietMonths: quietMonthsTable(tables.client, tables.alerts),
      health: () => Promise.resolve(desk.health),
      digestQueue: {
        send: (requests) => {
          desk.digestRequests.push(...requests);
          return Promise.resolve();
        },
      },
      suppressions,
      suppressionList: {
        lift: async (address) => await Promise.resolve(void desk.listed.delete(address)),
      },
      mailer: { send: async (message) => await desk.answer(message) },
      turn: {
        take: () => Promise.resolve("now"),
        refused: (_key, why) => Promise.resolve({ why, until: addMs(desk.now, 60_000) }),
        putBack: (key) => {
          desk.requests.push({ subscriberId: key.subscriberId, alertId: key.alertId });
          return Promise.resolve();
        },
      },
      deliveryQueue: {
        send: (requests) => {
          desk.requests.push(...requests);
          return Promise.resolve();
        },
      },
      counters: countersTable(tables.client, tables.counters),
      addressPolicy: { refusedDomains: new Set(["throwaway.example"]), roleAddresses: "refuse" },
      // As the queue would have it, but at once.
      requestQueue: {
        send: async (requests) => {
          for (const one of requests) {
            await answerRequest(readSiteRequest(JSON.stringify(one)), desk.deps);
          }
        },
      },
      linkSecrets: () => Promise.resolve({ current: "a secret of the tests", previous: null }),
      baseUrl: "https://readouts.norrhaven.example",
    },
    alerts,
    readouts,
    suppressions,
    mails: [],
    listed: new Set(),
    requests: [],
    digestRequests: [],
    events: [],
    health: [],
    answer: sends,
    sends,
    now: "2026-03-02T15:01:00.000Z",
    pass: (ms) => {
      desk.now = addMs(desk.now, ms);
    },
    publish: async (content, its = {}) => {
      const revision = aRevision({ content: aReadout(content), ...its });
      const previous = await readouts.head(revision.readoutId);
      await readouts.append(revision, aHead({}, revision), previous);
      return revision;
    },
    subscribe: async (address, query) => {
      const before = desk.mails.length;
      await requestSubscription(
        // Every reader is somewhere else: limits have tests of their own.
        { address, query, preferences: null, from: `office ${(subscribed += 1)}` },
        desk.deps,
      );
      const mail = desk.mails[before];
      if (mail === undefined) throw new Error(`no confirmation was mailed for ${query}`);
      await confirmSubscription(tokenIn(mail.text), "192.0.2.7", desk.deps);
      desk.mails.splice(before);
      desk.events.pop();
    },
  };
  return desk;
}

/** The first token among the links of a text. */
export function tokenIn(text: string): string {
  const token = /\?token=([\w.-]+)/.exec(text)?.[1];
  if (token === undefined) throw new Error(`no link in ${text}`);
  return token;
}

export function sendEvent(message: Pick<Message, "tags">, messageId: string, timestamp: string) {
  const tags = Object.entries(message.tags).map(([name, value]) => [name, [value]]);
  return JSON.stringify({
    eventType: "Send",
    mail: {
      timestamp,
      messageId,
      source: "alerts@norrhaven.example",
      tags: { "ses:configuration-set": ["Readouts"], ...Object.fromEntries(tags) },
    },
    send: {},
  });
}
