import { domainToASCII } from "node:url";
import { SendRawEmailCommand, type SESClient } from "@aws-sdk/client-ses";
import type { Clock } from "../runtime/clock.ts";
import type { Mailer } from "./mailer.ts";
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
        if (reason === null) throw error;
        return { outcome: "rejected", reason };
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
