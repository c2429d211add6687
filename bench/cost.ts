import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { readAssembly } from "../local/template/assembly.ts";
import type { FunctionUse, Use } from "../local/meter.ts";
import { rounded } from "./interleave.ts";
import { writeInventedRecording } from "./invented-recording.ts";
import { measureReplay, type ReplayMeasure } from "./measure-replay.ts";
import type { Subject } from "./subject.ts";
import { assemblyDir, projectDir, synthesizeOnce } from "./synthesized.ts";

const seed = 2026;
/** Of the invented recording: one an hour. */
const polls = 100;
const addresses = { gatewayUrl: "http://127.0.0.1:1", siteUrl: "http://127.0.0.1:2" };
const hoursAMonth = 730;
/**
 * Lambda's pollers of a queue that is empty ask every 20 seconds: five of them where the concurrency is limited, as it is for
 * each of ours; two at the least elsewhere (AWS's guide, "Configuring scaling behavior for SQS event source mappings").
 */
const idleReceives = (5 * hoursAMonth * 3600) / 20;

interface Prices {
  readonly source: string;
  readonly dynamodbReadUnits: number;
  readonly dynamodbWriteUnits: number;
  readonly lambdaRequest: number;
  readonly lambdaGigabyteSecond: number;
  readonly sqsRequest: number;
  readonly snsRequest: number;
  readonly schedulerInvocation: number;
  readonly logsGigabyte: number;
  readonly mail: number;
  readonly mailEssentials: number;
}

const prices = JSON.parse(readFileSync(join(import.meta.dirname, "prices.json"), "utf8")) as Prices; // beside this file

/** What mails take, and what of the rest goes by the clock: that is counted as idle. */
const ofMails = /^(?:AlertingDeliver|Feedback)/;
const byTheClock =
  /^(?:AlertingDigest|AlertingQuietMonths|AlertingStanding|Outcomes|Sources|IndexingCompact)/;
const ofMatching = /^AlertingMatch/;

/** A recording is played through the whole stack, and what the functions used is priced. */
export const cost: Subject = {
  name: "cost",
  description:
    "what a readout, a mail and an idle month cost: a recording played, units and calls priced",
  options: [{ flags: "--replay <dir>", description: "a recording instead of the invented one" }],
  isUsual: false,
  async measure({ replay }, say) {
    await synthesizeOnce(say);
    const measured = await measure(typeof replay === "string" ? replay : null, say);
    return { json: { ...measured, prices }, print: () => print(measured) };
  },
};

async function measure(recording: string | null, say: (text: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), "readouts-bench-"));
  try {
    const given = recording ?? join(folder, "invented");
    if (recording === null) writeInventedRecording(given, { polls, seed });
    say(`Replaying ${given} ...`);
    const meterFile = join(folder, "use.json");
    const replay = await measureReplay({
      projectDir,
      assemblyDir,
      recording: resolve(given),
      state: join(folder, "state"),
      meterFile,
    });
    const use = JSON.parse(readFileSync(meterFile, "utf8")) as Use;
    return priced(use, replay);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function priced(use: Use, replay: ReplayMeasure) {
  const { functions } = readAssembly(assemblyDir, addresses);
  const gigabytes = new Map(functions.map((one) => [one.logicalId, one.memoryMb / 1024]));
  const rows = Object.entries(use)
    .filter(([id]) => gigabytes.has(id))
    .map(([id, its]) => ({
      id,
      invocations: its.invocations,
      readUnits: rounded(its.readUnits, 4),
      writeUnits: rounded(its.writeUnits, 4),
      seconds: rounded(its.milliseconds / 1000),
      logKilobytes: Math.round(its.logBytes / 1000),
      dollars: dollarsOf(its, gigabytes.get(id) ?? 1),
    }));
  const sum = (belongs: (id: string) => boolean): number =>
    rows.filter(({ id }) => belongs(id)).reduce((all, { dollars }) => all + dollars, 0);
  const mails = replay.emails;
  const mailing = sum((id) => ofMails.test(id));
  const matching = sum((id) => ofMatching.test(id));
  const archiving = sum((id) => !ofMails.test(id) && !ofMatching.test(id) && !byTheClock.test(id));
  return {
    archived: replay.archived,
    mails,
    rows,
    "dollars a readout archived": rounded(archiving / replay.archived),
    "dollars a readout matched": rounded(matching / replay.archived),
    "dollars a mail, without SES": rounded(mailing / mails),
    "of SES's price": `${rounded((mailing / mails / prices.mail) * 100)} %`,
    "of SES's price, Essentials": `${rounded((mailing / mails / prices.mailEssentials) * 100)} %`,
    "dollars an idle month, without CloudWatch": rounded(idle(use, gigabytes)),
  };
}

/** DynamoDB's units, Lambda's time on this machine, messages and logs. */
function dollarsOf(use: FunctionUse, gigabytes: number): number {
  const calls = (prefix: string): number =>
    Object.entries(use.calls)
      .filter(([name]) => name.startsWith(prefix))
      .reduce((sum, [, count]) => sum + count, 0);
  return (
    use.readUnits * prices.dynamodbReadUnits +
    use.writeUnits * prices.dynamodbWriteUnits +
    use.invocations * prices.lambdaRequest +
    (use.milliseconds / 1000) * gigabytes * prices.lambdaGigabyteSecond +
    calls("sqs:") * prices.sqsRequest +
    // Each message that is sent is received and deleted by Lambda's pollers, by tens at best.
    calls("sqs:SendMessage") * 2 * prices.sqsRequest +
    calls("sns:") * prices.snsRequest +
    (use.logBytes / 1e9) * prices.logsGigabyte
  );
}

/** Polls and other schedules that find nothing, and queues that are asked in vain. */
function idle(use: Use, gigabytes: ReadonlyMap<string, number>): number {
  const { schedules, queueSources } = scheduled();
  const calls = schedules.reduce((sum, { functionId, perMonth }) => {
    const its = use[functionId];
    if (its === undefined || its.invocations === 0) return sum;
    const one = dollarsOf(its, gigabytes.get(functionId) ?? 1) / its.invocations;
    return sum + perMonth * (one + prices.schedulerInvocation);
  }, 0);
  return calls + queueSources * idleReceives * prices.sqsRequest;
}

function scheduled() {
  const { schedules, queueMappings } = readAssembly(assemblyDir, addresses);
  return {
    schedules: schedules.map(({ functionId, expression }) => ({
      functionId,
      perMonth: hoursAMonth / hoursOf(expression),
    })),
    queueSources: queueMappings.length,
  };
}

/** Of `rate(10 minutes)`. @throws Error for a schedule that is no rate: there is none in the stack */
function hoursOf(expression: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count === undefined) throw new Error(`${expression} is no rate`);
  return Number(count) * (unit === "minute" ? 1 / 60 : unit === "hour" ? 1 : 24);
}

function print({ rows, ...measured }: ReturnType<typeof priced>): void {
  console.log("What the functions used");
  console.table(rows.map(({ dollars, ...row }) => ({ ...row, dollars: rounded(dollars) })));
  console.table([measured]);
  console.log(`Prices: ${prices.source}.`);
}
