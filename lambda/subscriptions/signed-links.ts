import { createHmac, timingSafeEqual } from "node:crypto";
import * as v from "valibot";
import type { Instant } from "../runtime/instant.ts";
import { confirmWithinMs } from "./subscription.ts";

const purposes = ["confirm", "unsubscribe", "manage"] as const;
/** What a link lets its holder do; one signed for one thing is no good for another. */
export type LinkPurpose = (typeof purposes)[number];
/** Those whose link leads to one button. */
export type ButtonPurpose = "confirm" | "unsubscribe";

export interface LinkSubject {
  readonly subscriberId: string;
  /** One, but for the one click that ends all that a mail was sent for; none where it is for the subscriber. */
  readonly subscriptionIds: readonly string[];
  /** When the subscription was asked for: a link of an earlier request does not confirm a later one. To manage: when it was made. */
  readonly requestedAt: Instant;
}

/** What signs, and what still verifies after a rotation. */
export interface SigningSecrets {
  readonly current: string;
  readonly previous: string | null;
}

/** What signs. */
export interface SigningSecret extends Pick<SigningSecrets, "current"> {
  /** Where it was derived from the secret: the name that `deriveKey` was given. */
  readonly keyId?: string;
}

const dayMs = 24 * 60 * 60 * 1000;

/** How long a link is good. Old mails must be able to unsubscribe; whoever is sent on a mail must not be able to manage for long. */
export const validMs: Readonly<Record<LinkPurpose, number>> = {
  confirm: confirmWithinMs,
  unsubscribe: 366 * dayMs,
  manage: 7 * dayMs,
};

/** So long all who send mails derive no other key. */
export const keyIsUsedForMs = dayMs;
/** Processes go on with it for an hour more, and clocks differ. */
const keySignsForMs = keyIsUsedForMs + 2 * 60 * 60 * 1000;

export type LinkCheck =
  | { readonly outcome: "valid"; readonly subject: LinkSubject }
  /** Ours, but too old. */
  | { readonly outcome: "expired"; readonly subject: LinkSubject }
  | { readonly outcome: "invalid" };

const payload = v.strictTuple([
  v.picklist(purposes),
  v.string(),
  v.array(v.string()),
  v.string(),
  v.number(),
]);

/** Stands for all subscriptions of a subscriber, where naming each would make a link too long. */
export const allOfThem = "*";

/** Longer than any token of ours: not even looked at. */
const maxTokenLength = 2000;

/**
 * A key that signs in a secret's place: whoever verifies derives it again, and nobody can tell the secret from it. It is good
 * for links of its day alone: for none that would be valid longer than those.
 * @param keyId when it is derived, in ms since 1970; stands in each token
 */
export const deriveKey = (secret: string, keyId: string): string =>
  createHmac("sha256", secret).update(`readouts key\n${keyId}`).digest("base64url");

/** A token for a URL: what it is for, whose, until when, which key signed it, and an HMAC-SHA-256 over all of that. */
export function signLink(
  purpose: LinkPurpose,
  subject: LinkSubject,
  expiresAt: Instant,
  { current, keyId }: SigningSecret,
): string {
  const { subscriberId, subscriptionIds, requestedAt } = subject;
  const fields = [purpose, subscriberId, subscriptionIds, requestedAt, Date.parse(expiresAt)];
  const payloadPart = Buffer.from(JSON.stringify(fields)).toString("base64url");
  const body = keyId === undefined ? payloadPart : `${payloadPart}.${keyId}`;
  return `${body}.${mac(body, current)}`;
}

/** What a token is worth: nothing of it is believed before its signature is. */
export function checkLink(
  purpose: LinkPurpose,
  token: string,
  secrets: SigningSecrets,
  now: Instant,
): LinkCheck {
  const parts = token.length > maxTokenLength ? [] : token.split(".");
  const [payloadPart, ...others] = parts;
  const signature = others.pop();
  const [keyId, ...rest] = others;
  if (payloadPart === undefined || signature === undefined || rest.length > 0) {
    return { outcome: "invalid" };
  }
  const { current, previous } = secrets;
  const isOurs = [current, previous].some((secret) => {
    if (secret === null) return false;
    const key = keyId === undefined ? secret : deriveKey(secret, keyId);
    return isSignedBy(key, parts.slice(0, -1).join("."), signature);
  });
  if (!isOurs) return { outcome: "invalid" };
  const parsed = v.safeParse(payload, JSON.parse(Buffer.from(payloadPart, "base64url").toString()));
  if (!parsed.success || parsed.output[0] !== purpose) return { outcome: "invalid" };
  const [, subscriberId, subscriptionIds, requestedAt, expiresMs] = parsed.output;
  const subject = { subscriberId, subscriptionIds, requestedAt };
  const isOfItsDay =
    keyId === undefined || expiresMs <= Number(keyId) + keySignsForMs + validMs[purpose];
  if (!isOfItsDay) return { outcome: "invalid" };
  return { outcome: Date.parse(now) > expiresMs ? "expired" : "valid", subject };
}

/** Compares texts, not decoded bytes: base64url has several spellings of the same bytes. */
function isSignedBy(secret: string, body: string, signature: string): boolean {
  const expected = Buffer.from(mac(body, secret));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function mac(body: string, secret: string): string {
  return createHmac("sha256", secret).update(`readouts link\n${body}`).digest("base64url");
}
