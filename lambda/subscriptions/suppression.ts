import { addMs, type Instant, msBetween } from "../runtime/instant.ts";

/** An address that must not be mailed. */
export interface Suppression {
  /** As `subscriberIdOf` makes it: the address itself is not kept. */
  readonly addressHash: string;
  /** `soft-bounce`: not now, for its mailbox is full or its server in trouble. */
  readonly reason: "bounce" | "complaint" | "wish" | "soft-bounce";
  readonly since: Instant;
  /** Null: for good, or until its owner asks anew. */
  readonly until: Instant | null;
  /** Soft bounces in a row; 0 for other reasons. */
  readonly softBounces: number;
}

export function isInForce({ until }: Suppression, now: Instant): boolean {
  return until === null || until > now;
}

const hourMs = 60 * 60 * 1000;
/** 2, 4, 8, 16, 32 and 64 hours. */
const maxBackOffs = 6;
/** Who could be mailed for so long after a back-off begins again. */
const forgottenAfterMs = 7 * 24 * hourMs;

/**
 * What a soft bounce makes of what was known of an address: back off, for twice as long each time, and
 * after the sixth suppress. Mails that were on their way when the back-off began bounce too: they are the
 * same trouble and change nothing, and nor does a bounce that is told twice.
 * @param sentAt when the mail that bounced was sent
 * @returns null where nothing changes
 */
export function afterSoftBounce(
  addressHash: string,
  known: Suppression | null,
  sentAt: Instant,
  now: Instant,
): Suppression | null {
  if (known !== null && known.until === null) return null;
  if (known !== null && sentAt <= known.since) return null;
  const isFresh =
    known?.until === undefined ||
    known.until === null ||
    msBetween(known.until, now) > forgottenAfterMs;
  const softBounces = isFresh ? 1 : known.softBounces + 1;
  return softBounces > maxBackOffs
    ? { addressHash, reason: "bounce", since: now, until: null, softBounces }
    : {
        addressHash,
        reason: "soft-bounce",
        since: now,
        until: addMs(now, hourMs * 2 ** softBounces),
        softBounces,
      };
}

/** What a hard bounce or a complaint makes of it; null where it is so already. */
export function afterRefusal(
  addressHash: string,
  known: Suppression | null,
  reason: "bounce" | "complaint",
  sentAt: Instant,
  now: Instant,
): Suppression | null {
  // The owner's own wish weighs more, and so does a complaint. A bounce of a mail from before the
  // suppression is the same one told again.
  if (known !== null && known.reason === reason && sentAt <= known.since) return null;
  const isForGood = known?.until === null;
  if (isForGood && (known.reason === "wish" || known.reason === "complaint")) return null;
  return { addressHash, reason, since: now, until: null, softBounces: 0 };
}

/** Told by the mail services, in force or over: its owner may come back by a new confirmation. */
export function wasRefused({ reason }: Pick<Suppression, "reason">): boolean {
  return reason === "bounce" || reason === "complaint";
}

/** Between a refusal and a new confirmation, so that nobody has an address mailed that refuses mail. */
const askAgainAfterMs = 24 * hourMs;

/**
 * Whether a confirmation may be mailed to a suppressed address: the way back for who bounced or
 * complained, a day after it. Confirmed, it lifts the suppression; bounced again, it begins a new day.
 */
export function mayAskAgain({ reason, since }: Suppression, now: Instant): boolean {
  return wasRefused({ reason }) && msBetween(since, now) > askAgainAfterMs;
}
