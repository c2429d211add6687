import type { Alert, AlertsTable } from "../../archive/alerts-table.ts";
import type { Digest } from "../../archive/digests-table.ts";
import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import { alertMessageId, digestThreadId } from "../../mail/alert-message-id.ts";
import type { DigestGroup, DigestItem } from "../../mail/digest-content.ts";
import { renderDigest } from "../../mail/digest.ts";
import type { Instant } from "../../runtime/instant.ts";
import { mailLanguageOf } from "../../subscriptions/mail-language.ts";
import type { Active } from "../../subscriptions/subscription.ts";
import { alertTag } from "./alert-tag.ts";
import { type ComposeDeps, type Composed, heldBack } from "./compose-alert.ts";
import { linkTo, manageLink } from "./links.ts";
import { reasonsOf } from "./reasons.ts";
import { healthFor, type HealthOfSource } from "./sources-of-alerts.ts";

export interface ComposeDigestDeps extends ComposeDeps {
  readonly alerts: Pick<AlertsTable, "get" | "several">;
  readonly subscriptions: Pick<SubscriptionsTable, "get" | "bySubscriber">;
  /** Of all sources. */
  readonly health: (now: Instant) => Promise<readonly HealthOfSource[]>;
}

/** More are counted, and left to the archive. */
const maxShown = 30;
const limits = { maxChars: 280, maxSnippets: 1 };

/** One readout, told once, whatever became of it since the last digest. */
interface Told {
  readonly alert: Alert;
  readonly subscriptionIds: readonly string[];
}

/** Makes the mail of a digest from what is stored now. */
export async function composeDigest(
  digest: Digest,
  deps: ComposeDigestDeps,
  now: Instant,
): Promise<Composed> {
  const { subscriberId, alertIds, total } = digest;
  const [all, found, held, secrets] = await Promise.all([
    deps.subscriptions.bySubscriber(subscriberId),
    alertsOf(digest, deps),
    heldBack(subscriberId, deps, now),
    deps.linkSecrets(),
  ]);
  const active = new Map(
    all.flatMap((one) => (one.state === "active" ? [[one.subscriptionId, one] as const] : [])),
  );
  const told = onceEach(found).flatMap((one): Told[] => {
    const subscriptionIds = one.subscriptionIds.filter((id) => active.has(id));
    return subscriptionIds.length === 0 ? [] : [{ ...one, subscriptionIds }];
  });
  const wanting = [...active.values()].filter(({ subscriptionId }) =>
    told.some(({ subscriptionIds }) => subscriptionIds.includes(subscriptionId)),
  );
  const [first, ...others] = wanting;
  if (first === undefined) return { outcome: "drop", reason: "its subscriptions have ended" };
  if (held !== null) return held;

  const { baseUrl } = deps;
  const site = { baseUrl, secrets, now };
  const items = await Promise.all(
    told.slice(0, maxShown).map(async (one) => ({ one, item: await itemOf(one, active, deps) })),
  );
  const groups = wanting.flatMap((subscription): DigestGroup[] => {
    const its = items.filter(({ one }) => one.subscriptionIds[0] === subscription.subscriptionId);
    if (its.length === 0) return [];
    return [
      {
        name: subscription.name,
        unsubscribeUrl: linkTo("unsubscribe", [subscription], site),
        searchUrl: `${baseUrl}/search?q=${encodeURIComponent(subscription.query)}`,
        items: its.map(({ item }) => item),
      },
    ];
  });
  const kinds = new Set(wanting.map(({ frequency }) => frequency.kind));
  const [kind] = kinds;
  const mail = renderDigest({
    language: mailLanguageOf([first, ...others]),
    rhythm: kinds.size === 1 && (kind === "daily" || kind === "weekly") ? kind : "mixed",
    groups,
    // Beyond those that were read, revisions of one readout are not told apart.
    total: told.length + (total - alertIds.length),
    health: healthFor([...active.values()], await deps.health(now)),
    timeZone: first.timeZone,
    unsubscribeUrl: linkTo("unsubscribe", [first, ...others], site),
    manageUrl: manageLink(subscriberId, site),
    baseUrl,
    sentAt: now,
    messageId: alertMessageId(digest, baseUrl),
    threadId: digestThreadId(subscriberId, baseUrl),
  });
  return {
    outcome: "send",
    message: { ...mail, to: first.address, tags: { alert: alertTag(digest) } },
  };
}

/**
 * In one call, at half the price, as they were a moment ago: what a digest tells of them does not change. Those that do not
 * show yet are read as of now.
 */
async function alertsOf(
  { subscriberId, alertIds }: Digest,
  { alerts }: ComposeDigestDeps,
): Promise<readonly Alert[]> {
  const keys = [...new Set(alertIds)].map((alertId) => ({ subscriberId, alertId }));
  const seen = new Map((await alerts.several(keys)).map((one) => [one.alertId, one]));
  const found = await Promise.all(
    keys.map(async (key) => seen.get(key.alertId) ?? (await alerts.get(key))),
  );
  return found.filter((one) => one !== null);
}

/** The newest revision of each readout with everybody's reasons; what is new stays new, however often it was edited since. */
function onceEach(alerts: readonly Alert[]): readonly Told[] {
  const byReadout = new Map<string, Told>();
  const news = new Set<string>();
  for (const alert of alerts.toSorted((a, b) => a.revision - b.revision)) {
    const before = byReadout.get(alert.readoutId);
    if (alert.change === "new") news.add(alert.readoutId);
    const isNews = news.has(alert.readoutId) && alert.change !== "removed";
    const change = isNews ? "new" : alert.change;
    const union = new Set([...(before?.subscriptionIds ?? []), ...alert.subscriptionIds]);
    byReadout.set(alert.readoutId, { alert: { ...alert, change }, subscriptionIds: [...union] });
  }
  return [...byReadout.values()].toSorted((a, b) =>
    b.alert.createdAt.localeCompare(a.alert.createdAt),
  );
}

async function itemOf(
  { alert, subscriptionIds }: Told,
  active: ReadonlyMap<string, Active>,
  { catalogue, readouts }: ComposeDigestDeps,
): Promise<DigestItem> {
  const revision = await readouts.revision(alert.readoutId, alert.revision);
  if (revision === null) throw new Error(`${alert.alertId}: its revision is not in the archive`);
  const wanted = subscriptionIds.flatMap((id) => active.get(id) ?? []);
  const { each, snippets } = reasonsOf(
    wanted.map(({ query }) => query),
    revision,
    limits,
  );
  const source = catalogue.get(revision.sourceId);
  return {
    change: alert.change,
    revision,
    sourceName: source?.name ?? revision.sourceId,
    timeZone: source?.timeZone ?? "UTC",
    snippets: shownOf(snippets),
    reasons: wanted.map(({ name }, n) => ({ name, clauses: each[n]?.clauses ?? [] })),
  };
}

function shownOf(snippets: DigestItem["snippets"]): DigestItem["snippets"] {
  return snippets.filter(({ where }) => where !== "title").slice(0, limits.maxSnippets);
}
