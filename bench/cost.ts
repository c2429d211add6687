import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { readAssembly } from "../local/template/assembly.ts";
import { type FunctionUse, noUse, type Use } from "../local/meter.ts";
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
/** One of Lambda's pollers asks an empty queue every 20 seconds. */
const receivesAPoller = (hoursAMonth * 3600) / 20;
/**
 * Five pollers of a queue, which Lambda takes back to two where little comes and the concurrency is not limited (AWS's guide,
 * "Configuring scaling behavior for SQS event source mappings"). It says so of standard queues; of others we count five.
 */
const pollers = { most: 5, least: 2 };

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
  readonly kmsRequest: number;
  readonly mail: number;
  readonly mailEssentials: number;
}

const prices = JSON.parse(readFileSync(join(import.meta.dirname, "prices.json"), "utf8")) as Prices; // beside this file

/** What mails take, and what of the rest goes by the clock: that is counted as idle. */
const ofMails = /^(?:AlertingDeliver|Feedback)/;
const byTheClock =
  /^(?:AlertingDigest|AlertingQuietMonths|AlertingStanding|Outcomes|Sources|IndexingCompact)/;
const ofDelivery = /^AlertingDeliver/;
const ofMatching = /^AlertingMatch/;

/** A recording is played through the whole stack, and what the functions used is priced. */
export const cost: Subject = {
  name: "cost",
  description:
    "what a readout, a mail and an idle month cost: a recording played, units and calls priced",
  options: [
    { flags: "--replay <dir>", description: "a recording instead of the invented one" },
    { flags: "--readers <number>", description: "who want every third readout of it (1)" },
  ],
  isUsual: false,
  async measure({ replay, readers }, say) {
    await synthesizeOnce(say);
    const measured = await measure(
      typeof replay === "string" ? replay : null,
      typeof readers === "string" ? Number(readers) : 1,
      say,
    );
    return { json: { ...measured, prices }, print: () => print(measured) };
  },
};

async function measure(recording: string | null, readers: number, say: (text: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), "readouts-bench-"));
  const play = async (name: string, folderOfIt: string): Promise<readonly [Use, ReplayMeasure]> => {
    say(`Replaying ${folderOfIt} ...`);
    const meterFile = join(folder, `${name}.json`);
    const replay = await measureReplay({
      projectDir,
      assemblyDir,
      recording: resolve(folderOfIt),
      state: join(folder, `${name}-state`),
      meterFile,
    });
    return [JSON.parse(readFileSync(meterFile, "utf8")) as Use, replay];
  };
  try {
    const given = recording ?? join(folder, "invented");
    if (recording === null) writeInventedRecording(given, { polls, seed, readers });
    const quiet = join(folder, "quiet");
    writeInventedRecording(quiet, { polls, seed, isQuiet: true });
    const [use, replay] = await play("busy", given);
    const [quietUse] = await play("idle", quiet);
    return priced(use, replay, quietUse);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function priced(use: Use, replay: ReplayMeasure, quietUse: Use) {
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
      ofTime: dollarsOf({ ...noUse, milliseconds: its.milliseconds }, gigabytes.get(id) ?? 1),
    }));
  const sum = (belongs: (id: string) => boolean): number =>
    rows.filter(({ id }) => belongs(id)).reduce((all, { dollars }) => all + dollars, 0);
  const idleMonth = idle(quietUse, gigabytes, "least");
  const inAll = (month: typeof idleMonth): number =>
    rounded(month.reduce((all, { dollars }) => all + dollars, 0));
  const mails = replay.emails;
  const batches = rows.find(({ id }) => ofDelivery.test(id))?.invocations ?? 0;
  // What local mode's SES does not ask for: SNS bills each send event that SES publishes, and where SES has a limit a batch
  // reserves its turns with a write.
  const unseen = mails * prices.snsRequest + batches * prices.dynamodbWriteUnits;
  const mailing = sum((id) => ofMails.test(id)) + unseen;
  const time = rows
    .filter(({ id }) => ofMails.test(id))
    .reduce((all, { ofTime }) => all + ofTime, 0);
  const secrets = Object.entries(use)
    .filter(([id]) => ofMails.test(id))
    .reduce((all, [, { calls }]) => all + callsOf(calls, "ssm:"), 0);
  const matching = sum((id) => ofMatching.test(id));
  const archiving = sum((id) => !ofMails.test(id) && !ofMatching.test(id) && !byTheClock.test(id));
  return {
    archived: replay.archived,
    mails,
    rows,
    "dollars a readout archived": rounded(archiving / replay.archived),
    "dollars a readout matched": rounded(matching / replay.archived),
    "dollars a mail, without SES": rounded(mailing / mails),
    "of it for Lambda's time": rounded(time / mails),
    "of it for SNS and turns": rounded(unseen / mails),
    "of it for the secret of links": rounded((secrets * prices.kmsRequest) / mails),
    "of SES's price": `${rounded((mailing / mails / prices.mail) * 100)} %`,
    "of SES's price, Essentials": `${rounded((mailing / mails / prices.mailEssentials) * 100)} %`,
    "dollars an idle month, without CloudWatch": inAll(idleMonth),
    "with five pollers a queue": inAll(idle(quietUse, gigabytes, "most")),
    idleMonth,
  };
}

function callsOf(calls: FunctionUse["calls"], prefix: string): number {
  return Object.entries(calls)
    .filter(([name]) => name.startsWith(prefix))
    .reduce((sum, [, count]) => sum + count, 0);
}

/** DynamoDB's units, Lambda's time on this machine, messages, the secret and logs. */
function dollarsOf(use: FunctionUse, gigabytes: number): number {
  const calls = (prefix: string): number => callsOf(use.calls, prefix);
  return (
    use.readUnits * prices.dynamodbReadUnits +
    use.writeUnits * prices.dynamodbWriteUnits +
    use.invocations * prices.lambdaRequest +
    (use.milliseconds / 1000) * gigabytes * prices.lambdaGigabyteSecond +
    // A batch is received and deleted for the function that works it off. Local mode's asking in vain is not Lambda's.
    (calls("sqs:SendMessage") + 2 * calls("sqs:DeleteMessage")) * prices.sqsRequest +
    calls("sns:") * prices.snsRequest +
    // Parameter Store takes nothing, but has KMS decrypt.
    calls("ssm:") * prices.kmsRequest +
    (use.logBytes / 1e9) * prices.logsGigabyte
  );
}

/** Polls and other schedules that find nothing, and queues that are asked in vain, by what is called or asked. */
function idle(use: Use, gigabytes: ReadonlyMap<string, number>, asked: keyof typeof pollers) {
  const { schedules, queueMappings } = readAssembly(assemblyDir, addresses);
  const dollars: Record<string, number> = {};
  for (const { functionId, expression } of schedules) {
    const its = use[functionId];
    if (its === undefined || its.invocations === 0) continue;
    const one = dollarsOf(its, gigabytes.get(functionId) ?? 1) / its.invocations;
    const month = (hoursAMonth / hoursOf(expression)) * (one + prices.schedulerInvocation);
    dollars[functionId] = (dollars[functionId] ?? 0) + month;
  }
  for (const { functionId, queueArn, maxConcurrency } of queueMappings) {
    const scalesDown = maxConcurrency === null && !queueArn.endsWith(".fifo");
    const month = pollers[scalesDown ? asked : "most"] * receivesAPoller * prices.sqsRequest;
    dollars[`queues of ${functionId}`] = (dollars[`queues of ${functionId}`] ?? 0) + month;
  }
  return Object.entries(dollars).map(([what, sum]) => ({ what, dollars: rounded(sum) }));
}

/** Of `rate(10 minutes)`. @throws Error for a schedule that is no rate: there is none in the stack */
function hoursOf(expression: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count === undefined) throw new Error(`${expression} is no rate`);
  return Number(count) * (unit === "minute" ? 1 / 60 : unit === "hour" ? 1 : 24);
}

function print({ rows, idleMonth, ...measured }: ReturnType<typeof priced>): void {
  console.log("What the functions used");
  console.table(
    rows.map(({ dollars, ofTime, ...row }) => ({
      ...row,
      dollars: rounded(dollars),
      "for time": rounded(ofTime),
    })),
  );
  console.log("An idle month");
  console.table(idleMonth);
  console.table([measured]);
  console.log(`Prices: ${prices.source}.`);
}
