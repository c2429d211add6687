import * as v from "valibot";
import { parseQuery } from "../../query/parsing/parse-query.ts";
import { queryKey } from "../../query/query-key.ts";
import { wishedAddressProblem } from "../../outside/webhook-address.ts";
import { readAddress, subscriberIdOf } from "../../subscriptions/address.ts";
import {
  type Preferences,
  preferencesOf,
  readPreferences,
  usualPreferences,
} from "../../subscriptions/preferences.ts";
import { type Subscription, subscriptionIdOf } from "../../subscriptions/subscription.ts";

/** One alert of one address, as an operator's file wishes it. */
export interface WishedAlert {
  readonly subscriberId: string;
  readonly subscriptionId: string;
  readonly address: string;
  readonly query: string;
  readonly queryKey: string;
  readonly preferences: Preferences;
  /** How the operator knows that the address agrees; null: it is asked by mail. */
  readonly consent: string | null;
  readonly webhook: WishedWebhook;
}

/** A file that says nothing of a webhook leaves it as it is; null takes it away. */
export type WishedWebhook = "unsaid" | { readonly url: string | null };

export type ReadAlertsFile =
  | { readonly ok: true; readonly alerts: readonly WishedAlert[] }
  /** Each names its place in the file. */
  | { readonly ok: false; readonly problems: readonly string[] };

const entry = v.looseObject({
  address: v.union(
    [v.string(), v.pipe(v.array(v.string()), v.minLength(1))],
    "address must be a text, or a list of texts",
  ),
  query: v.string("query must be a text"),
  consent: v.optional(v.pipe(v.string("consent must be a text"), v.nonEmpty("consent is empty"))),
  webhook: v.optional(v.nullable(v.string("webhook must be a text, or null"))),
});
const file = v.strictObject({ alerts: v.array(v.unknown(), "alerts must be a list") });
const known: ReadonlySet<string> = new Set(
  "address query consent webhook name frequency timeZone events mailLanguage allIsWell".split(" "),
);

/** Reads an operator's alerts; all that is wrong is told at once. */
export function readAlertsFile(json: unknown): ReadAlertsFile {
  const whole = v.safeParse(file, json);
  if (!whole.success) {
    const [issue] = whole.issues;
    return { ok: false, problems: [`${v.getDotPath(issue) ?? "the file"}: ${issue.message}`] };
  }
  const alerts: WishedAlert[] = [];
  const problems: string[] = [];
  const seen = new Map<string, string>();
  for (const [n, one] of whole.output.alerts.entries()) {
    const where = `alerts[${n}]`;
    const read = readEntry(one);
    problems.push(...read.problems.map((problem) => `${where}: ${problem}`));
    for (const alert of read.alerts) {
      const key = `${alert.subscriberId} ${alert.subscriptionId}`;
      const before = seen.get(key);
      if (before === undefined) alerts.push(alert);
      else problems.push(`${where}: ${alert.address} has the same alert in ${before}`);
      seen.set(key, where);
    }
  }
  return problems.length === 0 ? { ok: true, alerts } : { ok: false, problems };
}

function readEntry(one: unknown): {
  readonly alerts: readonly WishedAlert[];
  readonly problems: readonly string[];
} {
  const result = v.safeParse(entry, one);
  if (!result.success) {
    const problems = result.issues.map((issue) =>
      v.getDotPath(issue) === null ? "it must be an object" : issue.message,
    );
    return { alerts: [], problems };
  }
  const { address, query, consent = null, webhook } = result.output;
  const wrongWebhook =
    webhook == null ? null : wishedAddressProblem(webhook, { isLoopbackAllowed: false });
  const parsed = parseQuery(query);
  const wish = readPreferences(result.output, usualPreferences(query));
  const addresses = [address].flat().map((typed) => ({ typed, read: readAddress(typed) }));
  const problems = [
    ...Object.keys(result.output)
      .filter((name) => !known.has(name))
      .map((name) => `${name}: there is no such key`),
    ...(parsed.ok ? [] : [`query: column ${parsed.error.column}: ${parsed.error.message}`]),
    ...(wish.ok ? [] : [wish.message]),
    ...(wrongWebhook === null ? [] : [`webhook: ${wrongWebhook}`]),
    ...addresses.flatMap(({ typed, read }) => (read.ok ? [] : [`${typed}: ${read.message}`])),
  ];
  if (!parsed.ok || !wish.ok || problems.length > 0) return { alerts: [], problems };
  const key = queryKey(parsed.query);
  const alerts = addresses.flatMap(({ read }): WishedAlert[] => {
    if (!read.ok) return [];
    const subscriberId = subscriberIdOf(read.address);
    return [
      {
        subscriberId,
        subscriptionId: subscriptionIdOf(subscriberId, key),
        address: read.address,
        query: query.trim(),
        queryKey: key,
        preferences: wish.preferences,
        consent,
        webhook: webhook === undefined ? "unsaid" : { url: webhook },
      },
    ];
  });
  return { alerts, problems };
}

/** What marks an alert as an operator's: where its consent came from. */
export const fromFile = "file";

/** The alerts that go on, in the form that is read: equal ones of several addresses are one entry. */
export function writeAlertsFile(subscriptions: readonly Subscription[]): { alerts: object[] } {
  const entries = new Map<string, { its: object; addresses: string[] }>();
  for (const one of subscriptions) {
    if (one.state === "ended") continue;
    const { address, query, consent, webhook } = one;
    const its = {
      query,
      ...preferencesOf(one),
      ...(consent.from === fromFile && consent.confirmedFrom === fromFile
        ? { consent: consent.wording }
        : {}),
      ...(webhook === null ? {} : { webhook: webhook.url }),
    };
    const key = JSON.stringify(its);
    const entryOf = entries.get(key) ?? { its, addresses: [] };
    entryOf.addresses.push(address);
    entries.set(key, entryOf);
  }
  const sorted = [...entries].toSorted(([a], [b]) => a.localeCompare(b));
  return {
    alerts: sorted.map(([, { its, addresses }]) => ({
      address:
        addresses.length === 1 ? addresses[0] : addresses.toSorted((a, b) => a.localeCompare(b)),
      ...its,
    })),
  };
}
