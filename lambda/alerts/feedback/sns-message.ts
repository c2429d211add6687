import { verify, type X509Certificate } from "node:crypto";
import * as v from "valibot";

/** A message as SNS hands it to a function, as far as it is signed. */
const notification = v.object({
  Type: v.literal("Notification"),
  MessageId: v.string(),
  TopicArn: v.string(),
  /** Functions get null where HTTP endpoints get nothing. */
  Subject: v.optional(v.nullable(v.string()), null),
  Message: v.string(),
  Timestamp: v.pipe(v.string(), v.isoTimestamp()),
});

const signed = v.object({
  ...notification.entries,
  SignatureVersion: v.picklist(["1", "2"]),
  Signature: v.pipe(v.string(), v.base64()),
  SigningCertUrl: v.string(),
});

export type Notification = v.InferOutput<typeof notification>;
export type SignedNotification = v.InferOutput<typeof signed>;

/** @returns what of it is missing or wrong, where it is no signed notification */
export function readNotification(
  raw: unknown,
): { readonly message: SignedNotification } | { readonly reason: string } {
  const result = v.safeParse(signed, raw);
  if (result.success) return { message: result.output };
  const [issue] = result.issues;
  return { reason: `no signed notification: ${v.getDotPath(issue) ?? "it"}: ${issue.message}` };
}

/**
 * What SNS signs: names and values in turn, a line each.
 * @see Amazon SNS developer guide, "Verifying the signatures of Amazon SNS messages"
 */
export function stringToSign(message: Notification): string {
  const { Message, MessageId, Subject, Timestamp, TopicArn, Type } = message;
  const subject = Subject === null ? {} : { Subject };
  const fields = { Message, MessageId, ...subject, Timestamp, TopicArn, Type };
  return Object.entries(fields)
    .map(([name, value]) => `${name}\n${value}\n`)
    .join("");
}

/** Of the signature's versions. Version 1 is what a topic made before we asked for 2 sends. */
export const signatureHashes = { "1": "RSA-SHA1", "2": "RSA-SHA256" } as const;

export function isSignedBy(message: SignedNotification, certificate: X509Certificate): boolean {
  const key = certificate.publicKey;
  if (key.asymmetricKeyType !== "rsa") return false;
  const hash = signatureHashes[message.SignatureVersion];
  const text = Buffer.from(stringToSign(message));
  return verify(hash, text, key, Buffer.from(message.Signature, "base64"));
}
