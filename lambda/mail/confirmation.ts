import { html } from "hono/html";
import { shortHash } from "../subscriptions/address.ts";
import type { Pending } from "../subscriptions/subscription.ts";
import { button, fine, type Html, letter, passageStyle, quiet } from "./letter.ts";
import type { Mail } from "./mail.ts";
import { shorten } from "./shorten.ts";
import { wordsOf } from "./words/words-of.ts";

/** What of a stranger's query a confirmation repeats. */
const maxQueryChars = 120;

/** The only mail before consent: what was asked for, and the link to say yes; in the language asked for. */
export function renderConfirmation(options: {
  readonly pending: Pending;
  readonly confirmUrl: string;
  readonly baseUrl: string;
}): Mail {
  const { pending, confirmUrl, baseUrl } = options;
  const { subscriptionId, consent, mailLanguage: language, mails } = pending;
  const {
    about,
    asked,
    button: press,
    heading,
    howLong,
    otherwise,
    subject,
  } = wordsOf(language).confirmation;
  const query = defused(pending.query);
  const site = new URL(baseUrl).hostname;
  return {
    subject,
    text: `${asked}\n\n    ${query}\n\n${confirmUrl}\n\n${howLong}\n${otherwise}\n\n-- \n${about}\n${baseUrl}\n`,
    html: letter({
      title: subject,
      language,
      body: html`<h1 style="font-size:22px;line-height:1.3;margin:0 0 14px;">${heading}</h1>
<p style="margin:0 0 14px;">${asked}</p>
<p class="passage" style="${passageStyle("ltr")}"><b><bdi>${query}</bdi></b></p>
<p style="margin:24px 0 20px;">${button(confirmUrl, press)}</p>
<p style="margin:0 0 24px;">${howLong} ${otherwise}</p>
<div class="foot" style="border-top:1px solid #d5d5d5;padding-top:14px;">
<p class="quiet" style="margin:0;${quiet}${fine}">${about} <a href="${baseUrl}">${site}</a></p>
</div>` as Html,
    }),
    headers: { "Auto-Submitted": "auto-generated" },
    messageId: `${shortHash(`${subscriptionId} ${consent.requestedAt} ${mails.length}`)}@${site}`,
    tags: {},
  };
}

/** Marks that turn the direction of text, by which a word can be made to look like another. */
const turning = /[\u202A-\u202E\u2066-\u2069]/gu;

/** Characters that mail programs take for the dot of a host name, or the @ of an address. */
const linking = /(?<=[\p{L}\p{N}])[.\u3002\uFF0E\uFF61@](?=[\p{L}\p{N}])/gu;

/** So that nobody can send advertisements through us: short, one line, and no mail program makes a link of it. */
function defused(query: string): string {
  const oneLine = query
    .replaceAll(turning, "")
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim();
  return shorten(oneLine, maxQueryChars)
    .replaceAll("://", ":\u200B//")
    .replaceAll(linking, "\u200B$&\u200B");
}
