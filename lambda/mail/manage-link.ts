import { html } from "hono/html";
import type { Instant } from "../runtime/instant.ts";
import { shortHash } from "../subscriptions/address.ts";
import type { MailLanguage } from "../subscriptions/preferences.ts";
import { button, fine, type Html, letter, quiet } from "./letter.ts";
import type { Mail } from "./mail.ts";
import { wordsOf } from "./words/words-of.ts";

/** The link by which a subscriber manages their alerts without a password. */
export function renderManageLink(options: {
  readonly language: MailLanguage;
  readonly subscriberId: string;
  readonly manageUrl: string;
  readonly baseUrl: string;
  readonly sentAt: Instant;
}): Mail {
  const { language, subscriberId, manageUrl, baseUrl, sentAt } = options;
  const { linkIsGood, manageLink } = wordsOf(language);
  const { asked, button: press, otherwise, subject } = manageLink;
  const site = new URL(baseUrl).hostname;
  return {
    subject,
    text: `${asked}\n\n${manageUrl}\n\n${linkIsGood}\n${otherwise}\n\n-- \n${baseUrl}\n`,
    html: letter({
      title: subject,
      language,
      body: html`<h1 style="font-size:22px;line-height:1.3;margin:0 0 14px;">${subject}</h1>
<p style="margin:0 0 14px;">${asked}</p>
<p style="margin:24px 0 20px;">${button(manageUrl, press)}</p>
<p style="margin:0 0 24px;">${linkIsGood} ${otherwise}</p>
<div class="foot" style="border-top:1px solid #d5d5d5;padding-top:14px;">
<p class="quiet" style="margin:0;${quiet}${fine}"><a href="${baseUrl}">${site}</a></p>
</div>` as Html,
    }),
    headers: { "Auto-Submitted": "auto-generated" },
    messageId: `${shortHash(`manage ${subscriberId} ${sentAt}`)}@${site}`,
    tags: {},
  };
}
