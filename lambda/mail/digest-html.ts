import { html } from "hono/html";
import { reasonWords, speakerShown } from "./alert-content.ts";
import { revisionUrl, stated } from "./alert-facts.ts";
import { marked } from "./alert-html.ts";
import {
  type DigestContent,
  type DigestGroup,
  type DigestItem,
  shownIn,
} from "./digest-content.ts";
import { healthLines } from "./health-lines.ts";
import { fine, type Html, passageStyle, quiet } from "./letter.ts";
import { momentWords } from "./words/times.ts";
import { wordsOf } from "./words/words-of.ts";

/** The digest's body as HTML. */
export function digestHtml(digest: DigestContent): Html {
  const { groups, health, language, manageUrl, sentAt, timeZone, total, unsubscribeUrl } = digest;
  const words = wordsOf(language);
  const left = total - shownIn(digest);
  return html`<h1 style="font-size:22px;line-height:1.3;margin:0 0 14px;">${words.digest.forYourAlerts(words.readouts(total))}</h1>
${groups.map((group) => groupHtml(group, digest))}
${left > 0 ? html`<p style="margin:24px 0;"><b>${words.andMore(left)}</b>${words.colon} ${words.digest.linksUnderNames}</p>` : ""}
<div class="foot" style="border-top:1px solid #d5d5d5;padding-top:14px;margin-top:24px;">
<p style="margin:0 0 4px;${fine}"><b>${words.health.sourcesOfYourAlerts}</b></p>
<ul style="margin:0 0 14px;padding-left:20px;${fine}">${healthLines(health, timeZone, language).map(({ text, isSilent }) => html`<li>${isSilent ? html`<b>${text}</b>` : text}</li>`)}</ul>
${groups.map(({ name, unsubscribeUrl: url }) => html`<p style="margin:0 0 8px;${fine}"><b><bdi>${name}</bdi></b>${words.colon} <a href="${url}">${words.stopThisAlert}</a></p>`)}
<p style="margin:0 0 8px;${fine}">${groups.length === 1 ? "" : html`<a href="${unsubscribeUrl}">${words.stopAllOfThese}</a> · `}<a href="${manageUrl}">${words.seeAndChange}</a></p>
<p class="quiet" style="margin:0;${quiet}${fine}">${words.sent(momentWords(sentAt, timeZone, language))}</p>
</div>` as Html;
}

/** What all of a digest's parts need of it. */
type Within = Pick<DigestContent, "baseUrl" | "language">;

function groupHtml({ name, items, searchUrl }: DigestGroup, digest: Within): Html {
  const words = wordsOf(digest.language);
  return html`<h2 style="font-size:17px;margin:28px 0 2px;"><bdi>${name}</bdi></h2>
<p class="quiet" style="margin:0 0 14px;${quiet}${fine}">${words.readouts(items.length)} · <a href="${searchUrl}">${words.digest.allThatItFinds}</a></p>
${items.map((item) => itemHtml(item, digest))}` as Html;
}

function itemHtml(item: DigestItem, { baseUrl, language: ours }: Within): Html {
  const words = wordsOf(ours);
  const { change, reasons, revision, snippets, sourceName, timeZone } = item;
  const { language, publishedAt, title } = revision.content;
  const told =
    change === "new"
      ? ""
      : html`<b class="kind" style="color:#0b4f9e;">${words.alert.changes[change]}</b> · `;
  const when = publishedAt === null ? "" : ` · ${stated(publishedAt, timeZone, ours)}`;
  return html`<div style="margin:0 0 20px;">
<p lang="${language}" dir="auto" style="margin:0 0 2px;font-weight:600;"><a href="${revisionUrl({ baseUrl, revision })}">${title}</a></p>
<p class="quiet" style="margin:0 0 6px;${quiet}${fine}">${told}${sourceName}${when}</p>
${snippets.map(
  (one) =>
    html`<blockquote class="passage" lang="${one.language}" dir="${one.direction}" style="${passageStyle(one.direction)}${fine}margin-bottom:6px;">${speakerShown(one) === null ? "" : html`<b><bdi>${speakerShown(one)}</bdi></b><br>`}${marked(one)}</blockquote>`,
)}
${reasons.map(({ clauses, name }) => html`<p class="quiet" style="margin:0;${quiet}${fine}"><bdi>${name}</bdi>${words.colon} ${reasonWords(clauses, words)}</p>`)}
</div>` as Html;
}
