import type { DigestContent } from "./digest-content.ts";
import { digestHtml } from "./digest-html.ts";
import { digestText } from "./digest-text.ts";
import { letter } from "./letter.ts";
import { listHeaders } from "./list-headers.ts";
import type { Mail } from "./mail.ts";
import { dayOfYear } from "./words/times.ts";
import { wordsOf } from "./words/words-of.ts";

/** Gmail clips a message at 102 KB; this leaves room for its headers. */
const maxBytes = 95 * 1024;

/** A digest as text and HTML. Where it would be too long to be shown whole, the last readouts are left to the archive. */
export function renderDigest(digest: DigestContent): Mail {
  const subject = subjectOf(digest);
  let shown = digest;
  let html = htmlOf(shown, subject);
  while (Buffer.byteLength(html) > maxBytes && shown.groups.length > 0) {
    shown = withoutLast(shown);
    html = htmlOf(shown, subject);
  }
  return {
    subject,
    text: digestText(shown),
    html,
    headers: {
      ...listHeaders(digest, "digest"),
      References: `<${digest.threadId}>`,
    },
    messageId: digest.messageId,
    tags: {},
  };
}

function htmlOf(digest: DigestContent, subject: string): string {
  return letter({ title: subject, language: digest.language, body: digestHtml(digest) });
}

function subjectOf({ language, rhythm, total, sentAt, timeZone }: DigestContent): string {
  const { digest, readouts } = wordsOf(language);
  return digest.subject(rhythm, dayOfYear(sentAt, timeZone, language), readouts(total));
}

function withoutLast(digest: DigestContent): DigestContent {
  const groups = digest.groups.filter(({ items }) => items.length > 0);
  const last = groups.at(-1);
  if (last === undefined) return { ...digest, groups: [] };
  const shorter = { ...last, items: last.items.slice(0, -1) };
  return {
    ...digest,
    groups: [...groups.slice(0, -1), ...(shorter.items.length > 0 ? [shorter] : [])],
  };
}
