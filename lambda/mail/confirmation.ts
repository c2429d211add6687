import { html } from "hono/html";
import { shortHash } from "../subscriptions/address.ts";
import type { Pending } from "../subscriptions/subscription.ts";
import { type Html, letter, shorten } from "./letter.ts";
import type { Mail } from "./mail.ts";

/** What of a stranger's query a confirmation repeats. */
const maxQueryChars = 120;

/** The only mail before consent: what was asked for, and the link to say yes. */
export function renderConfirmation(options: {
  readonly pending: Pending;
  readonly confirmUrl: string;
  readonly baseUrl: string;
}): Mail {
  const { pending, confirmUrl, baseUrl } = options;
  const query = defused(pending.query);
  const site = new URL(baseUrl).hostname;
  const text = `Somebody, most likely you, asked to be mailed when a readout matches this search:

    ${query}

To confirm, open this page and press the button. The link is good for 48 hours.

${confirmUrl}

If it was not you, do nothing: you will get no further mail.

Readouts, ${site}
`;
  const body: Html =
    html`<h1 style="font-size:22px;line-height:1.3;margin:0 0 12px;">Confirm your alert</h1>
<p style="margin:0 0 12px;">Somebody, most likely you, asked to be mailed when a readout matches this search:</p>
<p class="passage" style="margin:0 0 20px;padding:8px 12px;border-left:4px solid #0b4f9e;"><bdi>${query}</bdi></p>
<p style="margin:0 0 20px;"><a class="button" href="${confirmUrl}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#0b4f9e;color:#ffffff;text-decoration:none;font-weight:600;">Confirm this alert</a></p>
<p class="quiet" style="margin:0 0 12px;color:#595959;">The link opens a page with a button. It is good for 48 hours. If it was not you, do nothing: you will get no further mail.</p>
<p class="quiet" style="margin:0;color:#595959;font-size:14px;">Readouts, ${site}</p>` as Html;
  return {
    subject: "Confirm your Readouts alert",
    text,
    html: letter({ title: "Confirm your Readouts alert", language: "en", body }),
    headers: { "Auto-Submitted": "auto-generated" },
    messageId: `${shortHash(`${pending.subscriptionId} ${pending.consent.requestedAt}`)}@${site}`,
    tags: {},
  };
}

/** So that nobody can send advertisements through us: short, one line, and no mail program makes a link of it. */
function defused(query: string): string {
  const oneLine = query.replaceAll(/\s+/gu, " ").trim();
  return shorten(oneLine, maxQueryChars)
    .replaceAll("://", ":\u200B//")
    .replaceAll(/([\p{L}\p{N}])([.@])(?=[\p{L}\p{N}])/gu, "$1\u200B$2\u200B");
}
