import type { Alert } from "../../archive/alerts-table.ts";
import type { ReadoutsTable } from "../../archive/readouts-table.ts";
import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import type { SuppressionsTable } from "../../archive/suppressions-table.ts";
import type { AlertReason } from "../../mail/alert-content.ts";
import { alertMessageId, alertThreadId } from "../../mail/alert-message-id.ts";
import { renderAlert } from "../../mail/alert.ts";
import type { Message } from "../../outside/mailer.ts";
import { difference } from "../../readouts/difference.ts";
import type { Revision } from "../../readouts/revision.ts";
import type { Instant } from "../../runtime/instant.ts";
import type { Catalogue } from "../../sources/catalogue.ts";
import { mailLanguageOf } from "../../subscriptions/mail-language.ts";
import type { SigningSecret } from "../../subscriptions/signed-links.ts";
import type { Active } from "../../subscriptions/subscription.ts";
import { isInForce } from "../../subscriptions/suppression.ts";
import { alertTag } from "./alert-tag.ts";
import { linkTo, manageLink } from "./links.ts";
import { type Reason, reasonsOf } from "./reasons.ts";

export interface ComposeDeps {
  readonly catalogue: Pick<Catalogue, "get">;
  readonly readouts: Pick<ReadoutsTable, "revision">;
  readonly subscriptions: Pick<SubscriptionsTable, "get">;
  readonly suppressions: Pick<SuppressionsTable, "get">;
  readonly linkSecrets: () => Promise<SigningSecret>;
  readonly baseUrl: string;
}

export type Composed =
  | { readonly outcome: "send"; readonly message: Message }
  /** Its mailbox is full or its server in trouble: not before then. */
  | { readonly outcome: "wait"; readonly until: Instant }
  /** Nobody wants it any more, or its address must not be mailed. */
  | { readonly outcome: "drop"; readonly reason: string };

/** Makes the mail of an alert from what is stored now. */
export async function composeAlert(
  alert: Alert,
  deps: ComposeDeps,
  now: Instant,
): Promise<Composed> {
  // Asked for together: a function that waits is paid for.
  const [[first, ...others], held, revision, before, secrets] = await Promise.all([
    activeOnes(alert, deps),
    heldBack(alert.subscriberId, deps, now),
    deps.readouts.revision(alert.readoutId, alert.revision),
    revisionBefore(alert, deps),
    deps.linkSecrets(),
  ]);
  if (first === undefined) return { outcome: "drop", reason: "its subscriptions have ended" };
  if (held !== null) return held;
  const { catalogue, baseUrl } = deps;
  if (revision === null) throw new Error(`${alert.alertId}: its revision is not in the archive`);
  const site = { baseUrl, secrets, now };
  const explain = (subscription: Active, its: Reason | undefined): AlertReason => ({
    name: subscription.name,
    query: subscription.query,
    clauses: its?.clauses ?? [],
    unsubscribeUrl: linkTo("unsubscribe", [subscription], site),
  });
  const queries = [first, ...others].map(({ query }) => query);
  const { each, snippets } = reasonsOf(queries, revision);
  const source = catalogue.get(revision.sourceId);
  const mail = renderAlert({
    language: mailLanguageOf([first, ...others]),
    change: alert.change,
    revision,
    sourceName: source?.name ?? revision.sourceId,
    timeZone: source?.timeZone ?? "UTC",
    snippets,
    reasons: [explain(first, each[0]), ...others.map((one, n) => explain(one, each[n + 1]))],
    unsubscribeUrl: linkTo("unsubscribe", [first, ...others], site),
    manageUrl: manageLink(alert.subscriberId, site),
    difference: before === null ? null : difference(before.content, revision.content),
    baseUrl,
    sentAt: now,
    messageId: alertMessageId(alert, baseUrl),
    threadId: alertThreadId(alert, baseUrl),
    inReplyTo: answered(alert, baseUrl),
  });
  return {
    outcome: "send",
    message: { ...mail, to: first.address, tags: { alert: alertTag(alert) } },
  };
}

/** @returns null where the address may be mailed */
export async function heldBack(
  subscriberId: string,
  { suppressions }: Pick<ComposeDeps, "suppressions">,
  now: Instant,
): Promise<Exclude<Composed, { outcome: "send" }> | null> {
  const suppression = await suppressions.get(subscriberId);
  if (suppression === null || !isInForce(suppression, now)) return null;
  const { reason, until } = suppression;
  return reason === "soft-bounce" && until !== null
    ? { outcome: "wait", until }
    : { outcome: "drop", reason: `the address is suppressed: ${reason}` };
}

async function activeOnes(
  { subscriberId, subscriptionIds }: Alert,
  { subscriptions }: ComposeDeps,
): Promise<readonly Active[]> {
  const found = await Promise.all(subscriptionIds.map((id) => subscriptions.get(subscriberId, id)));
  return found.flatMap((one) => (one?.state === "active" ? [one] : []));
}

/** What those know who are told of an edit. */
async function revisionBefore(
  { change, readoutId, revision }: Alert,
  { readouts }: ComposeDeps,
): Promise<Revision | null> {
  if (change !== "edited" && change !== "completed") return null;
  return await readouts.revision(readoutId, revision - 1);
}

function answered({ inReplyTo, subscriberId }: Alert, baseUrl: string): string | null {
  return inReplyTo === null ? null : alertMessageId({ subscriberId, alertId: inReplyTo }, baseUrl);
}
