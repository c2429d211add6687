import type { DeliverDeps } from "../../lambda/alerts/delivery/deliver-alert.ts";
import type { DeliveryRequest } from "../../lambda/alerts/delivery/delivery-request.ts";
import { type MatchDeps, matchRevision } from "../../lambda/alerts/matching/match-revision.ts";
import { WatchedQueries } from "../../lambda/alerts/matching/watched-queries.ts";
import { alertsTable } from "../../lambda/archive/alerts-table.ts";
import { copiesTable } from "../../lambda/archive/copies-table.ts";
import { digestsTable } from "../../lambda/archive/digests-table.ts";
import { rememberedRevisions } from "../../lambda/archive/remembered-revisions.ts";
import { readoutsTable } from "../../lambda/archive/readouts-table.ts";
import { subscriptionsTable } from "../../lambda/archive/subscriptions-table.ts";
import { suppressionsTable } from "../../lambda/archive/suppressions-table.ts";
import { type Clock, systemClock } from "../../lambda/runtime/clock.ts";
import { silentLog } from "../../lambda/runtime/log.ts";
import { subscriberIdOf } from "../../lambda/subscriptions/address.ts";
import type { Frequency } from "../../lambda/subscriptions/preferences.ts";
import { standingOf } from "../../lambda/subscriptions/standing-query.ts";
import {
  type Active,
  confirmed,
  mailed,
  requested,
} from "../../lambda/subscriptions/subscription.ts";
import { makeDocuments } from "../corpus.ts";
import { rounded } from "../interleave.ts";
import { readoutOf } from "../search/load.ts";
import type { BenchTables } from "../tables.ts";
import type { FakeSes } from "./fake-ses.ts";
import { progress } from "./progress.ts";

const seed = 2026;
/** As many mails as one call of the delivery function gets, in as many places as the stack allows. */
const deliveryLanes = 50;
/** With more, DynamoDB Local gives up waiting for its own locks. */
const loadingLanes = 8;
const at = "2026-03-02T09:00:00.000Z";

interface Telling {
  readonly count: number;
  readonly frequency: Frequency;
  readonly clock: Clock;
  readonly say: (text: string) => void;
}

/** One readout, archived, and told to those who want it. */
export async function tellReaders(
  tables: BenchTables,
  { count, frequency, clock, say }: Telling,
): Promise<{
  readonly matched: Used;
  /** A second run, which finds all of them stored. */
  readonly tellAgain: () => Promise<Used>;
  /** Stores the subscriptions of those who are to be mailed; matching does without. */
  readonly subscribe: (toMail: readonly DeliveryRequest[]) => Promise<void>;
  readonly requests: readonly DeliveryRequest[];
}> {
  const { client } = tables;
  const subscriptions = subscriptionsTable(client, tables.subscriptions);
  const readouts = readoutsTable(client, tables.readouts);
  const [document] = makeDocuments({ seed, count: 1 });
  if (document === undefined) throw new Error("the corpus is empty");
  const { revision: stored, head } = readoutOf(document, 0);
  // As in earnest: what was observed long ago would be told late, with an index to write.
  const revision = { ...stored, observedAt: clock.now() };
  await readouts.append(revision, head, null);
  const [query = ""] = document.title.split(" ").toSorted((a, b) => b.length - a.length);
  const readers = Array.from({ length: count }, (_, n) => aReader(n, query, frequency));
  const byId = new Map(readers.map((one) => [one.subscriberId, one]));
  const watched = new WatchedQueries(
    readers.map(standingOf).filter((one) => one !== null),
    silentLog,
  );
  const requests: DeliveryRequest[] = [];
  const alerts = alertsTable(client, tables.alerts);
  const written = progress("alerts written", count, say);
  const deps: MatchDeps = {
    clock,
    log: silentLog,
    catalogue: { get: () => null },
    readouts,
    alerts: {
      ...alerts,
      add: async (...given) => {
        written();
        return await alerts.add(...given);
      },
    },
    copies: copiesTable(client, tables.copies),
    watched: () => Promise.resolve(watched),
    deliveryQueue: {
      send: (more) => {
        requests.push(...more);
        return Promise.resolve();
      },
    },
  };
  const matched = await used(tables, async () => {
    await matchRevision(revision, deps);
  });
  const tellAgain = async (): Promise<Used> =>
    await used(tables, async () => {
      await matchRevision(revision, deps);
    });
  const subscribe = async (toMail: readonly DeliveryRequest[]): Promise<void> => {
    const saved = progress("subscriptions saved", toMail.length, say);
    await inLanes(
      toMail.flatMap(({ subscriberId }) => byId.get(subscriberId) ?? []),
      async (one) => {
        await subscriptions.save(one, null);
        saved();
      },
      loadingLanes,
    );
  };
  return { matched, tellAgain, subscribe, requests: requests.slice() };
}

/** What it takes to deliver, against a fake SES without a quota. */
export function deliveryTo(
  ses: FakeSes,
  tables: BenchTables,
  clock: Clock = systemClock,
): DeliverDeps {
  const { client } = tables;
  const secret = "a secret of the benchmark";
  const readouts = readoutsTable(client, tables.readouts);
  return {
    clock,
    log: silentLog,
    catalogue: { get: () => null },
    readouts: { ...readouts, ...rememberedRevisions(readouts) },
    subscriptions: subscriptionsTable(client, tables.subscriptions),
    alerts: alertsTable(client, tables.alerts),
    suppressions: suppressionsTable(client, tables.suppressions),
    digests: digestsTable(client, tables.alerts),
    health: () => Promise.resolve([]),
    linkSecrets: () => Promise.resolve({ current: secret, previous: null }),
    baseUrl: "https://readouts.desk.example",
    mailer: ses.mailer,
    // There is no quota to wait for.
    turn: {
      take: () => Promise.resolve("now"),
      refused: () => Promise.reject(new Error("the fake SES refuses nothing")),
      putBack: () => Promise.reject(new Error("nothing waits")),
    },
  };
}

export interface Used {
  readonly seconds: number;
  readonly read: number;
  readonly write: number;
}

export const perOne = ({ read, write }: Used, count: number): string =>
  `${rounded(read / count)} + ${rounded(write / count)}`;

export async function used({ units }: BenchTables, act: () => Promise<void>): Promise<Used> {
  const before = { ...units };
  const start = performance.now();
  await act();
  const seconds = rounded((performance.now() - start) / 1000);
  return { seconds, read: units.read - before.read, write: units.write - before.write };
}

/** The n-th of those who want a query, told at once or once a day. */
export function aReader(n: number, query: string, frequency: Frequency): Active {
  const address = `reader${n}@desk.example`;
  const asked = { subscriberId: subscriberIdOf(address), address, query, queryKey: query };
  const pending = mailed(requested({ ...asked, languageVersion: 2 }, "192.0.2.7", at), at);
  return { ...confirmed(pending, "192.0.2.7", at), frequency };
}

/** So many at a time. */
export async function inLanes<T>(
  all: readonly T[],
  act: (one: T) => Promise<void>,
  lanes = deliveryLanes,
): Promise<void> {
  const rest = all.values();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const one of rest) await act(one);
    }),
  );
}
