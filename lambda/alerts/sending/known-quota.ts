import type { Sending, SendingTable } from "../../archive/sending-table.ts";
import type { Quota } from "../../outside/ses-quota.ts";
import type { Clock } from "../../runtime/clock.ts";
import { addMs, type Instant, msBetween } from "../../runtime/instant.ts";
import type { Log } from "../../runtime/log.ts";
import { fullPace, isFullPace, manners, recovered } from "./pace.ts";

export interface QuotaDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly sending: SendingTable;
  readonly askQuota: () => Promise<Quota>;
  readonly sleep: (ms: number) => Promise<void>;
}

/** SES is asked again after this where its quota presses; what it allows changes by its own decision, and by what others send. */
const pressedMs = 5 * 60 * 1000;
/** And after this where it does not. Our own mails are counted all the time; others' are seen later, or told by SES's refusal. */
const unpressedMs = 12 * 60 * 60 * 1000;
/** Where it never answered. */
const askAgainMs = 15 * 1000;

/** Of an account in SES's sandbox. */
const sandboxPerSecond = 1;
/** What is assumed until SES says more. */
const assumed: Quota = { perSecond: sandboxPerSecond, perDay: null, sentInDay: 0 };

/** More mails than can be sent. */
const endless = 1e15;

/**
 * What SES allows; asked anew every five minutes, twice a day where nobody waits for it, by one of all senders. The others
 * go on by the last answer.
 */
export async function knownQuota(deps: QuotaDeps, seen: Sending | null): Promise<Sending> {
  const { clock, log, sending, askQuota } = deps;
  const now = clock.now();
  if (seen !== null && isFresh(seen, now)) return seen;
  const stored = await sending.get();
  if (stored !== null && isFresh(stored, now)) return stored;
  const neverAnswered = (stored?.readAt ?? null) === null;
  const before = addMs(now, neverAnswered ? -askAgainMs : -pressedMs);
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

/** Whether what SES answered is not too old to go by. */
export function isFresh(sending: Sending, now: Instant): boolean {
  const { readAt } = sending;
  if (readAt === null) return false;
  return msBetween(readAt, now) < (isPressing(sending, now) ? pressedMs : unpressedMs);
}

/**
 * Whether anybody would send more or sooner by another answer: half of the day's mails are gone, mails wait for others, SES
 * has slowed us, or the account is in the sandbox, which its owner wants to see left.
 */
function isPressing(sending: Sending, now: Instant): boolean {
  const { perSecond, perDay, remaining, nextSlotAt } = sending;
  if (perDay !== null && remaining < perDay / 2) return true;
  if (perSecond === null) return false;
  const backlogMs = nextSlotAt - Date.parse(now);
  return (
    perSecond <= sandboxPerSecond ||
    backlogMs >= manners.digest.mostBacklogMs ||
    !isFullPace(sending)
  );
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
