import { GetAccountCommand } from "@aws-sdk/client-sesv2";
import { alertsTable } from "../../lambda/archive/alerts-table.ts";
import { type Sending, sendingTable } from "../../lambda/archive/sending-table.ts";
import { type Quota, sesQuota } from "../../lambda/outside/ses-quota.ts";
import { systemClock } from "../../lambda/runtime/clock.ts";
import { addMs } from "../../lambda/runtime/instant.ts";
import type { Connection } from "../connection.ts";
import type { Finding } from "./doctor.ts";

/** SES lets an account in its sandbox send this many mails a day. */
const sandboxQuota = 200;
const yearMs = 366 * 24 * 60 * 60 * 1000;

/** What SES allows the account, what of it is used, and what waits for it. */
export async function sendingFinding({ mail, tables, output }: Connection): Promise<Finding> {
  const quota = await sesQuota(mail)();
  const sending = await sendingTable(tables, output("CountersTable")).get();
  const alerts = alertsTable(tables, output("AlertsTable"));
  const waiting = await alerts.waiting("waiting", addMs(systemClock.now(), yearMs));
  return describeSending(quota, sending, waiting.length);
}

/** By which plan SES bills the account, and so what a mail costs. */
export async function planFinding({
  mailAccount,
}: Pick<Connection, "mailAccount">): Promise<Finding> {
  const what = "price plan";
  try {
    const { PricingAttributes } = await mailAccount.send(new GetAccountCommand({}));
    const { CurrentPlan = "not told", NextPlan } = PricingAttributes ?? {};
    return { what, isWell: true, seen: describePlan(CurrentPlan, NextPlan ?? null) };
  } catch (error) {
    // Who may send need not be allowed to see the bill: no reason to call the installation ill.
    const reason = error instanceof Error ? error.name : String(error);
    return { what, isWell: true, seen: `not known (${reason}): ses:GetAccount tells it` };
  }
}

/** @param next from the next month on; null: the same */
export function describePlan(current: string, next: string | null): string {
  const named =
    current === "NONE" ? "none: each mail and feature by itself" : current.toLowerCase();
  return next === null || next === current
    ? named
    : `${named}; from next month ${next.toLowerCase()}`;
}

/**
 * @param sending as the senders know it; null: they have sent nothing yet
 * @param waiting mails that were put off: the day's were used up, sending was paused, or a mailbox was full
 */
export function describeSending(
  { perSecond, perDay, sentInDay }: Quota,
  sending: Sending | null,
  waiting: number,
): Finding {
  const what = "quota";
  if (perSecond === null || perDay === null) {
    return { what, isWell: true, seen: `no limit; ${sentInDay} mails sent in 24 hours` };
  }
  const used = `${sentInDay} of ${perDay} mails of 24 hours sent, ${perSecond} a second`;
  const slowed = slowedTo(perSecond, sending);
  const parts = [
    used,
    ...(slowed === null ? [] : [`now ${slowed} a second, for SES was too busy for more`]),
    ...(waiting === 0 ? [] : [`${waiting} mails wait`]),
  ];
  if (perDay <= sandboxQuota) {
    parts.push(
      "the account is in the SES sandbox and mails verified addresses only; ask for production access in the SES console",
    );
  }
  const isUsedUp = sentInDay >= perDay || sending?.remaining === 0;
  if (isUsedUp) {
    parts.push(
      "used up: mails wait until SES allows more; ask for a higher quota in the Service Quotas console, docs/runbook.md#alertsuntold",
    );
  }
  return { what, isWell: perDay > sandboxQuota && !isUsedUp, seen: parts.join("; ") };
}

/** @returns mails a second, where SES made us slower than it promises */
function slowedTo(perSecond: number, sending: Sending | null): number | null {
  if (sending === null || sending.slowedAt === null || sending.perSecond !== perSecond) return null;
  const rate = Math.round(10_000 / sending.intervalMs) / 10;
  return rate < 0.9 * perSecond ? rate : null;
}
