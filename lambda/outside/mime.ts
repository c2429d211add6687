import MailComposer from "nodemailer/lib/mail-composer/index.js";
import type { Instant } from "../runtime/instant.ts";
import type { Message } from "./mailer.ts";

/**
 * A message as it goes over the wire: text and HTML alternatives, encoded so that no line is longer
 * than 76 characters, headers folded and encoded (RFC 5322, 2045, 2047).
 * @param sender the From address, with or without a name
 */
export function composeMime(message: Message, sender: string, date: Instant): Promise<Uint8Array> {
  const composer = new MailComposer({
    from: sender,
    to: { name: "", address: message.to },
    subject: message.subject,
    text: message.text,
    html: message.html,
    headers: { ...message.headers },
    messageId: `<${message.messageId}>`,
    date: new Date(date),
    textEncoding: "quoted-printable",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
