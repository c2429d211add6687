import { domainToASCII } from "node:url";
import { SendRawEmailCommand, type SESClient, SESServiceException } from "@aws-sdk/client-ses";
import type { Clock } from "../runtime/clock.ts";
import { type Mailer, NotSentError, type WaitReason } from "./mailer.ts";
import { composeMime } from "./mime.ts";

export interface SesMailerOptions {
  readonly client: SESClient;
  /** A verified identity, with or without a name: `Readouts <alerts@desk.example>`. */
  readonly sender: string;
  readonly configurationSet: string;
  readonly clock: Clock;
}

/** Sends through SES's SendRawEmail, which alone carries our own headers. */
export function sesMailer(options: SesMailerOptions): Mailer {
  return {
    async send(message) {
      const raw = await composeMime(message, options.sender, options.clock.now());
      try {
        const answer = await options.client.send(
          new SendRawEmailCommand({
            Source: envelopeAddress(options.sender),
            Destinations: [envelopeAddress(message.to)],
            RawMessage: { Data: raw },
            ConfigurationSetName: options.configurationSet,
            Tags: Object.entries(message.tags).map(([Name, Value]) => ({ Name, Value })),
          }),
        );
        return { outcome: "sent", sesMessageId: answer.MessageId ?? "" };
      } catch (error) {
        const reason = permanentRefusal(error);
        if (reason !== null) return { outcome: "rejected", reason };
        if (!wasAnsweredNo(error)) throw error;
        const why = waitReason(error);
        throw new NotSentError(`SES did not take it: ${withoutAddresses(error)}`, {
          why,
          retryAfterMs: why === null ? null : waits[why],
        });
      }
    },
  };
}

/** The bare address with its domain in ASCII: SES takes no other (the headers say the rest). */
function envelopeAddress(text: string): string {
  const address = /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text;
  const at = address.lastIndexOf("@");
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1))}`;
}

/**
 * Whether SES refused this message for good. A sender or recipient that is "not verified" is the
 * account's doing (the SES sandbox), which its owner can mend: that one is thrown and tried again.
 */
function permanentRefusal(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const permanent = ["MessageRejected", "InvalidParameterValue", "InvalidParameterValueException"];
  if (!permanent.includes(error.name) || /not verified/i.test(error.message)) return null;
  return `SES refused it: ${error.name}`;
}

const minuteMs = 60 * 1000;

const waits: Readonly<Record<WaitReason, number>> = {
  busy: minuteMs,
  day: 15 * minuteMs,
  paused: 15 * minuteMs,
};

/** Too fast, too many for today, or paused: waiting is all there is to do. @returns null for other refusals */
function waitReason({ name, message }: Error): WaitReason | null {
  if (/SendingPaused/.test(name)) return "paused";
  if (!/Throttl|LimitExceeded|TooManyRequests/i.test(name)) return null;
  return /daily/i.test(message) ? "day" : "busy";
}

/** What SES says may name the recipient, and what is thrown ends in a log: so no `cause` either. */
function withoutAddresses({ name, message }: Error): string {
  return `${name}: ${message.replaceAll(/[^\s<>,;:"'()[\]]+@[^\s<>,;"'()[\]]+/gu, "(an address)")}`;
}

/** SES answered, and did not take it. Without an answer, or with one of the 5xx, it may have been sent. */
function wasAnsweredNo(error: unknown): error is SESServiceException {
  if (!(error instanceof SESServiceException)) return false;
  const status = error.$metadata.httpStatusCode ?? 500;
  return status >= 400 && status < 500;
}
