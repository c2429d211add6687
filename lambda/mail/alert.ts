import { html } from "hono/html";
import { type AlertContent, changeWords } from "./alert-content.ts";
import { alertHtml } from "./alert-html.ts";
import { alertText } from "./alert-text.ts";
import { letter, shorten, type Html } from "./letter.ts";
import type { Mail } from "./mail.ts";

const maxSubjectChars = 140;

/** An alert as text and HTML, with the headers that let a mail program sort, thread and unsubscribe. */
export function renderAlert(alert: AlertContent): Mail {
  const { revision, change, sourceName, baseUrl } = alert;
  const prefix = change === "new" ? "" : `${changeWords[change]}: `;
  const subject = shorten(`${prefix}${revision.content.title} (${sourceName})`, maxSubjectChars);
  const [first] = alert.reasons;
  const site = new URL(baseUrl).hostname;
  return {
    subject,
    text: alertText(alert),
    html: letter({ title: subject, language: "en", body: html`${alertHtml(alert)}` as Html }),
    headers: {
      // RFC 8058: with several subscriptions in one mail, one click ends the first; the mail names all.
      ...(first === undefined
        ? {}
        : {
            "List-Unsubscribe": `<${first.unsubscribeUrl}>`,
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
          }),
      "List-Id": `Readouts alerts <alerts.${site}>`,
      "Auto-Submitted": "auto-generated",
      ...(alert.inReplyTo === null
        ? {}
        : { "In-Reply-To": `<${alert.inReplyTo}>`, References: `<${alert.inReplyTo}>` }),
    },
    messageId: alert.messageId,
    tags: {},
  };
}
