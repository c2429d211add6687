import { deliverAlert } from "../lambda/alerts/delivery/deliver-alert.ts";
import { systemClock } from "../lambda/runtime/clock.ts";
import { type FakeSes, startFakeSes } from "./alerting/fake-ses.ts";
import { progress } from "./alerting/progress.ts";
import { deliveryTo, inLanes, perOne, tellReaders, used } from "./alerting/readers.ts";
import { rounded } from "./interleave.ts";
import type { Subject } from "./subject.ts";
import { type BenchTables, startTables } from "./tables.ts";

const usual = 5_000;

/** One readout that one query of very many subscribers wants. */
export const fanout: Subject = {
  name: "fanout",
  description:
    "one readout told to all subscribers of one query, against a fake SES without a quota",
  options: [
    { flags: "--subscribers <number>", description: `how many there are (${usual})` },
    { flags: "--mails <number>", description: "how many of the mails are sent (all)" },
  ],
  isUsual: false,
  async measure({ subscribers, mails }, say) {
    const count = typeof subscribers === "string" ? Number(subscribers) : usual;
    const sent = typeof mails === "string" ? Number(mails) : count;
    say(`Telling ${count} subscribers ...`);
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
  const frequency = { kind: "immediate" } as const;
  const telling = { count, frequency, clock: systemClock, say };
  const { matched, tellAgain, subscribe, requests } = await tellReaders(tables, telling);
  const again = await tellAgain();
  const deps = deliveryTo(ses, tables);
  const toMail = requests.slice(0, sent);
  await subscribe(toMail);
  const mailed = progress("mails sent", sent, say);
  const delivered = await used(tables, async () => {
    await inLanes(toMail, async (request) => {
      await deliverAlert(request, deps);
      mailed();
    });
  });
  return {
    subscribers: count,
    alerts: requests.length,
    mails: ses.mails(),
    "matching, s": matched.seconds,
    "alerts/s": rounded(requests.length / matched.seconds),
    "matching, read and write units an alert": perOne(matched, requests.length),
    "matched again, s": again.seconds,
    "delivering, s": delivered.seconds,
    "mails/s": rounded(ses.mails() / delivered.seconds),
    "delivering, read and write units a mail": perOne(delivered, ses.mails()),
    "peak RSS, MB": Math.round(process.resourceUsage().maxRSS / 1024),
  };
}
