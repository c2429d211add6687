import PostalMime, { type Address, type Email } from "postal-mime";
import { account } from "../template/references.ts";
import type { AcceptedMail } from "./mail-store.ts";
import type { SuppressedAddresses } from "./suppressed-addresses.ts";

/**
 * The event which SES publishes once it has taken a mail.
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export async function sendEvent(mail: AcceptedMail, mime: Buffer): Promise<unknown> {
  return await sesEvent(mail, mime, { eventType: "Send", send: {} });
}

async function sesEvent(
  mail: AcceptedMail,
  mime: Buffer,
  what: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const content = await PostalMime.parse(mime);
  const address = bareAddress(mail.source);
  return {
    ...what,
    mail: {
      timestamp: mail.acceptedAt,
      source: mail.source,
      sourceArn: identityArn(address),
      sendingAccountId: account,
      messageId: mail.messageId,
      destination: mail.destinations,
      headersTruncated: false,
      headers: content.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
      commonHeaders: commonHeaders(content),
      tags: {
        "ses:operation": ["SendRawEmail"],
        "ses:configuration-set": [mail.configurationSet],
        "ses:source-ip": ["127.0.0.1"],
        "ses:from-domain": [address.split("@")[1] ?? ""],
        ...Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]])),
      },
    },
  };
}

/**
 * What follows the send of a mail to SES's mailbox simulator: it bounces, or its reader complains.
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator
 */
export async function simulatedEvent(
  mail: AcceptedMail,
  mime: Buffer,
  suppressionList: SuppressedAddresses,
): Promise<{ readonly kind: string; readonly event: unknown } | null> {
  const address = mail.destinations[0] ?? "";
  const [, what = ""] =
    /^(bounce|softbounce|complaint|suppressionlist)(?:\+[^@]*)?@simulator\.amazonses\.com$/i.exec(
      address,
    ) ?? [];
  if (what.toLowerCase() === "suppressionlist" && suppressionList.since(address) === null)
    return null;
  const timestamp = mail.acceptedAt;
  const feedbackId = `${mail.messageId}-feedback`;
  switch (what.toLowerCase()) {
    case "bounce":
    case "suppressionlist":
    case "softbounce": {
      const isHard = what.toLowerCase() !== "softbounce";
      const isListed = what.toLowerCase() === "suppressionlist";
      const bounce = {
        bounceType: isHard ? "Permanent" : "Transient",
        bounceSubType: isListed ? "OnAccountSuppressionList" : "General",
        bouncedRecipients: [{ emailAddress: address }],
        timestamp,
        feedbackId,
      };
      const event = await sesEvent(mail, mime, { eventType: "Bounce", bounce });
      return { kind: "Bounce", event };
    }
    case "complaint": {
      const complainedRecipients = [{ emailAddress: address }];
      const complaint = { complainedRecipients, timestamp, feedbackId };
      const event = await sesEvent(mail, mime, { eventType: "Complaint", complaint });
      return { kind: "Complaint", event };
    }
    default:
      return null;
  }
}

function commonHeaders(content: Email): Readonly<Record<string, unknown>> {
  return {
    from: content.from === undefined ? [] : [printed(content.from)],
    to: (content.to ?? []).map(printed),
    messageId: content.messageId,
    date: content.date,
    subject: content.subject,
  };
}

export function printed({ name, address }: Address): string {
  return name === "" ? (address ?? "") : `${name} <${address}>`;
}

export function identityArn(identity: string): string {
  return `arn:aws:ses:us-east-1:${account}:identity/${identity}`;
}

/** `Readouts <alerts@desk.example>` is `alerts@desk.example`. */
export function bareAddress(source: string): string {
  return (/<([^>]*)>/.exec(source)?.[1] ?? source).trim();
}
