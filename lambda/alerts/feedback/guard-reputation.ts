import type { Clock } from "../../runtime/clock.ts";
import { addMs, type Instant } from "../../runtime/instant.ts";
import type { Log } from "../../runtime/log.ts";

/** What SES counted in a quarter of an hour. */
export interface SendCounts {
  readonly at: Instant;
  readonly attempts: number;
  readonly bounces: number;
  readonly complaints: number;
}

/** The account's standing with SES, and the switch of our configuration set. */
export interface Reputation {
  /** Of the last two weeks. */
  counts(): Promise<readonly SendCounts[]>;
  /** Since when sending goes on; counts from before are forgiven. Null: since ever. */
  freshStart(): Promise<{ readonly isSending: boolean; readonly since: Instant | null }>;
  setSending(isSending: boolean): Promise<void>;
}

export interface GuardDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly reputation: Reputation;
}

export type GuardOutcome = "well" | "paused-now" | "paused-before";

const windowMs = 7 * 24 * 60 * 60 * 1000;
/** SES reviews an account at half of each, and pauses it there. */
const mostBounces = 0.1;
const mostComplaints = 0.005;
/** With fewer mails or refusals a share says nothing: one bounce of five is no disaster. */
const fewestAttempts = 100;
const fewestRefusals = 3;

/**
 * Pauses all sending where too much comes back, before SES closes the account: mails wait until the
 * operator lets them go on (`readouts resume`). Counts since the last such beginning are what matters.
 */
export async function guardReputation({
  clock,
  log,
  reputation,
}: GuardDeps): Promise<GuardOutcome> {
  const { isSending, since } = await reputation.freshStart();
  if (!isSending) return "paused-before";
  const weekAgo = addMs(clock.now(), -windowMs);
  const from = since !== null && since > weekAgo ? since : weekAgo;
  const rates = ratesOf((await reputation.counts()).filter(({ at }) => at >= from));
  if (!isTooMuch(rates)) return "well";
  await reputation.setSending(false);
  log.error("sending is paused: too many mails bounced or were complained of", { ...rates });
  return "paused-now";
}

/** Sums. */
export type Rates = Omit<SendCounts, "at">;

export function ratesOf(counts: readonly SendCounts[]): Rates {
  const sum = (of: (one: SendCounts) => number): number =>
    counts.reduce((total, one) => total + of(one), 0);
  return {
    attempts: sum(({ attempts }) => attempts),
    bounces: sum(({ bounces }) => bounces),
    complaints: sum(({ complaints }) => complaints),
  };
}

function isTooMuch({ attempts, bounces, complaints }: Rates): boolean {
  if (attempts < fewestAttempts) return false;
  return (
    (bounces >= fewestRefusals && bounces / attempts > mostBounces) ||
    (complaints >= fewestRefusals && complaints / attempts > mostComplaints)
  );
}
