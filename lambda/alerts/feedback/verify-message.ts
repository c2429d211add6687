import type { X509Certificate } from "node:crypto";
import type { Clock } from "../../runtime/clock.ts";
import type { Instant } from "../../runtime/instant.ts";
import { isCertificateOf, snsHome } from "./sns-home.ts";
import { isSignedBy, readNotification, type SignedNotification } from "./sns-message.ts";
import type { SigningCertificates } from "./signing-certificates.ts";

export interface VerifyDeps {
  readonly clock: Clock;
  /** Ours: the one topic that is heard. */
  readonly topicArn: string;
  readonly certificates: SigningCertificates;
}

export type Verdict =
  | { readonly outcome: "genuine"; readonly text: string }
  | { readonly outcome: "refused"; readonly reason: string };

const dayMs = 24 * 60 * 60 * 1000;
/** SNS tries to reach a function for 23 days, and a dead-letter queue keeps for 14. */
const oldestMs = 40 * dayMs;
/** Of our clock and SNS's. */
const differenceMs = 15 * 60 * 1000;

/**
 * The text of a message, where SNS signed that our topic sent it.
 * @param raw as SNS hands it to a function
 * @throws Error where the certificate cannot be had now: to be tried again
 */
export async function verifyMessage(raw: unknown, deps: VerifyDeps): Promise<Verdict> {
  const read = readNotification(raw);
  if ("reason" in read) return refused(read.reason);
  const { message } = read;
  const doubt = doubtOf(message, deps);
  if (doubt !== null) return refused(doubt);
  const found = await deps.certificates.at(message.SigningCertUrl);
  if ("reason" in found) return refused(found.reason);
  if (!isValidAt(found.certificate, message.Timestamp)) {
    return refused(`its certificate was not valid at ${message.Timestamp}`);
  }
  return isSignedBy(message, found.certificate)
    ? { outcome: "genuine", text: message.Message }
    : refused("its signature is not SNS's");
}

/** What can be seen without the certificate; null where nothing speaks against it. */
function doubtOf(message: SignedNotification, { clock, topicArn }: VerifyDeps): string | null {
  if (message.TopicArn !== topicArn) return `it is of another topic: ${message.TopicArn}`;
  if (!isCertificateOf(snsHome(topicArn), message.SigningCertUrl)) {
    return `its certificate lies elsewhere: ${message.SigningCertUrl.slice(0, 200)}`;
  }
  return doubtOfTime(Date.parse(message.Timestamp), clock.now());
}

function doubtOfTime(sentMs: number, now: Instant): string | null {
  const ageMs = Date.parse(now) - sentMs;
  if (ageMs > oldestMs) return `it is ${Math.floor(ageMs / dayMs)} days old`;
  return ageMs < -differenceMs ? "it comes from the future" : null;
}

/** At the message's time: one that waited is as genuine as it was when the certificate was still good. */
function isValidAt({ validFrom, validTo }: X509Certificate, time: string): boolean {
  const at = Date.parse(time);
  return Date.parse(validFrom) <= at && at <= Date.parse(validTo);
}

function refused(reason: string): Verdict {
  return { outcome: "refused", reason };
}
