import {
  type Alert,
  type AlertKey,
  type AlertsTable,
  type AlertState,
  type Claim,
  isDigestId,
} from "../../archive/alerts-table.ts";
import { type Digest, type DigestsTable, monthOf } from "../../archive/digests-table.ts";
import { type Mailer, type Message, NotSentError } from "../../outside/mailer.ts";
import type { Clock } from "../../runtime/clock.ts";
import { addMs, type Instant } from "../../runtime/instant.ts";
import type { Log } from "../../runtime/log.ts";
import type { Later } from "../sending/turns.ts";
import type { MailTurn } from "./batch-turns.ts";
import { composeAlert } from "./compose-alert.ts";
import { type ComposeAllIsWellDeps, composeAllIsWell } from "./compose-all-is-well.ts";
import { type ComposeDigestDeps, composeDigest } from "./compose-digest.ts";

export interface DeliverDeps extends ComposeDigestDeps, ComposeAllIsWellDeps {
  readonly subscriptions: ComposeDigestDeps["subscriptions"];
  readonly clock: Clock;
  readonly log: Log;
  readonly alerts: Pick<
    AlertsTable,
    | "get"
    | "glance"
    | "several"
    | "bySubscriber"
    | "claim"
    | "release"
    | "markSent"
    | "close"
    | "defer"
  >;
  readonly digests: Pick<DigestsTable, "get" | "settle">;
  readonly mailer: Mailer;
  readonly turn: MailTurn;
}

/** Another delivery has the alert, or had it and crashed: come back when its lease is over. */
export class AlertClaimedError extends Error {
  override readonly name = "AlertClaimedError";
}

/**
 * How long a claim holds. SES's send event comes within seconds; if it has not come by then, the
 * mail was not sent. The delivery queue hides a message for longer than this.
 */
const leaseMs = 5 * 60 * 1000;

export type DeliverOutcome =
  | "sent"
  /** It must not be sent any more. */
  | "dropped"
  /** SES refused it for good. */
  | "failed"
  /** It cannot be sent now, and is asked for again when it can. */
  | "deferred"
  /** Its turn is not near: its request is back in the queue, hidden until then. */
  | "put-back"
  /** By an earlier delivery. */
  | "already-done"
  /** There is no such alert. */
  | "unknown";

/**
 * Delivers one alert, or one digest of many, once. A crash after SES has it leaves a claim; before the claim's lease is over,
 * SES's send event has marked the alert as sent. Where it has not, the mail was not sent.
 * @throws AlertClaimedError, and what reading and sending throw: the queue tries again
 */
export async function deliverAlert(key: AlertKey, deps: DeliverDeps): Promise<DeliverOutcome> {
  const digest = isDigestId(key.alertId) ? await deps.digests.get(key) : null;
  const found = digest ?? (await ready(key, deps)) ?? (await deps.alerts.get(key));
  if (found === null) return "unknown";
  if (!["pending", "waiting", "sending"].includes(found.state)) {
    if (digest !== null) await settle(digest, found.state, found.sentAt, deps);
    return "already-done";
  }
  const now = deps.clock.now();
  if (isClaimed(found, now)) throw claimed(found);
  const month = monthOf(found.alertId);
  const composed =
    "alertIds" in found
      ? month === null
        ? await composeDigest(found, deps, now)
        : await composeAllIsWell(found, month, deps, now)
      : await composeAlert(found, deps, now);
  if (composed.outcome === "wait") {
    await deps.alerts.defer(found, composed.until, now);
    return "deferred";
  }

  if (composed.outcome === "send") {
    const turn = await deps.turn.take(key);
    if (turn !== "now") return await wait(key, turn, deps);
  }

  // From here on nothing is asked but SES: the shorter a claim, the fewer crashes leave one.
  const claimedAt = deps.clock.now();
  const claim = await deps.alerts.claim(key, claimedAt, addMs(claimedAt, leaseMs));
  if (claim === null) throw claimed(found);
  const end = async (state: "dropped" | "failed", reason: string): Promise<DeliverOutcome> => {
    await close(claim, state, reason, deps);
    if (digest !== null) await settle(digest, state, null, deps);
    return state;
  };
  if (composed.outcome === "drop") return await end("dropped", composed.reason);
  const outcome = await send(claim, composed.message, deps);
  if (outcome.outcome === "later") return await wait(key, outcome.later, deps);
  if (outcome.outcome === "deferred") return "deferred";
  if (outcome.outcome === "rejected") return await end("failed", outcome.reason);
  const { sesMessageId } = outcome;
  const sentAt = deps.clock.now();
  await deps.alerts.markSent(claim, sesMessageId, sentAt);
  if (digest !== null) await settle(digest, "sent", sentAt, deps);
  deps.log.info("an alert was sent", { alertId: claim.alertId, sesMessageId });
  return "sent";
}

/**
 * An alert that nobody has and that waits, by a read of a moment ago: where it is claimed or done since, the claim is refused.
 * What a mail is made of does not change; whoever may get it is read as of now.
 */
async function ready(key: AlertKey, { alerts }: DeliverDeps): Promise<Alert | null> {
  const seen = await alerts.glance(key);
  return seen?.state === "pending" || seen?.state === "waiting" ? seen : null;
}

/** The alerts of a digest say what became of it; a digest that was settled before is not changed. */
async function settle(
  digest: Digest,
  state: AlertState,
  at: Instant | null,
  { digests }: DeliverDeps,
): Promise<void> {
  if (state === "sent" || state === "dropped" || state === "failed") {
    await digests.settle(digest, state, at);
  }
}

type Found = Pick<Alert, "alertId" | "state" | "leaseUntil">;

function isClaimed({ state, leaseUntil }: Found, now: Instant): boolean {
  return state === "sending" && leaseUntil !== null && leaseUntil > now;
}

function claimed({ alertId, leaseUntil }: Found): AlertClaimedError {
  return new AlertClaimedError(`${alertId} is claimed until ${leaseUntil ?? "just now"}`);
}

/** What waits for seconds or minutes waits in its queue; what waits for a day's mails, in the table. */
async function wait(
  key: AlertKey,
  { why, until }: Later,
  { alerts, clock, turn }: DeliverDeps,
): Promise<"deferred" | "put-back"> {
  if (why === "busy") {
    await turn.putBack(key, until);
    return "put-back";
  }
  await alerts.defer(key, until, clock.now());
  return "deferred";
}

async function send(claim: Claim, message: Message, { alerts, clock, mailer, turn }: DeliverDeps) {
  try {
    return await mailer.send(message);
  } catch (error) {
    // Certainly not sent, so nobody has to wait for the lease.
    if (error instanceof NotSentError) {
      await alerts.release(claim);
      const { retryAfterMs, why } = error;
      if (why === "busy" || why === "day") {
        return { outcome: "later", later: await turn.refused(claim, why) } as const;
      }
      if (retryAfterMs !== null) {
        const now = clock.now();
        await alerts.defer(claim, addMs(now, retryAfterMs), now);
        return { outcome: "deferred" } as const;
      }
    }
    throw error;
  }
}

async function close(
  claim: Claim,
  state: "dropped" | "failed",
  reason: string,
  { alerts, log }: DeliverDeps,
): Promise<void> {
  await alerts.close(claim, state, reason);
  log.warn("an alert was not sent", { alertId: claim.alertId, state, reason });
}
