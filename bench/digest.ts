import { deliverAlert } from "../lambda/alerts/delivery/deliver-alert.ts";
import type { DeliveryRequest } from "../lambda/alerts/delivery/delivery-request.ts";
import { gatherDigests } from "../lambda/alerts/delivery/gather-digests.ts";
import { alertsTable } from "../lambda/archive/alerts-table.ts";
import { digestsTable } from "../lambda/archive/digests-table.ts";
import type { Clock } from "../lambda/runtime/clock.ts";
import { silentLog } from "../lambda/runtime/log.ts";
import { type FakeSes, startFakeSes } from "./alerting/fake-ses.ts";
import { progress } from "./alerting/progress.ts";
import { deliveryTo, inLanes, perOne, tellReaders, used } from "./alerting/readers.ts";
import { rounded } from "./interleave.ts";
import type { Subject } from "./subject.ts";
import { type BenchTables, startTables } from "./tables.ts";

const usual = 5_000;
const matchedAt = "2026-03-02T15:00:00.000Z";
const dueAt = "2026-03-03T07:00:00.000Z";

/** The run of a morning: whoever has nothing waiting is not looked at. */
export const digest: Subject = {
  name: "digest",
  description:
    "daily digests that fall due at one time, made and sent to a fake SES without a quota",
  options: [
    { flags: "--subscribers <number>", description: `those who have something waiting (${usual})` },
    { flags: "--mails <number>", description: "how many of the mails are sent (all)" },
  ],
  isUsual: false,
  async measure({ subscribers, mails }, say) {
    const count = typeof subscribers === "string" ? Number(subscribers) : usual;
    const sent = typeof mails === "string" ? Number(mails) : count;
    say(`Making ${count} digests ...`);
    const tables = await startTables();
    const ses = await startFakeSes();
    try {
      const measured = await measure(tables, ses, { count, sent, say });
      return { json: measured, print: () => console.table([measured]) };
    } finally {
      await ses.stop();
      await tables.stop();
    }
  },
};

interface Size {
  readonly count: number;
  readonly sent: number;
  readonly say: (text: string) => void;
}

async function measure(tables: BenchTables, ses: FakeSes, { count, sent, say }: Size) {
  let now = matchedAt;
  const clock: Clock = { now: () => now };
  const frequency = { kind: "daily", hour: 7 } as const;
  const { subscribe } = await tellReaders(tables, { count, frequency, clock, say });
  now = dueAt;
  const requests: DeliveryRequest[] = [];
  const queue = {
    send: (more: readonly DeliveryRequest[]) => {
      requests.push(...more);
      return Promise.resolve();
    },
  };
  const digests = digestsTable(tables.client, tables.alerts);
  const made = progress("digests made", count, say);
  const gathering = {
    clock,
    log: silentLog,
    alerts: alertsTable(tables.client, tables.alerts),
    digests: {
      ...digests,
      make: async (...given: Parameters<typeof digests.make>) => {
        made();
        return await digests.make(...given);
      },
    },
    digestQueue: queue,
    deliveryQueue: queue,
  };
  const gathered = await used(tables, async () => {
    await gatherDigests(gathering);
  });
  const deps = deliveryTo(ses, tables, clock);
  const peakMakingMb = peakMb();
  const toMail = requests.slice(0, sent);
  await subscribe(toMail);
  const mailed = progress("mails sent", sent, say);
  const delivered = await used(tables, async () => {
    await inLanes(toMail, async (request) => {
      await deliverAlert(request, deps);
      mailed();
    });
  });
  const again = await used(tables, async () => {
    await gatherDigests(gathering);
  });
  return {
    digests: requests.length,
    mails: ses.mails(),
    "made in, s": gathered.seconds,
    "digests/s": rounded(requests.length / gathered.seconds),
    "making, read and write units a digest": perOne(gathered, requests.length),
    "delivering, s": delivered.seconds,
    "mails/s": rounded(ses.mails() / delivered.seconds),
    "delivering, read and write units a mail": perOne(delivered, ses.mails()),
    "a run that finds nothing, read and write units": `${again.read} + ${again.write}`,
    "peak RSS until they were made, and until they were sent, MB": `${peakMakingMb}, ${peakMb()}`,
  };
}

function peakMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
