import { createHmac, timingSafeEqual } from "node:crypto";
import * as v from "valibot";
import type { Instant } from "../runtime/instant.ts";

/** What a link lets its holder do; one signed for one thing is no good for another. */
export type LinkPurpose = "confirm" | "unsubscribe";

export interface LinkSubject {
  readonly subscriberId: string;
  readonly subscriptionId: string;
  /** When the subscription was asked for: a link of an earlier request does not confirm a later one. */
  readonly requestedAt: Instant;
}

/** What signs, and what still verifies after a rotation. */
export interface SigningSecrets {
  readonly current: string;
  readonly previous: string | null;
}

export type LinkCheck =
  | { readonly outcome: "valid"; readonly subject: LinkSubject }
  /** Ours, but too old. */
  | { readonly outcome: "expired"; readonly subject: LinkSubject }
  | { readonly outcome: "invalid" };

const payload = v.strictTuple([
  v.picklist(["confirm", "unsubscribe"]),
  v.string(),
  v.string(),
  v.string(),
  v.number(),
]);

/** Longer than any token of ours: not even looked at. */
const maxTokenLength = 1000;

/** A token for a URL: what it is for, whose, until when, and an HMAC-SHA-256 over all of that. */
export function signLink(
  purpose: LinkPurpose,
  subject: LinkSubject,
  expiresAt: Instant,
  secrets: SigningSecrets,
): string {
  const { subscriberId, subscriptionId, requestedAt } = subject;
  const fields = [purpose, subscriberId, subscriptionId, requestedAt, Date.parse(expiresAt)];
  const body = Buffer.from(JSON.stringify(fields)).toString("base64url");
  return `${body}.${mac(body, secrets.current).toString("base64url")}`;
}

export function checkLink(
  purpose: LinkPurpose,
  token: string,
  secrets: SigningSecrets,
  now: Instant,
): LinkCheck {
  if (token.length > maxTokenLength) return { outcome: "invalid" };
  const [body, signature, ...rest] = token.split(".");
  if (body === undefined || signature === undefined || rest.length > 0)
    return { outcome: "invalid" };
  const given = Buffer.from(signature, "base64url");
  const signers =
    secrets.previous === null ? [secrets.current] : [secrets.current, secrets.previous];
  const isOurs = signers.some((secret) => {
    const expected = mac(body, secret);
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
  if (!isOurs) return { outcome: "invalid" };
  const parsed = v.safeParse(payload, JSON.parse(Buffer.from(body, "base64url").toString()));
  if (!parsed.success || parsed.output[0] !== purpose) return { outcome: "invalid" };
  const [, subscriberId, subscriptionId, requestedAt, expiresMs] = parsed.output;
  const subject = { subscriberId, subscriptionId, requestedAt };
  return { outcome: Date.parse(now) > expiresMs ? "expired" : "valid", subject };
}

function mac(body: string, secret: string): Buffer {
  return createHmac("sha256", secret).update(`readouts link\n${body}`).digest();
}
