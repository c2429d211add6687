import { html } from "hono/html";
import type { Instant } from "../runtime/instant.ts";
import { shortHash } from "../subscriptions/address.ts";
import type { MailLanguage } from "../subscriptions/preferences.ts";
import { button, fine, type Html, letter, passageStyle, quiet } from "./letter.ts";
import type { Mail } from "./mail.ts";
import { oneLine } from "./one-line.ts";
import { shorten } from "./shorten.ts";
import { wordsOf } from "./words/words-of.ts";

/** What may stand of a name or an answer. */
const maxChars = 120;

/** Tells a subscriber that nothing is posted to a receiver of theirs any more, why, and how to go on. */
export function renderWebhookDisabled(options: {
  readonly language: MailLanguage;
  readonly subscriptionId: string;
  readonly name: string;
  /** The receiver's host. */
  readonly receiver: string;
  readonly because: "gone" | "failing";
  readonly disabledSince: Instant;
  /** How the last attempt ended. */
  readonly lastFailure: string;
  readonly manageUrl: string;
  readonly baseUrl: string;
}): Mail {
  const { language, subscriptionId, receiver, disabledSince, manageUrl, baseUrl } = options;
  const { colon, linkIsGood, webhookDisabled: words } = wordsOf(language);
  const name = shorten(oneLine(options.name), maxChars);
  const lastFailure = shorten(oneLine(options.lastFailure), maxChars);
  const stopped = `${words.stopped} ${words.causes[options.because]}`;
  const site = new URL(baseUrl).hostname;
  const facts = [
    [words.alert, name],
    [words.receiver, receiver],
    [words.lastAnswer, lastFailure],
  ] as const;
  const lines = facts.map(([what, value]) => `    ${what}${colon} ${value}`).join("\n");
  return {
    subject: words.subject,
    text: `${stopped}\n\n${lines}\n\n${words.unaffected}\n\n${words.wayBack}\n\n${manageUrl}\n\n${linkIsGood}\n\n-- \n${baseUrl}\n`,
    html: letter({
      title: words.subject,
      language,
      body: html`<h1 style="font-size:22px;line-height:1.3;margin:0 0 14px;">${words.heading}</h1>
<p style="margin:0 0 14px;">${stopped}</p>
<p class="passage" style="${passageStyle("ltr")}">${facts.map(
        ([what, value], n) =>
          html`${n === 0 ? "" : html`<br>`}<span class="quiet" style="${quiet}">${what}${colon}</span> <bdi>${value}</bdi>`,
      )}</p>
<p style="margin:0 0 14px;">${words.unaffected}</p>
<p style="margin:0 0 14px;">${words.wayBack}</p>
<p style="margin:24px 0 20px;">${button(manageUrl, words.button)}</p>
<p style="margin:0 0 24px;">${linkIsGood}</p>
<div class="foot" style="border-top:1px solid #d5d5d5;padding-top:14px;">
<p class="quiet" style="margin:0;${quiet}${fine}"><a href="${baseUrl}">${site}</a></p>
</div>` as Html,
    }),
    headers: { "Auto-Submitted": "auto-generated" },
    messageId: `${shortHash(`webhook ${subscriptionId} ${disabledSince}`)}@${site}`,
    tags: {},
  };
}
