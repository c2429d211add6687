import { html } from "hono/html";
import { changeWords, speakerShown } from "./alert-content.ts";
import { moment, revisionUrl, stated } from "./alert-facts.ts";
import { marked } from "./alert-html.ts";
import {
  type DigestContent,
  type DigestGroup,
  type DigestItem,
  healthLines,
  readoutsWord,
  shownIn,
} from "./digest-content.ts";
import { fine, type Html, passageStyle, quiet } from "./letter.ts";

/** The digest's body as HTML. */
export function digestHtml(digest: DigestContent): Html {
  const { baseUrl, groups, health, manageUrl, sentAt, timeZone, total, unsubscribeUrl } = digest;
  const left = total - shownIn(digest);
  const clock = (at: string): string => moment(at, timeZone);
  return html`<h1 style="font-size:22px;line-height:1.3;margin:0 0 14px;">${readoutsWord(total)} for your alerts</h1>
${groups.map((group) => groupHtml(group, baseUrl))}
${left > 0 ? html`<p style="margin:24px 0;"><b>… and ${left} more</b>: the links under each alert’s name lead to all that it finds.</p>` : ""}
<div class="foot" style="border-top:1px solid #d5d5d5;padding-top:14px;margin-top:24px;">
<p style="margin:0 0 4px;${fine}"><b>The sources of your alerts</b></p>
<ul style="margin:0 0 14px;padding-left:20px;${fine}">${healthLines(health, clock).map(({ text, isSilent }) => html`<li>${isSilent ? html`<b>${text}</b>` : text}</li>`)}</ul>
${groups.map(({ name, unsubscribeUrl: url }) => html`<p style="margin:0 0 8px;${fine}">Your alert <b><bdi>${name}</bdi></b>: <a href="${url}">stop this alert</a></p>`)}
<p style="margin:0 0 8px;${fine}">${groups.length === 1 ? "" : html`<a href="${unsubscribeUrl}">Stop all of these</a> · `}<a href="${manageUrl}">See and change your alerts</a></p>
<p class="quiet" style="margin:0;${quiet}${fine}">Sent ${clock(sentAt)}.</p>
</div>` as Html;
}

function groupHtml({ name, items, searchUrl }: DigestGroup, baseUrl: string): Html {
  return html`<h2 style="font-size:17px;margin:28px 0 2px;"><bdi>${name}</bdi></h2>
<p class="quiet" style="margin:0 0 14px;${quiet}${fine}">${readoutsWord(items.length)} · <a href="${searchUrl}">all that it finds</a></p>
${items.map((item) => itemHtml(item, baseUrl))}` as Html;
}

function itemHtml(item: DigestItem, baseUrl: string): Html {
  const { change, reasons, revision, snippets, sourceName, timeZone } = item;
  const { language, publishedAt, title } = revision.content;
  const told =
    change === "new"
      ? ""
      : html`<b class="kind" style="color:#0b4f9e;">${changeWords[change]}</b> · `;
  const when = publishedAt === null ? "" : ` · ${stated(publishedAt, timeZone)}`;
  return html`<div style="margin:0 0 20px;">
<p lang="${language}" dir="auto" style="margin:0 0 2px;font-weight:600;"><a href="${revisionUrl({ baseUrl, revision })}">${title}</a></p>
<p class="quiet" style="margin:0 0 6px;${quiet}${fine}">${told}${sourceName}${when}</p>
${snippets.map(
  (one) =>
    html`<blockquote class="passage" lang="${one.language}" dir="${one.direction}" style="${passageStyle(one.direction)}${fine}margin-bottom:6px;">${speakerShown(one) === null ? "" : html`<b><bdi>${speakerShown(one)}</bdi></b><br>`}${marked(one)}</blockquote>`,
)}
${reasons.map((reason) => html`<p class="quiet" style="margin:0;${quiet}${fine}"><bdi>${reason}</bdi></p>`)}
</div>` as Html;
}
