import type { AlertContent } from "./alert-content.ts";
import { alertHtml } from "./alert-html.ts";
import { alertText } from "./alert-text.ts";
import { letter } from "./letter.ts";
import { listHeaders } from "./list-headers.ts";
import type { Mail } from "./mail.ts";
import { shorten } from "./shorten.ts";
import { wordsOf } from "./words/words-of.ts";

const maxSubjectChars = 140;

/** An alert as text and HTML, with the headers that let a mail program sort, thread and unsubscribe. */
export function renderAlert(alert: AlertContent): Mail {
  const { revision, change, language, sourceName } = alert;
  const words = wordsOf(language);
  const prefix = change === "new" ? "" : `${words.alert.changes[change]}${words.colon} `;
  const subject = shorten(`${prefix}${revision.content.title} (${sourceName})`, maxSubjectChars);
  return {
    subject,
    text: alertText(alert),
    html: letter({ title: subject, language, body: alertHtml(alert) }),
    headers: alertHeaders(alert),
    messageId: alert.messageId,
    tags: {},
  };
}

/** @see RFC 5322 §3.6.4 (threads) */
function alertHeaders(alert: AlertContent): Mail["headers"] {
  const { inReplyTo, threadId } = alert;
  const references = inReplyTo === null ? [threadId] : [threadId, inReplyTo];
  return {
    ...listHeaders(alert, "alert"),
    References: references.map((id) => `<${id}>`).join(" "),
    ...(inReplyTo === null ? {} : { "In-Reply-To": `<${inReplyTo}>` }),
  };
}
