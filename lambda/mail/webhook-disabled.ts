import { html } from "hono/html";
import type { Instant } from "../runtime/instant.ts";
import { shortHash } from "../subscriptions/address.ts";
import { button, fine, type Html, letter, passageStyle, quiet } from "./letter.ts";
import type { Mail } from "./mail.ts";
import { oneLine } from "./one-line.ts";
import { shorten } from "./shorten.ts";

const subject = "The webhook of a Readouts alert was switched off";
const unaffected = "The alert itself goes on: its mails come as before.";
const wayBack =
  "When the receiver works again, send it a test event from the page of your alerts, and switch it on there. What came meanwhile is not posted later; it is in the archive.";
const howLong =
  "The link is good for seven days. Who has it can change your alerts: do not send it on.";

const causes = {
  gone: "It answered 410 Gone, which says that it wants no more.",
  failing: "It took nothing for a week, though each event was posted again and again.",
} as const;

/** What may stand of a name or an answer. */
const maxChars = 120;

/** Tells a subscriber that nothing is posted to a receiver of theirs any more, why, and how to go on. */
export function renderWebhookDisabled(options: {
  readonly subscriptionId: string;
  readonly name: string;
  /** The receiver's host. */
  readonly receiver: string;
  readonly because: keyof typeof causes;
  readonly disabledSince: Instant;
  /** How the last attempt ended. */
  readonly lastFailure: string;
  readonly manageUrl: string;
  readonly baseUrl: string;
}): Mail {
  const { subscriptionId, receiver, because, disabledSince, manageUrl, baseUrl } = options;
  const name = shorten(oneLine(options.name), maxChars);
  const lastFailure = shorten(oneLine(options.lastFailure), maxChars);
  const cause = causes[because];
  const site = new URL(baseUrl).hostname;
  const facts = [
    ["Alert", name],
    ["Receiver", receiver],
    ["Last answer", lastFailure],
  ] as const;
  const lines = facts.map(([what, value]) => `    ${what}: ${value}`).join("\n");
  return {
    subject,
    text: `Nothing is posted any more to the webhook of an alert of yours. ${cause}\n\n${lines}\n\n${unaffected}\n\n${wayBack}\n\n${manageUrl}\n\n${howLong}\n\n-- \n${baseUrl}\n`,
    html: letter({
      title: subject,
      language: "en",
      body: html`<h1 style="font-size:22px;line-height:1.3;margin:0 0 14px;">A webhook was switched off</h1>
<p style="margin:0 0 14px;">Nothing is posted any more to the webhook of an alert of yours. ${cause}</p>
<p class="passage" style="${passageStyle("ltr")}">${facts.map(
        ([what, value], n) =>
          html`${n === 0 ? "" : html`<br>`}<span class="quiet" style="${quiet}">${what}:</span> <bdi>${value}</bdi>`,
      )}</p>
<p style="margin:0 0 14px;">${unaffected}</p>
<p style="margin:0 0 14px;">${wayBack}</p>
<p style="margin:24px 0 20px;">${button(manageUrl, "My alerts")}</p>
<p style="margin:0 0 24px;">${howLong}</p>
<div class="foot" style="border-top:1px solid #d5d5d5;padding-top:14px;">
<p class="quiet" style="margin:0;${quiet}${fine}"><a href="${baseUrl}">${site}</a></p>
</div>` as Html,
    }),
    headers: { "Auto-Submitted": "auto-generated" },
    messageId: `${shortHash(`webhook ${subscriptionId} ${disabledSince}`)}@${site}`,
    tags: {},
  };
}
