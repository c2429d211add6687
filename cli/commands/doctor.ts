import { GetIdentityVerificationAttributesCommand } from "@aws-sdk/client-ses";
import type { Command } from "commander";
import { ratesOf } from "../../lambda/alerts/feedback/guard-reputation.ts";
import { findLate } from "../../lambda/alerts/matching/late-alerts.ts";
import { alertsTable } from "../../lambda/archive/alerts-table.ts";
import { readoutsTable } from "../../lambda/archive/readouts-table.ts";
import { sourcesTable } from "../../lambda/archive/sources-table.ts";
import { findSilentSources } from "../../lambda/ingest/silent-sources.ts";
import { sesReputation } from "../../lambda/outside/ses-reputation.ts";
import { systemClock } from "../../lambda/runtime/clock.ts";
import { addMs } from "../../lambda/runtime/instant.ts";
import type { Connection } from "../connection.ts";
import type { Run } from "../program.ts";
import { indexFinding } from "./index-finding.ts";
import { queriesFinding } from "./queries-finding.ts";
import { planFinding, sendingFinding } from "./sending-finding.ts";

/** One thing looked at. */
export interface Finding {
  readonly what: string;
  readonly isWell: boolean;
  /** What was seen, and the next step where it is not well. */
  readonly seen: string;
}

/** Alerts that wait longer than this are stuck. */
const stuckAfterMs = 15 * 60 * 1000;
/** What was observed before has been looked at by the watch over outcomes, which keeps what is late. */
const watchedForMs = 3 * 60 * 60 * 1000;

export function addDoctor(program: Command, run: Run): void {
  program
    .command("doctor")
    .description("looks for what keeps an installation from working")
    .action(async () => {
      await run(async (connection) => {
        const findings = [
          await sources(connection),
          await alerts(connection),
          await queriesFinding(connection),
          await indexFinding(connection),
          await sendingFinding(connection),
          ...(connection.isLocal
            ? []
            : [
                await planFinding(connection),
                await sender(connection),
                await standing(connection),
              ]),
        ];
        return {
          json: findings,
          lines: findings.map(
            ({ what, isWell, seen }) => `${isWell ? "ok  " : "BAD "} ${what}: ${seen}`,
          ),
          exitCode: findings.every(({ isWell }) => isWell) ? 0 : 1,
        };
      });
    });
}

async function sources({ catalogue, tables, output }: Connection): Promise<Finding> {
  const table = sourcesTable(tables, output("SourcesTable"));
  const states = new Map(
    await Promise.all(catalogue.all.map(async ({ id }) => [id, await table.get(id)] as const)),
  );
  const silent = findSilentSources(
    catalogue.all,
    (id) => states.get(id) ?? null,
    systemClock.now(),
  );
  const polled = [...states.values()].filter((state) => state !== null).length;
  return {
    what: "sources",
    isWell: silent.length === 0,
    seen:
      silent.length === 0
        ? `${polled} polled, none silent`
        : silent.map(({ sourceId, reason }) => `${sourceId}: ${reason}`).join("; "),
  };
}

async function alerts({ tables, output }: Connection): Promise<Finding> {
  const now = systemClock.now();
  const window = { since: addMs(now, -watchedForMs), until: addMs(now, -stuckAfterMs) };
  const stuck = await findLate(window, {
    clock: systemClock,
    readouts: readoutsTable(tables, output("ReadoutsTable")),
    alerts: alertsTable(tables, output("AlertsTable")),
  });
  const undecided = stuck.filter(({ state }) => state === "sending").length;
  const ids = stuck.slice(0, 10).map(({ alertId }) => alertId);
  return {
    what: "alerts",
    isWell: stuck.length === 0,
    seen:
      stuck.length === 0
        ? "none waits longer than 15 minutes"
        : `${stuck.length} wait longer than 15 minutes (${ids.join(", ")})${
            undecided === 0
              ? ""
              : `; of ${undecided} it is not known whether SES had them: no send event came`
          }: readouts redeliver --since DAY, docs/runbook.md#alertsuntold`,
  };
}

async function sender({ mail, output }: Connection): Promise<Finding> {
  const address = output("Sender");
  const domain = address.slice(address.lastIndexOf("@") + 1);
  const answer = await mail.send(
    new GetIdentityVerificationAttributesCommand({ Identities: [address, domain] }),
  );
  const states = Object.values(answer.VerificationAttributes ?? {});
  const isWell = states.some(({ VerificationStatus }) => VerificationStatus === "Success");
  return {
    what: "sender",
    isWell,
    seen: isWell
      ? `${address} is verified`
      : `${address} is not verified: set the DNS records that the stack's outputs name`,
  };
}

/** What came back of the mails of two weeks, and whether sending is paused for it. */
async function standing({ mail, output }: Connection): Promise<Finding> {
  const reputation = sesReputation(mail, output("ConfigurationSet"));
  const { isSending } = await reputation.freshStart();
  const { attempts, bounces, complaints } = ratesOf(await reputation.counts());
  const percent = (part: number): string =>
    `${((100 * part) / Math.max(1, attempts)).toFixed(2)} %`;
  const seen = `of ${attempts} mails in two weeks ${percent(bounces)} bounced, ${percent(complaints)} were complained of`;
  return {
    what: "reputation",
    isWell: isSending,
    seen: isSending
      ? seen
      : `sending is paused: ${seen}. Mend the cause (docs/runbook.md#bouncerate), then: readouts resume`,
  };
}
