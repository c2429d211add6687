import type { SubscriptionsTable } from "../../archive/subscriptions-table.ts";
import type { SuppressionsTable } from "../../archive/suppressions-table.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Instant } from "../../runtime/instant.ts";
import type { Log } from "../../runtime/log.ts";
import { type EndReason, ended } from "../../subscriptions/subscription.ts";
import { afterRefusal, afterSoftBounce } from "../../subscriptions/suppression.ts";

export interface RefusalDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly suppressions: Pick<SuppressionsTable, "get" | "replace">;
  readonly subscriptions: Pick<SubscriptionsTable, "bySubscriber" | "save">;
}

/** A mail that did not arrive, or that its reader took for spam. */
export interface Refusal {
  readonly subscriberId: string;
  readonly kind: "bounce" | "soft-bounce" | "complaint";
  /** When the mail was sent. */
  readonly sentAt: Instant;
}

/**
 * Suppresses the address, at once and for good after a hard bounce or a complaint, for hours after a
 * soft bounce. What is suppressed for good has its subscriptions ended.
 */
export async function recordRefusal(refusal: Refusal, deps: RefusalDeps): Promise<void> {
  const { subscriberId, kind, sentAt } = refusal;
  const { clock, log, suppressions } = deps;
  const now = clock.now();
  const known = await suppressions.get(subscriberId);
  const next =
    kind === "soft-bounce"
      ? afterSoftBounce(subscriberId, known, sentAt, now)
      : afterRefusal(subscriberId, known, kind, sentAt, now);
  if (next !== null) {
    if (!(await suppressions.replace(next, known))) {
      throw new Error("a suppression changed meanwhile: the event is tried again");
    }
    const { reason, until, softBounces } = next;
    log.info("an address was suppressed", { subscriberId, reason, until, softBounces });
  }
  // Also where it was suppressed before: an earlier try may have ended between the two.
  const inForce = next ?? known;
  const because = inForce?.until === null ? endReasons[inForce.reason] : null;
  if (because !== null) await endAll(subscriberId, because, sentAt, deps);
}

const endReasons = {
  bounce: "bounced",
  "soft-bounce": null,
  complaint: "complained",
  wish: null,
} as const satisfies Readonly<Record<string, EndReason | null>>;

/** Others may change a subscription between our reading and our writing; not for ever. */
const maxTries = 5;

/** What was confirmed after the mail was sent is a new beginning, and stays. */
async function endAll(
  subscriberId: string,
  because: EndReason,
  sentAt: Instant,
  { clock, subscriptions }: RefusalDeps,
): Promise<void> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const all = await subscriptions.bySubscriber(subscriberId);
    const open = all.filter((one) =>
      one.state === "pending"
        ? one.consent.requestedAt <= sentAt
        : one.state !== "ended" && one.confirmedAt <= sentAt,
    );
    const results = await Promise.all(
      open.map(async (one) => await subscriptions.save(ended(one, because, clock.now()), one)),
    );
    if (results.every(Boolean)) return;
  }
  throw new Error(
    `subscriptions of ${subscriberId} changed ${maxTries} times while they were ended`,
  );
}
