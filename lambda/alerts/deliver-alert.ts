import type { Alert, AlertKey, AlertsTable } from "../archive/alerts-table.ts";
import type { ReadoutsTable } from "../archive/readouts-table.ts";
import type { SubscriptionsTable } from "../archive/subscriptions-table.ts";
import type { SuppressionsTable } from "../archive/suppressions-table.ts";
import { alertMessageId } from "../mail/alert-message-id.ts";
import { renderAlert } from "../mail/alert.ts";
import { NotSentError, type Mailer } from "../outside/mailer.ts";
import { prepareDocument } from "../query/document.ts";
import { describeClauses, matchDocument } from "../query/match-document.ts";
import { parseQuery } from "../query/parse-query.ts";
import { makeSnippets } from "../query/snippets.ts";
import { difference } from "../readouts/difference.ts";
import type { Revision } from "../readouts/revision.ts";
import type { Clock } from "../runtime/clock.ts";
import { addMs } from "../runtime/instant.ts";
import type { Log } from "../runtime/log.ts";
import type { Catalogue } from "../sources/catalogue.ts";
import type { SigningSecrets } from "../subscriptions/signed-links.ts";
import type { Active } from "../subscriptions/subscription.ts";
import { isInForce } from "../subscriptions/suppression.ts";
import { alertTag } from "./alert-tag.ts";
import { linkTo } from "./links.ts";

export interface DeliverDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly catalogue: Pick<Catalogue, "get">;
  readonly readouts: Pick<ReadoutsTable, "revision">;
  readonly subscriptions: Pick<SubscriptionsTable, "get">;
  readonly suppressions: Pick<SuppressionsTable, "get">;
  readonly alerts: Pick<AlertsTable, "get" | "claim" | "release" | "markSent" | "close">;
  readonly mailer: Mailer;
  readonly linkSecrets: () => Promise<SigningSecrets>;
  readonly baseUrl: string;
}

/** Another delivery has the alert, or had it and crashed: come back when its lease is over. */
export class AlertClaimedError extends Error {
  override readonly name = "AlertClaimedError";
}

/**
 * How long a claim holds. SES's send event comes within seconds; if it has not come by then, the
 * mail was not sent.
 */
const leaseMs = 5 * 60 * 1000;
const snippetLimits = { maxChars: 400, maxSnippets: 3 };

export type DeliverOutcome = "sent" | "dropped" | "failed" | "already-done" | "unknown";

/**
 * Delivers one alert, once. A crash before SES has it leaves a claim whose lease runs out; after that,
 * SES's send event has marked the alert as sent.
 * @throws AlertClaimedError, and what sending throws: the queue tries again
 */
export async function deliverAlert(key: AlertKey, deps: DeliverDeps): Promise<DeliverOutcome> {
  const found = await deps.alerts.get(key);
  if (found === null) return "unknown";
  if (found.state !== "pending" && found.state !== "sending") return "already-done";
  const now = deps.clock.now();
  const alert = await deps.alerts.claim(key, now, addMs(now, leaseMs));
  if (alert === null)
    throw new AlertClaimedError(`${key.alertId} is claimed until ${found.leaseUntil}`);

  const prepared = await prepare(alert, deps);
  if (prepared.outcome === "drop") {
    await deps.alerts.close(alert, "dropped", prepared.reason);
    deps.log.info("an alert was dropped", { alertId: alert.alertId, reason: prepared.reason });
    return "dropped";
  }
  const outcome = await send(alert, prepared.message, deps);
  if (outcome.outcome === "rejected") {
    await deps.alerts.close(alert, "failed", outcome.reason);
    deps.log.warn("an alert was refused", { alertId: alert.alertId, reason: outcome.reason });
    return "failed";
  }
  await deps.alerts.markSent(alert, outcome.sesMessageId, deps.clock.now());
  deps.log.info("an alert was sent", {
    alertId: alert.alertId,
    sesMessageId: outcome.sesMessageId,
  });
  return "sent";
}

async function send(alert: Alert, message: Parameters<Mailer["send"]>[0], deps: DeliverDeps) {
  try {
    return await deps.mailer.send(message);
  } catch (error) {
    // Certainly not sent, so nobody has to wait for the lease.
    if (error instanceof NotSentError) await deps.alerts.release(alert);
    throw error;
  }
}

type Prepared =
  | { readonly outcome: "send"; readonly message: Parameters<Mailer["send"]>[0] }
  | { readonly outcome: "drop"; readonly reason: string };

async function prepare(alert: Alert, deps: DeliverDeps): Promise<Prepared> {
  const subscriptions = await activeOnes(alert, deps);
  const [first] = subscriptions;
  if (first === undefined) return { outcome: "drop", reason: "its subscriptions have ended" };
  const suppression = await deps.suppressions.get(alert.subscriberId);
  if (suppression !== null && isInForce(suppression, deps.clock.now())) {
    return { outcome: "drop", reason: `the address is suppressed: ${suppression.reason}` };
  }
  const revision = await deps.readouts.revision(alert.readoutId, alert.revision);
  if (revision === null) throw new Error(`${alert.alertId}: its revision is not in the archive`);
  const before =
    alert.change === "edited" || alert.change === "completed"
      ? await deps.readouts.revision(alert.readoutId, alert.revision - 1)
      : null;
  const { baseUrl } = deps;
  const site = { baseUrl, secrets: await deps.linkSecrets(), now: deps.clock.now() };
  const source = deps.catalogue.get(revision.sourceId);
  const message = renderAlert({
    change: alert.change,
    revision,
    sourceName: source?.name ?? revision.sourceId,
    timeZone: source?.timeZone ?? "UTC",
    reasons: subscriptions.map((subscription) => ({
      query: subscription.query,
      ...reasonsOf(subscription, revision),
      unsubscribeUrl: linkTo("unsubscribe", subscription, site),
    })),
    difference: before === null ? null : difference(before.content, revision.content),
    baseUrl,
    sentAt: site.now,
    messageId: alertMessageId(alert, baseUrl),
    inReplyTo:
      alert.inReplyTo === null
        ? null
        : alertMessageId({ ...alert, alertId: alert.inReplyTo }, baseUrl),
  });
  return {
    outcome: "send",
    message: { ...message, to: first.address, tags: { alert: alertTag(alert) } },
  };
}

async function activeOnes(alert: Alert, deps: DeliverDeps): Promise<readonly Active[]> {
  const found = await Promise.all(
    alert.subscriptionIds.map((id) => deps.subscriptions.get(alert.subscriberId, id)),
  );
  return found.flatMap((one) => (one?.state === "active" ? [one] : []));
}

/** Why this subscription wants it, with passages; an edit may have taken away what once matched. */
function reasonsOf(subscription: Active, { content }: Revision) {
  const parsed = parseQuery(subscription.query);
  if (!parsed.ok) return { clauses: [], snippets: [] };
  const document = prepareDocument(content);
  const match = matchDocument(parsed.query, document);
  if (match === null) return { clauses: [], snippets: [] };
  return {
    clauses: describeClauses(match),
    snippets: makeSnippets(document, match, snippetLimits),
  };
}
