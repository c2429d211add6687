import type { Alert, AlertKey, AlertsTable } from "../archive/alerts-table.ts";
import { type Mailer, type Message, NotSentError } from "../outside/mailer.ts";
import type { Clock } from "../runtime/clock.ts";
import { addMs, type Instant } from "../runtime/instant.ts";
import type { Log } from "../runtime/log.ts";
import { type ComposeDeps, composeAlert } from "./compose-alert.ts";

export interface DeliverDeps extends ComposeDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly alerts: Pick<AlertsTable, "get" | "claim" | "release" | "markSent" | "close">;
  readonly mailer: Mailer;
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
  /** By an earlier delivery. */
  | "already-done"
  /** There is no such alert. */
  | "unknown";

/**
 * Delivers one alert, once. A crash after SES has it leaves a claim; before the claim's lease is over,
 * SES's send event has marked the alert as sent. Where it has not, the mail was not sent.
 * @throws AlertClaimedError, and what reading and sending throw: the queue tries again
 */
export async function deliverAlert(key: AlertKey, deps: DeliverDeps): Promise<DeliverOutcome> {
  const found = await deps.alerts.get(key);
  if (found === null) return "unknown";
  if (found.state !== "pending" && found.state !== "sending") return "already-done";
  const now = deps.clock.now();
  if (isClaimed(found, now)) throw claimed(found);
  const composed = await composeAlert(found, deps, now);

  // From here on nothing is asked but SES: the shorter a claim, the fewer crashes leave one.
  const alert = await deps.alerts.claim(key, now, addMs(now, leaseMs));
  if (alert === null) throw claimed(found);
  if (composed.outcome === "drop") return await close(alert, "dropped", composed.reason, deps);
  const outcome = await send(alert, composed.message, deps);
  if (outcome.outcome === "rejected") return await close(alert, "failed", outcome.reason, deps);
  const { sesMessageId } = outcome;
  await deps.alerts.markSent(alert, sesMessageId, deps.clock.now());
  deps.log.info("an alert was sent", { alertId: alert.alertId, sesMessageId });
  return "sent";
}

function isClaimed({ state, leaseUntil }: Alert, now: Instant): boolean {
  return state === "sending" && leaseUntil !== null && leaseUntil > now;
}

function claimed({ alertId, leaseUntil }: Alert): AlertClaimedError {
  return new AlertClaimedError(`${alertId} is claimed until ${leaseUntil ?? "just now"}`);
}

async function send(alert: Alert, message: Message, { alerts, mailer }: DeliverDeps) {
  try {
    return await mailer.send(message);
  } catch (error) {
    // Certainly not sent, so nobody has to wait for the lease.
    if (error instanceof NotSentError) await alerts.release(alert);
    throw error;
  }
}

async function close(
  alert: Alert,
  state: "dropped" | "failed",
  reason: string,
  { alerts, log }: DeliverDeps,
): Promise<DeliverOutcome> {
  await alerts.close(alert, state, reason);
  log.warn("an alert was not sent", { alertId: alert.alertId, state, reason });
  return state;
}
