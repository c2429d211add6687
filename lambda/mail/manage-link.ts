import { html } from "hono/html";
import type { Instant } from "../runtime/instant.ts";
import { shortHash } from "../subscriptions/address.ts";
import { button, fine, type Html, letter, quiet } from "./letter.ts";
import type { Mail } from "./mail.ts";

const subject = "Your Readouts alerts";
const asked =
  "Somebody, most likely you, asked for a link to see, change or stop the alerts of this address.";
const howLong =
  "The link is good for seven days. Who has it can change your alerts: do not send it on.";
const otherwise = "If it was not you, do nothing: nothing is changed.";

/** The link by which a subscriber manages their alerts without a password. */
export function renderManageLink(options: {
  readonly subscriberId: string;
  readonly manageUrl: string;
  readonly baseUrl: string;
  readonly sentAt: Instant;
}): Mail {
  const { subscriberId, manageUrl, baseUrl, sentAt } = options;
  const site = new URL(baseUrl).hostname;
  return {
    subject,
    text: `${asked}\n\n${manageUrl}\n\n${howLong}\n${otherwise}\n\n-- \n${baseUrl}\n`,
    html: letter({
      title: subject,
      language: "en",
      body: html`<h1 style="font-size:22px;line-height:1.3;margin:0 0 14px;">${subject}</h1>
<p style="margin:0 0 14px;">${asked}</p>
<p style="margin:24px 0 20px;">${button(manageUrl, "Manage my alerts")}</p>
<p style="margin:0 0 24px;">${howLong} ${otherwise}</p>
<div class="foot" style="border-top:1px solid #d5d5d5;padding-top:14px;">
<p class="quiet" style="margin:0;${quiet}${fine}"><a href="${baseUrl}">${site}</a></p>
</div>` as Html,
    }),
    headers: { "Auto-Submitted": "auto-generated" },
    messageId: `${shortHash(`manage ${subscriberId} ${sentAt}`)}@${site}`,
    tags: {},
  };
}
