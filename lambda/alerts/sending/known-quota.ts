import type { Sending, SendingTable } from "../../archive/sending-table.ts";
import type { Quota } from "../../outside/ses-quota.ts";
import type { Clock } from "../../runtime/clock.ts";
import { addMs, type Instant, msBetween } from "../../runtime/instant.ts";
import type { Log } from "../../runtime/log.ts";
import { fullPace, recovered } from "./pace.ts";

export interface QuotaDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly sending: SendingTable;
  readonly askQuota: () => Promise<Quota>;
  readonly sleep: (ms: number) => Promise<void>;
}

/** SES is asked again after this; what it allows changes by its own decision, and by what others send. */
export const goodForMs = 5 * 60 * 1000;
/** Where it never answered. */
const askAgainMs = 15 * 1000;

/** What is assumed until SES says more: the rate of an account in its sandbox. */
const assumed: Quota = { perSecond: 1, perDay: null, sentInDay: 0 };

/** More mails than can be sent. */
const endless = 1e15;

/** What SES allows; asked anew every five minutes, by one of all senders. The others go on by the last answer. */
export async function knownQuota(deps: QuotaDeps, seen: Sending | null): Promise<Sending> {
  const { clock, log, sending, askQuota } = deps;
  const now = clock.now();
  const good = fresh(seen, now);
  if (good !== null) return good;
  const stored = await sending.get();
  const goodNow = fresh(stored, now);
  if (goodNow !== null) return goodNow;
  const neverAnswered = (stored?.readAt ?? null) === null;
  const before = addMs(now, neverAnswered ? -askAgainMs : -goodForMs);
  const isOurs = await sending.claimReading(now, before);
  if (!isOurs) return stored ?? (await answerToOthers(deps));
  try {
    const quota = await askQuota();
    return await record(quota, stored, deps);
  } catch (error) {
    log.error("SES did not say what it allows: is ses:GetSendQuota granted?", {}, error);
    return stored ?? (await record(assumed, null, deps, null));
  }
}

/** The first time nobody knows anything: whoever asks SES needs a moment. */
async function answerToOthers(deps: QuotaDeps): Promise<Sending> {
  for (let tries = 0; tries < 10; tries += 1) {
    await deps.sleep(200);
    const stored = await deps.sending.get();
    if (stored !== null) return stored;
  }
  return await record(assumed, null, deps, null);
}

/** @returns what was seen, where it is not too old */
function fresh(sending: Sending | null, now: Instant): Sending | null {
  const readAt = sending?.readAt ?? null;
  return readAt !== null && msBetween(readAt, now) < goodForMs ? sending : null;
}

async function record(
  { perSecond, perDay, sentInDay }: Quota,
  stored: Sending | null,
  { clock, sending }: QuotaDeps,
  readAt: Instant | null = clock.now(),
): Promise<Sending> {
  const now = clock.now();
  const pace = stored === null ? fullPace(perSecond) : recovered(perSecond, stored, now);
  return await sending.record(
    {
      readAt,
      perSecond,
      perDay,
      sentInDay,
      ...pace,
      remaining: perDay === null ? endless : Math.max(0, Math.floor(perDay - sentInDay)),
    },
    Date.parse(now),
  );
}
